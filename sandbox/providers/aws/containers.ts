/**
 * What Fargate refuses in containers and their volumes: Amazon ECS API reference, LinuxParameters, KernelCapabilities,
 * ContainerDefinition and HostVolumeProperties. The messages on volumes are AWS's own; the others are worded from there.
 */
import type { Properties } from "../../../pulumi/values";
import { WorldError } from "../../world/world";

const NOT_ON_FARGATE = ["devices", "sharedMemorySize", "maxSwap", "swappiness"];
/** The one that may be added. */
const ADDABLE = "SYS_PTRACE";

interface Container {
  name?: string;
  privileged?: boolean;
  mountPoints?: { sourceVolume?: string }[];
  linuxParameters?: { capabilities?: { add?: string[] } } & Properties;
}

/** Refuses a task definition for Fargate whose containers ask for what is not there. */
export function vetContainers({ containerDefinitions, volumes }: Properties): void {
  const listed = (volumes ?? []) as { name: string; hostPath?: string }[];
  if (listed.some(({ hostPath }) => hostPath)) {
    throw refusal("Fargate compatible task definitions do not support sourcePath");
  }
  const known = new Set(listed.map(({ name }) => name));
  for (const container of JSON.parse(String(containerDefinitions)) as Container[]) {
    const unknown = (container.mountPoints ?? []).find((one) => !known.has(String(one.sourceVolume)));
    if (unknown) throw refusal(`Unknown volume '${unknown.sourceVolume}'.`);
    vetLinux(container);
  }
}

function vetLinux({ privileged, linuxParameters = {} }: Container): void {
  if (privileged) throw refusal("Tasks using the Fargate launch type do not support privileged.");
  const wrong = NOT_ON_FARGATE.find((name) => linuxParameters[name] !== undefined);
  if (wrong) throw refusal(`Tasks using the Fargate launch type do not support ${wrong}.`);
  const added = linuxParameters.capabilities?.add?.find((one) => one !== ADDABLE);
  if (added) throw refusal(`Tasks using the Fargate launch type do not support adding ${added}.`);
}

function refusal(message: string): WorldError {
  return new WorldError("ClientException", message);
}

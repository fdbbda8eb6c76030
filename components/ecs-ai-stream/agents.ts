/** The agents service: inside only, found by name, the one that holds the key to the models. */
import * as pulumi from "@pulumi/pulumi";
import type { Self } from "../base";
import { FargateService } from "../fargate-service";
import { judged } from "../judge";
import { crewVariables } from "./crews";
import { modelPorts, modelStatements, modelVariables } from "./models";
import type { Reports } from "./reports";
import { type StreamSecrets, secretVariable } from "./secrets";
import type { EcsAiStreamSettings } from "./settings";
import type { Stage } from "./stage";

export const AGENTS_PORT = 8000;

/** The image has no curl, and needs none. */
const HEALTH_COMMAND = [
  "python",
  "-c",
  `import urllib.request as r; r.urlopen("http://127.0.0.1:${AGENTS_PORT}/health", timeout=4)`,
];

/** Loading the crews takes 3 seconds of a fast processor, and several times as long on the half that a task may have. */
const GRACE_SECONDS = 120;

/** Makes the service. */
export function makeAgents(
  self: Self,
  settings: EcsAiStreamSettings,
  stage: Stage,
  { secrets, reports }: { secrets: StreamSecrets; reports?: Reports },
): FargateService {
  const { name, opts } = self.child("agents");
  const { models, agents, crews } = settings;
  const { agentsKey, modelKey } = secrets;
  return new FargateService(
    name,
    judged({
      ...stage.common,
      ...agents,
      port: AGENTS_PORT,
      healthGraceSeconds: GRACE_SECONDS,
      // Its libraries write to their home, which is /tmp in the image. Open WebUI is not: it writes beside its own files.
      lockedDown: true,
      healthCommand: HEALTH_COMMAND,
      connect: { namespaceArn: stage.namespaceArn, offeredAs: "agents" },
      environment: {
        ...modelVariables(models),
        ...(crews ? crewVariables(crews, agents.maxReplicas) : {}),
        ...(reports
          ? { REPORTS: pulumi.interpolate`s3://${reports.bucketName}`, REPORTS_REGION: settings.region }
          : {}),
      },
      secrets: [
        secretVariable("AGENTS_API_KEY", agentsKey),
        ...(modelKey ? [secretVariable("MODEL_API_KEY", modelKey)] : []),
      ],
      statements: [...modelStatements(models), ...(reports?.statements ?? [])],
      outboundPorts: modelPorts(models),
    }),
    opts,
  );
}

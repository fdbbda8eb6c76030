/** A service under mocks, and the parts of it that tests look at. */
import { FargateService } from "../../../components/fargate-service";
import type { FargateServiceArgs } from "../../../components/fargate-service/args";
import { only, parsed, type Registered, register } from "../registered";

export const DIGEST = `sha256:${"a".repeat(64)}`;

/** A service with nothing but what it must be given. */
export const SERVICE_ARGS: FargateServiceArgs = {
  accountId: "111122223333",
  region: "us-east-1",
  clusterArn: "arn:cluster",
  clusterName: "cluster",
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  image: `ghcr.io/example/app@${DIGEST}`,
  cpuUnits: 512,
  memoryMiB: 1024,
  port: 8000,
};

/** Registers a service named `api`. */
export function make(
  args: Partial<FargateServiceArgs> = {},
  outputs?: "known" | "unknown",
): Promise<Registered[]> {
  return register(() => new FargateService("api", { ...SERVICE_ARGS, ...args }), outputs);
}

export function serviceOf(found: Registered[]): Registered {
  return only(found, "aws:ecs/service:Service");
}

export function taskOf(found: Registered[]): Registered {
  return only(found, "aws:ecs/taskDefinition:TaskDefinition");
}

/** Its one container, as its task definition has it. */
export function containerOf(found: Registered[]) {
  return parsed(taskOf(found).inputs.containerDefinitions)[0];
}

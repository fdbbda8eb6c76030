/** Blueprint bc1 (documents 000 and 001): the AI stream on ECS Fargate, and nothing else. Wiring only. */
import type { Bound } from "../../components/base";
import { EcsAiStream } from "../../components/ecs-ai-stream";
import { bounds as streamBounds, withDefaults } from "../../components/ecs-ai-stream/settings";
import { judged } from "../../components/judge";
import type { Config } from "../config";
import { awsProvider } from "../providers";

const STREAM = "ai";

/** The most that the environment can cost. */
export function bounds(config: Config): Bound[] {
  return streamBounds(STREAM, withDefaults(streamArgs(config)));
}

/** Registers the environment's resources and resolves to its outputs. */
export function wire(config: Config, environment: string): Record<string, unknown> {
  const provider = awsProvider(config.aws, environment, config.blueprint);
  const stream = new EcsAiStream(STREAM, judged(streamArgs(config)), { providers: [provider] });
  const { url, adminPasswordSecretArn, reportsBucket } = stream;
  return { url, adminPasswordSecretArn, reportsBucket };
}

/** The config has judged them, by the stream's own fields and rules. */
function streamArgs(config: Config) {
  const { aws, aiStream, dataProtection, budgetCapUsd } = config;
  return { region: aws.region, accountId: aws.accountId, dataProtection, budgetCapUsd, ...aiStream };
}

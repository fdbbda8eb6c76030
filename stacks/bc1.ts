/** Blueprint bc1 (documents 000 and 001): the AI stream on ECS Fargate, and nothing else. Wiring only. */
import type { Bound } from "../components/base";
import { EcsAiStream } from "../components/ecs-ai-stream";
import { problems, resolve, bounds as streamBounds } from "../components/ecs-ai-stream/settings";
import type { Problem } from "../words/problem";
import type { Config } from "./config";
import { awsProvider } from "./providers";

const STREAM = "ai";

/** What the components refuse although the config lets it pass, each with the key that is to be changed. */
export function refusals(config: Config): Problem[] {
  return problems(streamArgs(config), ["aiStream"]);
}

/** The most that the environment can cost. */
export function bounds(config: Config): Bound[] {
  return streamBounds(STREAM, resolve(streamArgs(config)));
}

/** Registers the environment's resources and resolves to its outputs. */
export function wire(config: Config, environment: string): Record<string, unknown> {
  const provider = awsProvider(config.aws, environment, config.blueprint);
  const stream = new EcsAiStream(STREAM, streamArgs(config), { providers: [provider] });
  const { url, adminPasswordSecretArn, reportsBucket } = stream;
  return { url, adminPasswordSecretArn, reportsBucket };
}

function streamArgs(config: Config) {
  const { aws, aiStream, dataProtection, budgetCapUsd } = config;
  return { region: aws.region, accountId: aws.accountId, dataProtection, budgetCapUsd, ...aiStream };
}

/** The stream under mocks, and the parts of it that tests look at. */
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";
import { only, parsed, type Registered, register } from "../registered";
import { STREAM_ARGS } from "./stream-args";

export const SERVICE = "aws:ecs/service:Service";
export const TASK = "aws:ecs/taskDefinition:TaskDefinition";

/** Registers a stream named `ai`, at the shipped sizes but for what is given. */
export function make(
  args: Partial<EcsAiStreamArgs> = {},
  outputs?: "known" | "unknown",
): Promise<Registered[]> {
  return register(() => new EcsAiStream("ai", { ...STREAM_ARGS, ...args }), outputs);
}

/** The one container of a service. */
export function containerOf(found: Registered[], role: string) {
  return parsed(only(found, TASK, `ai-${role}-task`).inputs.containerDefinitions)[0];
}

/** Its variables by name. */
export function variablesOf(found: Registered[], role: string): Record<string, string> {
  const list: { name: string; value: string }[] = containerOf(found, role).environment;
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** What its secret variables refer to, by name. */
export function secretsOf(found: Registered[], role: string): Record<string, string> {
  const list: { name: string; valueFrom: string }[] = containerOf(found, role).secrets;
  return Object.fromEntries(list.map(({ name, valueFrom }) => [name, valueFrom]));
}

/** What a role's policy allows: actions and resources of each statement. */
export function allowedTo(found: Registered[], role: string): [string[], string[]][] {
  const { policy } = only(found, "aws:iam/rolePolicy:RolePolicy", `ai-${role}-policy`).inputs;
  const statements: { Action: string[]; Resource: string[] }[] = parsed(policy).Statement;
  return statements.map(({ Action, Resource }) => [Action, Resource]);
}

/**
 * Mending a state that a killed run left behind. Pure: what really exists is looked up by the caller.
 * The engine alone does not converge: it makes a pending resource a second time and forgets the first.
 */
import { type Deployment, pendingCreates, type ResourceState } from "../pulumi/state";
import { nameOf, packageOf, parseUrn, providerReference } from "../pulumi/urn";

/** Something that exists in the account and carries the mark of this stack. */
export interface Found {
  urn: string;
  type: string;
  id: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
}

export interface Repair {
  deployment: Deployment;
  /** Resources that exist, but that the state did not know. */
  adopted: string[];
  /** Creates that never took effect. */
  dropped: string[];
}

/**
 * Adopts what exists and the state does not know, and drops the creates that never happened. Pending updates and
 * deletes stay: a refresh settles them.
 */
export function repair(deployment: Deployment, found: readonly Found[]): Repair {
  const resources = [...(deployment.resources ?? [])];
  const operations = deployment.pending_operations ?? [];
  const creating = pendingCreates(deployment);
  const known = new Set(resources.map(identity));
  const unknown = found.filter((one) => !known.has(identity(one)));
  for (const one of inOrder(unknown)) {
    const pending = creating.find(({ urn }) => urn === one.urn);
    // A second one under a URN that the state has is a replacement that was cut off: it goes at the next run.
    const twice = resources.some(({ urn, delete: going }) => urn === one.urn && !going);
    resources.push(adopt(one, pending, resources, twice));
  }
  const adopted = unknown.map(({ urn }) => urn);
  return {
    deployment: {
      ...deployment,
      resources,
      pending_operations: operations.filter(({ type }) => type !== "creating"),
    },
    adopted,
    dropped: creating.map(({ urn }) => urn).filter((urn) => !adopted.includes(urn)),
  };
}

/** The ARN where there is one: the revisions of a task definition share their id. */
function identity({ type, id, outputs }: Pick<ResourceState, "type" | "id" | "outputs">): string {
  return `${type}|${outputs?.arn ?? id}`;
}

function adopt(
  one: Found,
  pending: ResourceState | undefined,
  resources: ResourceState[],
  twice: boolean,
): ResourceState {
  const known = new Set(resources.map(({ urn }) => urn));
  const parent = pending?.parent ?? parentOf(one.urn, resources);
  const uses = references(one, resources);
  return {
    ...pending,
    urn: one.urn,
    type: one.type,
    custom: true,
    ...(twice ? { delete: true } : {}),
    id: one.id,
    inputs: pending?.inputs ?? one.inputs,
    outputs: one.outputs,
    ...(parent && known.has(parent) ? { parent } : { parent: undefined }),
    provider: pending?.provider ?? providerOf(one.type, resources),
    dependencies: [...new Set([...(pending?.dependencies ?? []), ...uses])].filter((urn) => known.has(urn)),
  };
}

/** Those that others refer to come first, as a state lists dependencies before their dependents. */
function inOrder(found: readonly Found[]): Found[] {
  const left = [...found];
  const ordered: Found[] = [];
  while (left.length > 0) {
    const free = left.findIndex((one) => !left.some((other) => other !== one && mentions(one, other)));
    ordered.push(...left.splice(Math.max(free, 0), 1));
  }
  return ordered;
}

function references(one: Found, resources: ResourceState[]): string[] {
  return resources.filter((other) => other.custom && mentions(one, other)).map(({ urn }) => urn);
}

/** Whether an input of the one is the id or the ARN of the other. */
function mentions(one: Found, other: { id?: string; outputs?: Record<string, unknown> }): boolean {
  const text = JSON.stringify(one.inputs);
  const names = [other.id, other.outputs?.arn].filter((name) => typeof name === "string" && name.length > 3);
  return names.some((name) => text.includes(JSON.stringify(name).slice(1, -1)));
}

/** The parent, by the types of the parents in the URN and the names of components and their children. */
function parentOf(urn: string, resources: ResourceState[]): string | undefined {
  const own = parseUrn(urn);
  const parents = own?.types.slice(0, -1) ?? [];
  if (!own || parents.length === 0) return resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn;
  const candidates = resources.filter((one) => {
    const { stack, project, types } = parseUrn(one.urn) ?? {};
    return stack === own.stack && project === own.project && types?.join("$") === parents.join("$");
  });
  const named = candidates.filter((candidate) => own.name.startsWith(nameOf(candidate.urn)));
  const longest = named.sort((a, b) => b.urn.length - a.urn.length)[0];
  return (longest ?? candidates[0])?.urn;
}

/** The provider that the state's other resources of this package use. */
function providerOf(type: string, resources: ResourceState[]): string | undefined {
  const name = packageOf(type);
  const used = resources.find((one) => packageOf(one.type) === name && one.provider)?.provider;
  const made = resources.find((one) => one.type === `pulumi:providers:${name}`);
  return used ?? (made?.id && providerReference(made.urn, made.id));
}

/** Pulumi's names of resources: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`, and the types in them. */

export interface Urn {
  stack: string;
  project: string;
  /** Types of the resource's parents and its own, outermost first; the root stack is none of them. */
  types: string[];
  /** Logical name; it may hold colons of its own. */
  name: string;
}

const PREFIX = "urn:pulumi:";
const PART = "::";

/** The parts of a URN; undefined for any other text, such as the logical name that stands for a child not yet made. */
export function parseUrn(urn: string): Urn | undefined {
  const [head = "", project, types, ...name] = urn.split(PART);
  if (!head.startsWith(PREFIX) || project === undefined || types === undefined || name.length === 0)
    return undefined;
  return { stack: head.slice(PREFIX.length), project, types: types.split("$"), name: name.join(PART) };
}

export function formatUrn({ stack, project, types, name }: Urn): string {
  return [PREFIX + stack, project, types.join("$"), name].join(PART);
}

/** The logical name in a URN; what is no URN is a name by itself. */
export function nameOf(urn: string): string {
  return parseUrn(urn)?.name ?? urn;
}

/** The type token in a URN, for example `aws:ec2/vpc:Vpc`; empty for what is no URN. */
export function typeOf(urn: string): string {
  return parseUrn(urn)?.types.at(-1) ?? "";
}

/** Whether a URN is of this stack. */
export function isOfStack(urn: string, stack: string): boolean {
  return parseUrn(urn)?.stack === stack;
}

/** The provider of a resource, as a state names it. */
export function providerReference(urn: string, id: string): string {
  return urn + PART + id;
}

/** The last word of a type token: `Service` of `aws:ecs/service:Service`. */
export function className(type: string): string {
  return type.split(":").at(-1) ?? type;
}

/** The first word of a type token: `aws` of `aws:ecs/service:Service`. */
export function packageOf(type: string): string {
  const end = type.indexOf(":");
  return end < 0 ? type : type.slice(0, end);
}

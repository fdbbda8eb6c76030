/**
 * What Pulumi's AWS provider says of the types that our stacks register, from the schema that it is made of. The data
 * are `schema.json`, which says where it is from; `tools/aws-schema.ts` makes it.
 */
import schema from "./schema.json";

export interface PropertyFacts {
  /** Who sets it: R the program must, O it may, C the provider alone, OC it may, else the provider does. */
  m: "R" | "O" | "C" | "OC";
  /** A change of it replaces the resource; a text says when. */
  new?: 1 | string;
  /** What the provider fills in. */
  def?: unknown;
  secret?: 1;
  enum?: readonly unknown[];
  /** Least and most of a number, and of the characters of a text; null is no bound. */
  range?: readonly (number | null)[];
  len?: readonly (number | null)[];
  /** The same of each element of a list. */
  each_enum?: readonly unknown[];
  each_range?: readonly (number | null)[];
  each_len?: readonly (number | null)[];
  /** Other properties of the resource, by their paths, that do not go with it, or without which it does not go. */
  conflicts?: readonly string[];
  exactlyOne?: readonly string[];
  atLeastOne?: readonly string[];
  requires?: readonly string[];
  props?: Readonly<Record<string, PropertyFacts>>;
}

export interface AutoName {
  property: string;
  /** A longer name is refused, never cut. */
  longest: number;
  /** Between the logical name and seven random hexadecimal digits. */
  separator: string;
  lower?: boolean;
}

export interface TypeFacts {
  required: readonly string[];
  autoName?: AutoName;
  /** It has tags, which the provider's default tags are merged into. */
  tags?: boolean;
  /** It has a region of its own. */
  regional?: boolean;
  /** It has no update: every input replaces it. */
  noUpdate?: boolean;
  secrets?: readonly string[];
  /** Properties; one of which there is only to say who sets it is that word alone. */
  props: Readonly<Record<string, PropertyFacts | PropertyFacts["m"]>>;
}

export const SCHEMA = schema.types as unknown as Readonly<Record<string, TypeFacts>>;

/** What the schema says of a property at the top. */
export function factsOf(type: TypeFacts, property: string): PropertyFacts | undefined {
  const facts = type.props[property];
  return typeof facts === "string" ? { m: facts } : facts;
}

/** The value that the provider fills in for each input that has one. */
export function defaultsOf(type: TypeFacts): Record<string, unknown> {
  const filled = Object.keys(type.props).map((name) => [name, factsOf(type, name)?.def] as const);
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined));
}

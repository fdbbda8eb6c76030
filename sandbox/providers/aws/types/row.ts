/**
 * What the data table says of one resource type. One generic engine and one data table; what the table
 * cannot say is one of the four behaviours in `world/`, or a `vetWrite` function beside the row.
 */
import type { Identity } from "../../../../aws/ids";
import type { TypeFacts } from "../../../../aws/schema";
import type { Properties } from "../../../../pulumi/values";
import type { Scope } from "../../../world/templates";
import type { World, WorldResource } from "../../../world/world";

/** A property whose value names another resource of the account. */
export interface Ref {
  /** Path of the property; lists on the way are walked, as in `loadBalancers.targetGroupArn`. */
  property: string;
  /** Types that it may name. Only types that the sandbox serves: other things are taken to exist. */
  to: string[];
  /** How the value names the target: by this output, or by this test. Default: by id, ARN or name. */
  by?: string | ((target: WorldResource, value: unknown, inputs: Properties) => boolean);
  /** AWS's error when the target does not exist; absent when AWS accepts any value. `{value}` is the value. */
  missing?: [code: string, message: string];
  /**
   * What a delete of the target meets: `blocks` fails with the target's `inUse`, `ends` takes this resource with it,
   * `free` (the default) leaves a dangling value.
   */
  use?: "blocks" | "ends" | "free";
}

/** Names that may exist once. */
export interface Unique {
  /** Properties that together must be unique in the account and region. */
  properties: string[];
  /** AWS's error. `{name}` and other properties are filled in. */
  taken: [code: string, message: string];
}

/** What a rule may look at. */
export interface WriteContext {
  world: World;
  inputs: Properties;
  region: string;
  /** The resource that is updated; absent at create. */
  self?: WorldResource;
}

export interface Row {
  type: string;
  /** AWS's own schema of the type, or the page that describes it. */
  source: string;
  refs?: Ref[];
  unique?: Unique;
  /** Inputs that force a new resource only in some cases: the schema knows those that always do. */
  replaceIf?: Record<string, (olds: Properties, news: Properties) => boolean>;
  /** What makes the id where no template does. */
  id?(scope: Scope): string;
  /** Templates of computed outputs. A list is a list of templates. Numbers and booleans stand as they are. */
  computed?: Record<string, unknown>;
  /** Outputs that no template can say, each made after the templates. */
  derive?: Record<string, (scope: Scope) => unknown>;
  /** AWS's error when something that blocks still uses it. `{id}` and outputs are filled in. */
  inUse?: [code: string, message: string];
  /** What the provider itself refuses before any call, beyond its schema: property and reason. */
  plan?(inputs: Properties): { property: string; reason: string } | undefined;
  /** What the provider refuses to change, known beforehand: the reason. */
  refuseChange?(olds: Properties, news: Properties): string | undefined;
  /** What AWS refuses at create and update; throws WorldError. */
  vetWrite?(context: WriteContext): void;
  /** AWS's error at a delete while it is locked. `{id}` and outputs are filled in. */
  locked?: [code: string, message: string];
  /** What AWS refuses at delete; throws WorldError. */
  vetDelete?(context: { world: World; resource: WorldResource }): void;
  /** The call that creates it replaces what has the same id: a second create is an update. */
  upsert?: boolean;
}

/** All that the sandbox knows of a type: its row, and the facts of AWS that others read too. */
export interface Entry extends Row {
  identity: Identity;
  schema: TypeFacts;
}

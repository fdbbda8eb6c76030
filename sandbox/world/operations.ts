/** Create, read, update and delete in a world. Each refuses before it changes anything. */
import { fillWith } from "../../aws/templates";
import type { Properties } from "../../pulumi/values";
import { afterDelete, afterWrite } from "../providers/aws/controllers";
import { rowOf } from "../providers/aws/types";
import type { Entry } from "../providers/aws/types/row";
import { identity, refuseInUse, refuseLocked, remove, usesOf } from "./graph";
import { refuseReserved, refuseTaken, reserve } from "./names";
import { fill, type Scope, seedOf } from "./templates";
import { hashed, keyOf, lookUp, ofType, type World, WorldError, type WorldResource } from "./world";

/** A write as the provider hands it on. Inputs are plain, with the provider's own `__defaults` among them; `secrets` names the top-level ones to be hashed. */
export interface Write {
  urn: string;
  type: string;
  inputs: Properties;
  secrets: string[];
  region: string;
  /** Outputs that the provider makes itself. */
  own?: Properties;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What a write made: outputs are the computed ones alone. */
export interface Written {
  id: string;
  computed: Properties;
}

export function create(world: World, write: Write): Written {
  const row = rowOf(write.type);
  const { inputs, region } = write;
  const uses = usesOf(world, row, inputs);
  if (!row.upsert) refuseTaken(world, row, inputs);
  refuseReserved(world, row.type, inputs, write.now);
  row.vetWrite?.({ world, inputs, region });
  const seed = seedOf(world, write.urn);
  return keep(world, row, write, { uses, seed });
}

/** Throws when the resource is gone. */
export function update(world: World, name: string, write: Write): Written {
  const row = rowOf(write.type);
  const { inputs, region } = write;
  const old = lookUp(world, row.type, name);
  if (!old) throw new WorldError("ResourceNotFoundException", `${row.type} ${name} does not exist`);
  const uses = usesOf(world, row, inputs);
  refuseTaken(world, row, inputs, old);
  row.vetWrite?.({ world, inputs, region, self: old });
  return keep(world, row, write, { uses, seed: old.seed, old });
}

/** What the world holds; undefined when it is gone. */
export function read(world: World, type: string, name: string): WorldResource | undefined {
  const { readBy } = rowOf(type).identity;
  const named = (one: WorldResource) =>
    readBy !== undefined && fillWith(readBy, (key) => one.outputs[key]) === name;
  return lookUp(world, type, name) ?? ofType(world, type).find(named);
}

/** Deletes; what is already gone is gone. */
export function destroy(world: World, type: string, name: string, now: number): void {
  const row = rowOf(type);
  const resource = lookUp(world, type, name);
  if (!resource) return;
  refuseLocked(world, row, resource);
  row.vetDelete?.({ world, resource });
  refuseInUse(world, row, resource);
  remove(world, resource);
  afterDelete(world, resource, identity(resource));
  reserve(world, resource, now);
}

function keep(
  world: World,
  row: Entry,
  write: Write,
  made: { uses: WorldResource["uses"]; seed: string; old?: WorldResource },
): Written {
  const scope: Scope = {
    world,
    region: write.region,
    now: write.now,
    inputs: write.inputs,
    outputs: {},
    seed: made.seed,
  };
  const id = made.old?.id ?? idOf(row, scope);
  const computed = { ...compute(row, scope, id, made.old), ...write.own };
  const hide = (values: Properties) => hideSecrets(world, row, write.secrets, values);
  const { __defaults, ...given } = write.inputs;
  const resource: WorldResource = {
    id,
    type: row.type,
    urn: write.urn,
    inputs: hide(write.inputs),
    outputs: hide({ ...given, ...computed }),
    uses: made.uses,
    seed: made.seed,
  };
  if (row.identity.key) resource.key = String(fillWith(row.identity.key, (key) => resource.outputs[key]));
  const key = keyOf(row.type, resource.key ?? id);
  world.resources[key] = resource;
  afterWrite(world, resource, key);
  return { id, computed };
}

function idOf(row: Entry, scope: Scope): string {
  return row.id?.(scope) ?? String(fill(row.identity.id, scope));
}

/** Computed outputs: what the program set itself stays as it is. */
function compute(row: Entry, scope: Scope, id: string, old?: WorldResource): Properties {
  const computed: Properties = {};
  const outputs: Properties = { ...scope.inputs, id };
  for (const [key, template] of Object.entries(templatesOf(row))) {
    if (scope.inputs[key] !== undefined && scope.inputs[key] !== null) continue;
    const counted = typeof template === "string" && template.startsWith("#");
    computed[key] = counted && old ? old.outputs[key] : fill(template, { ...scope, outputs });
    outputs[key] = computed[key];
  }
  for (const [key, derive] of Object.entries(row.derive ?? {})) computed[key] = derive({ ...scope, outputs });
  return computed;
}

/** The outputs that a write of this type computes: what a preview cannot know. */
export function computedKeys(row: Entry): string[] {
  return [...Object.keys(templatesOf(row)), ...Object.keys(row.derive ?? {})];
}

/** The ARN last, as parts of it may be computed too. */
function templatesOf({ computed, identity: { arn } }: Entry): Record<string, unknown> {
  return { ...computed, ...(arn ? { arn } : {}) };
}

function hideSecrets(world: World, row: Entry, secrets: string[], values: Properties): Properties {
  const secret = new Set([...secrets, ...(row.schema.secrets ?? [])]);
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      secret.has(key) && value !== undefined && value !== null ? hashed(world, value) : value,
    ]),
  );
}

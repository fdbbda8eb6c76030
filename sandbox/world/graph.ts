/**
 * The first behaviour: the graph of references. What names a thing that does not exist is refused, and a thing that is
 * in use cannot be deleted: EC2's DependencyViolation and its like in the other services.
 */
import { isLocked } from "../../aws/data";
import type { Properties } from "../../pulumi/values";
import type { Entry, Ref } from "../providers/aws/types/row";
import { fill } from "./templates";
import { InUse, keyOf, type World, WorldError, type WorldResource } from "./world";

/** Every value at a path; lists on the way are walked. */
export function pick(value: unknown, path: string): unknown[] {
  const [head, ...rest] = path.split(".");
  if (Array.isArray(value)) return value.flatMap((one) => pick(one, path));
  if (head === undefined || value === null || typeof value !== "object") return [];
  const next = (value as Properties)[head];
  if (next === undefined || next === null) return [];
  if (rest.length > 0) return pick(next, rest.join("."));
  return Array.isArray(next) ? next : [next];
}

/** The resource that a value of this reference names. */
function target(world: World, ref: Ref, value: unknown, inputs: Properties): WorldResource | undefined {
  return Object.values(world.resources).find((one) => {
    if (!ref.to.includes(one.type)) return false;
    if (typeof ref.by === "function") return ref.by(one, value, inputs);
    if (ref.by) return one.outputs[ref.by] === value;
    return one.id === value || one.outputs.arn === value || one.outputs.name === value;
  });
}

/** The uses that these inputs make of others; throws AWS's error for what does not exist. */
export function usesOf(world: World, row: Entry, inputs: Properties): WorldResource["uses"] {
  const uses: WorldResource["uses"] = {};
  for (const ref of row.refs ?? []) {
    for (const value of pick(inputs, ref.property)) {
      const found = target(world, ref, value, inputs);
      if (found) uses[identity(found)] = ref.use ?? "free";
      else if (ref.missing)
        throw new WorldError(ref.missing[0], ref.missing[1].replace("{value}", String(value)));
    }
  }
  return uses;
}

/** The key under which the world holds a resource. */
export function identity(resource: WorldResource): string {
  return keyOf(resource.type, resource.key ?? resource.id);
}

/** Throws the row's `inUse` when something that blocks still uses the resource. */
export function refuseInUse(world: World, row: Entry, resource: WorldResource): void {
  const key = identity(resource);
  const user = Object.values(world.resources).find((one) => one.uses[key] === "blocks");
  if (!user) return;
  const [code, message] = row.inUse ?? ["ResourceInUse", "{id} is in use."];
  throw new InUse(code, said(world, resource, message));
}

/** Throws the row's `locked` while an input of the resource refuses its delete. */
export function refuseLocked(world: World, row: Entry, resource: WorldResource): void {
  if (!isLocked(row.type, resource.inputs)) return;
  const [code, message] = row.locked ?? ["OperationNotPermitted", "{id} is protected from deletion."];
  throw new WorldError(code, said(world, resource, message));
}

function said(world: World, { id, inputs, outputs, seed }: WorldResource, message: string): string {
  return String(fill(message, { world, region: world.region, inputs, outputs: { ...outputs, id }, seed }));
}

/** Removes a resource and everything that ends with it. */
export function remove(world: World, resource: WorldResource): void {
  const key = identity(resource);
  delete world.resources[key];
  for (const one of Object.values(world.resources)) {
    if (one.uses[key] === "ends") remove(world, one);
    else delete one.uses[key];
  }
}

/**
 * The second behaviour: names. Some may exist once, and Secrets Manager keeps the name of a deleted secret reserved
 * for its recovery window (DeleteSecret: 7 to 30 days, unless it is deleted without recovery).
 */
import { daysToRestore, remainderOf } from "../../aws/data";
import type { Properties } from "../../pulumi/values";
import type { Entry } from "../providers/aws/types/row";
import { fill } from "./templates";
import { ofType, type World, WorldError, type WorldResource } from "./world";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Throws when another resource of the type has the same unique properties. `self` is left out. */
export function refuseTaken(world: World, row: Entry, inputs: Properties, self?: WorldResource): void {
  const unique = row.unique;
  if (!unique) return;
  const nameOf = (of: Properties) =>
    JSON.stringify(unique.properties.map((property) => of[property] ?? null));
  const name = nameOf(inputs);
  if (!ofType(world, row.type).some((one) => one !== self && nameOf(one.inputs) === name)) return;
  const scope = { world, region: world.region, inputs, outputs: {}, seed: "" };
  throw new WorldError(unique.taken[0], String(fill(unique.taken[1], scope) ?? unique.taken[1]));
}

/** Keeps the name of a deleted secret until its recovery window has passed. */
export function reserve(world: World, resource: WorldResource, now: number): void {
  const { type, inputs } = resource;
  const stays = remainderOf(type, inputs);
  if (stays?.kind !== "recoverable") return;
  const until = now + daysToRestore(inputs, stays) * DAY_MS;
  world.reservations.push({ type, name: String(inputs[stays.named]), until });
}

/** Throws when the name is reserved; drops reservations whose time is over. */
export function refuseReserved(world: World, type: string, inputs: Properties, now: number): void {
  world.reservations = world.reservations.filter((one) => one.until > now);
  if (!world.reservations.some((one) => one.type === type && one.name === inputs.name)) return;
  throw new WorldError(
    "InvalidRequestException",
    "You can't create this secret because a secret with this name is already scheduled for deletion.",
  );
}

/** What stays in the account although no program owns it any more: `down` lists it. */
import type { World } from "./world";

export interface Orphan {
  type: string;
  /** Id, or the name that is kept. */
  id: string;
  reason: string;
  /** Milliseconds since the epoch at which it goes by itself; absent when it stays until someone deletes it. */
  until?: number;
}

/** Takes these out of their program's hands: it has forgotten them, and they stay. */
export function disown(world: World, urns: readonly string[]): void {
  for (const one of Object.values(world.resources)) if (urns.includes(one.urn)) one.urn = "";
}

/** Things that no program made or that one has forgotten, and names that are still reserved at this moment. */
export function orphans(world: World, now: number): Orphan[] {
  const things = Object.values(world.resources).filter((one) => one.urn === "" && one.maker === undefined);
  const names = world.reservations.filter((one) => one.until > now);
  return [
    ...things.map(({ type, id }) => ({
      type,
      id,
      reason: "not deleted with what it belonged to",
    })),
    ...names.map(({ type, name, until }) => ({
      type,
      id: name,
      reason: "deleted, recoverable until then",
      until,
    })),
  ];
}

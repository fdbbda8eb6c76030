/**
 * Fills the table's templates: `{key}` is an output made so far, an input, or one of the parts below; `{key:last}` is
 * what follows the last slash; `#key` is the next number of the counter that belongs to the value of `key`.
 */
import { createHash } from "node:crypto";
import { fillWith } from "../../aws/templates";
import type { Properties } from "../../pulumi/values";
import type { World } from "./world";

export interface Scope {
  world: World;
  region: string;
  inputs: Properties;
  outputs: Properties;
  /** Milliseconds since the epoch, where something is made. */
  now?: number;
  /** 64 hexadecimal digits from which ids are cut. */
  seed: string;
}

/** The seed of a resource: the same for the same world, URN and moment. */
export function seedOf(world: World, urn: string): string {
  return createHash("sha256").update(`${world.salt}|${world.seq}|${urn}`).digest("hex");
}

/** A value with every template in it filled; undefined when a part that it names is missing. */
export function fill(template: unknown, scope: Scope): unknown {
  if (Array.isArray(template)) return template.map((part) => fill(part, scope));
  if (typeof template !== "string") return template;
  const read = (key: string) => generated(key, scope) ?? scope.outputs[key] ?? scope.inputs[key];
  if (template.startsWith("#")) return count(scope.world, String(read(template.slice(1))));
  return fillWith(template, read);
}

/** Counters never go back: AWS does not give a deregistered revision's number again. */
function count(world: World, name: string): number {
  const next = (world.counters[name] ?? 0) + 1;
  world.counters[name] = next;
  return next;
}

function generated(key: string, { seed, world, region, now }: Scope): string | undefined {
  switch (key) {
    case "account":
      return world.accountId;
    case "region":
      return region;
    case "time": // as Go prints one
      return now === undefined
        ? undefined
        : new Date(now).toISOString().replace("T", " ").replace("Z", " +0000 UTC");
    case "hex6":
      return seed.slice(8, 14);
    case "hex8":
      return seed.slice(16, 24);
    case "hex16":
      return seed.slice(24, 40);
    case "HEX8":
      return seed.slice(16, 24).toUpperCase();
    case "HEX16":
      return seed.slice(24, 40).toUpperCase();
    case "digits":
      return String(Number.parseInt(seed.slice(0, 8), 16)).padStart(10, "1");
    case "byte":
      return String(1 + (Number.parseInt(seed.slice(0, 4), 16) % 254));
    case "uuid":
      return `${seed.slice(0, 8)}-${seed.slice(8, 12)}-4${seed.slice(13, 16)}-a${seed.slice(17, 20)}-${seed.slice(20, 32)}`;
    default:
      return undefined;
  }
}

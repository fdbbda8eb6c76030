/**
 * The blueprints: for each name which sections an environment of it has, what holds between their values, and how its
 * wiring is loaded. A blueprint is a file beside this one, and a row.
 */
import type { Bound } from "../../components/base";
import { AI_STREAM } from "../../components/ecs-ai-stream/fields";
import type { Fields } from "../../components/fields";
import { STREAM_CHECKS } from "../config/ai-stream";
import type { Check } from "../config/context";
import { AWS } from "../config/places";

/** A blueprint's wiring. It is given the config of its own sections. */
export interface Wiring {
  /** The most that the environment can cost. */
  bounds(config: never): Bound[];
  /** Registers the environment's resources and gives its outputs. */
  wire(config: never, environment: string): Record<string, unknown>;
}

export interface Blueprint {
  /** Where it runs: the sections of its accounts. */
  places: Fields;
  /** What runs in it. */
  sections: Fields;
  /** What does not go together in its sections. */
  checks: readonly Check[];
  /** Only the one that is used is loaded, as components load their providers. */
  load(): Promise<Wiring>;
}

export type Registry = Readonly<Record<string, Blueprint>>;

export const BLUEPRINTS = {
  bc1: {
    places: { aws: AWS },
    sections: { aiStream: AI_STREAM },
    checks: STREAM_CHECKS,
    load: (): Promise<Wiring> => import("./bc1"),
  },
} satisfies Registry;

/** Those that the documents ask for and that are not built yet. */
export const PLANNED = ["hybrid", "homelab", "demo", "omc"] as const;

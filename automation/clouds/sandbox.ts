/** The sandbox as the cloud: what exists is what its world holds, and a run's real minutes are computed. */
import { isOfStack } from "../../pulumi/urn";
import { changeWorld, readWorld } from "../../sandbox/store";
import { disown, orphans } from "../../sandbox/world/orphans";
import { folder, type Place } from "../publish";
import type { Found } from "../repair";
import type { Cloud, Watch } from "./cloud";
import { minutesOnAws } from "./minutes";
import type { Scratch } from "./scratch";

export class Sandbox implements Cloud {
  readonly flag = " --sandbox";

  constructor(private readonly scratch: Scratch) {}

  /** All that carries this stack's mark, pending or not. */
  async findCutOff(): Promise<Found[]> {
    return this.#made();
  }

  /** What exists is found. */
  refusesTwice(): boolean {
    return false;
  }

  async disown(urns: readonly string[]): Promise<void> {
    await changeWorld(this.scratch.worldFile, {}, (world) => disown(world, urns));
  }

  watch(): Watch {
    const since = this.#world()?.seq ?? 0;
    const earlier = this.#unowned();
    return {
      strays: (chosen) => {
        const made = this.#made().filter(({ urn }) => !chosen.includes(urn));
        const unowned = chosen.length > 0 ? [] : this.#unowned().filter((one) => !earlier.includes(one));
        return [...made.map(named), ...unowned];
      },
      minutes: (planned) => {
        const line = minutesOnAws(this.#world()?.log ?? [], since, planned);
        return line && `sandbox: ${line}`;
      },
    };
  }

  /** In the checkout, for agents on this machine. */
  async places(): Promise<(bucket: unknown) => Place> {
    const { root, env } = this.scratch;
    return () => folder(root, env);
  }

  #world() {
    return readWorld(this.scratch.worldFile);
  }

  #made() {
    return Object.values(this.#world()?.resources ?? {}).filter(({ urn }) =>
      isOfStack(urn, this.scratch.env),
    );
  }

  /** What no program owns. */
  #unowned(): string[] {
    const world = this.#world();
    return world ? orphans(world, Date.now()).map(named) : [];
  }
}

function named({ type, id }: { type: string; id: string }): string {
  return `${type} ${id}`;
}

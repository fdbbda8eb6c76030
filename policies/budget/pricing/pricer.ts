/** How a resource type is priced: which of its properties decide, and what it then costs. Pure. */
import { type PlannedResource, UNKNOWN } from "../planned";

/** How much of one priced item a resource has. */
export interface Charge {
  /** Item in the price table. */
  item: string;
  /** In the item's unit without its time: 2 (vCPU), 20 (GB), 1 (gateway). */
  amount: number;
  /** Fixed: paid while it exists. Usage: paid only when it is used, counted at its most. */
  kind: "fixed" | "usage";
}

export interface Pricer {
  /** The properties that decide what it costs; only an unknown among these matters. */
  priced: readonly string[];
  charges(resource: Reader, context: Context): Charge[];
}

/** The other resources, and what is given from outside. */
export interface Context {
  /** The resource of this type that the property was taken from, as far as the plan says. */
  source(resource: PlannedResource, property: string, type: string): PlannedResource | undefined;
  ofType(type: string): readonly PlannedResource[];
  reader(resource: PlannedResource): Reader;
  now: Date;
}

/** A priced property whose value is not known. */
export class UnknownProperty extends Error {
  constructor(readonly property: string) {
    super(`${property} is not known`);
  }
}

/** Something that no price is known for; the message says what. */
export class Unpriced extends Error {}

/** Reads the inputs of a resource; an unknown among the priced ones is an error that the estimate answers. */
export class Reader {
  constructor(
    readonly resource: PlannedResource,
    private readonly priced: readonly string[],
  ) {}

  /** The value of a priced property, or the default when it is not set. */
  value(property: string, fallback?: unknown): unknown {
    if (!this.priced.includes(property))
      throw new Error(`${this.resource.type} is not priced by ${property}`);
    const value = this.resource.inputs[property] ?? fallback;
    if (value === UNKNOWN) throw new UnknownProperty(property);
    return value;
  }

  /** A number; texts of digits count, as ECS has them. */
  number(property: string, fallback: number): number {
    const value = Number(this.value(property, fallback));
    if (!Number.isFinite(value) || value < 0) throw new UnknownProperty(property);
    return value;
  }

  text(property: string, fallback: string): string {
    return String(this.value(property, fallback));
  }

  flag(property: string, fallback: boolean): boolean {
    return String(this.value(property, fallback)) === "true";
  }

  list(property: string): unknown[] {
    const value = this.value(property, []);
    return Array.isArray(value) ? value : [value];
  }

  /** A section, with every value in it known. */
  section(property: string): Record<string, unknown> {
    const value = (this.value(property, {}) ?? {}) as Record<string, unknown>;
    const unknown = Object.entries(value).find(([, inner]) => inner === UNKNOWN);
    if (unknown) throw new UnknownProperty(`${property}.${unknown[0]}`);
    return value;
  }
}

export function fixed(item: string, amount = 1): Charge {
  return { item, amount, kind: "fixed" };
}

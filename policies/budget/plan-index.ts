/**
 * A plan's resources by what others find them by. Each look-up is answered from a table that is made once, and is
 * remembered with who asked: so a resource that comes later says whose price it changes.
 */
import type { PlannedResource } from "./planned";

/** What resources of a type are found by, beside their URN: for each the values by which it is found. */
export interface Key {
  type: string;
  of(resource: PlannedResource): readonly unknown[];
  /** Several of one value are as good as none: one more of them changes nothing for those who asked. */
  unique?: boolean;
}

/** Value to the URNs of those who asked for it. */
type Askers = Map<unknown, Set<string>>;

interface Table {
  found: Map<unknown, PlannedResource[]>;
  askers: Askers;
}

export class PlanIndex {
  private readonly all = new Map<string, PlannedResource>();
  /** URN to those who asked for it. */
  private readonly askers: Askers = new Map();
  private readonly tables = new Map<Key, Table>();
  private asker: string | undefined;

  /** @param resources all at once; what is looked up is remembered only for a plan to which more is added. */
  constructor(resources: readonly PlannedResource[] = []) {
    for (const resource of resources) if (!resource.leftover) this.all.set(resource.urn, resource);
  }

  /** Adds a resource, or puts it in the place of the one with its URN; gives the URNs of all whose look-ups it changes. */
  add(resource: PlannedResource): Set<string> {
    const touched = new Set(this.askers.get(resource.urn));
    const before = this.all.get(resource.urn);
    this.all.set(resource.urn, resource);
    for (const [key, table] of this.tables) {
      const change = (one: PlannedResource, put: (value: unknown) => void) => {
        for (const value of valuesOf(key, one)) {
          const many = key.unique && (table.found.get(value)?.length ?? 0) > 1;
          put(value);
          if (many && (table.found.get(value)?.length ?? 0) > 1) continue;
          for (const urn of table.askers.get(value) ?? []) touched.add(urn);
        }
      };
      if (before) change(before, (value) => remove(table.found, value, before));
      change(resource, (value) => push(table.found, value, resource));
    }
    return touched;
  }

  /** Those that have this value. */
  find(key: Key, value: unknown): readonly PlannedResource[] {
    const table = this.tables.get(key) ?? this.tabulate(key);
    this.remember(table.askers, value);
    return table.found.get(value) ?? NONE;
  }

  byUrn(urn: string): PlannedResource | undefined {
    this.remember(this.askers, urn);
    return this.all.get(urn);
  }

  /** What is looked up meanwhile is remembered as asked by this resource. */
  as<T>(urn: string, read: () => T): T {
    this.asker = urn;
    try {
      return read();
    } finally {
      this.asker = undefined;
    }
  }

  private remember(askers: Askers, value: unknown): void {
    if (this.asker === undefined) return;
    const there = askers.get(value);
    if (there) there.add(this.asker);
    else askers.set(value, new Set([this.asker]));
  }

  private tabulate(key: Key): Table {
    const table: Table = { found: new Map(), askers: new Map() };
    for (const resource of this.all.values())
      for (const value of valuesOf(key, resource)) push(table.found, value, resource);
    this.tables.set(key, table);
    return table;
  }
}

const NONE: readonly PlannedResource[] = [];

function valuesOf({ type, of }: Key, resource: PlannedResource): readonly unknown[] {
  return type === resource.type ? of(resource) : [];
}

function push(found: Map<unknown, PlannedResource[]>, value: unknown, resource: PlannedResource): void {
  const there = found.get(value);
  if (there) there.push(resource);
  else found.set(value, [resource]);
}

function remove(found: Map<unknown, PlannedResource[]>, value: unknown, resource: PlannedResource): void {
  const left = (found.get(value) ?? []).filter((one) => one !== resource);
  if (left.length > 0) found.set(value, left);
  else found.delete(value);
}

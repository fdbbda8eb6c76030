/**
 * A file of test/fixtures/invalid: what is changed in a right stack file (../stack.yaml), and what is said of it. What is
 * wrong with the file as a whole cannot be told as a change: these are stack files, and say it in their first lines.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { ConfigContext } from "../../../stacks/config/context";

const FIXTURES = join(__dirname, "../../fixtures");
const FOLDER = join(FIXTURES, "invalid");

export interface Fixture {
  name: string;
  text: string;
  /** The lines of the message, all of them. */
  expected: string[];
  /** Row of the list of bad inputs that it stands for, or `none`. */
  row: string;
  context: Omit<ConfigContext, "secretKeys">;
}

/** A change: values by their path, as a message says it (`tandem:aiStream.agents.minReplicas`). */
interface Patch {
  row: number | "none";
  /** The stack's name; bc1 where absent. */
  stack?: string;
  /** Whether it is read as in the sandbox; so it is where absent. */
  sandbox?: boolean;
  unset?: string[];
  set?: Record<string, unknown>;
  expect: string | string[];
}

export const PRICED_REGIONS = ["us-east-1"];

export function fixtures(): Fixture[] {
  const base = readFileSync(join(FIXTURES, "stack.yaml"), "utf8");
  return readdirSync(FOLDER).map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    return text.startsWith("# expect:") ? whole(name, text) : patched(name, base, parse(text) as Patch);
  });
}

function whole(name: string, text: string): Fixture {
  const headers = (header: string) =>
    [...text.matchAll(new RegExp(`^# ${header}: (.*)$`, "gm"))].map((match) => match[1]!);
  return { name, text, expected: headers("expect"), row: headers("A3")[0] ?? "", context: contextOf({}) };
}

function patched(name: string, base: string, patch: Patch): Fixture {
  const file = parse(base) as { config: Record<string, unknown> };
  for (const path of patch.unset ?? []) change(file.config, path, (section, key) => delete section[key]);
  for (const [path, value] of Object.entries(patch.set ?? {})) {
    change(file.config, path, (section, key) => {
      section[key] = value;
    });
  }
  const expected = [patch.expect].flat();
  const text = stringify(file, { lineWidth: 0 });
  return { name, text, expected, row: String(patch.row), context: contextOf(patch) };
}

function contextOf({ stack = "bc1", sandbox = true }: Pick<Patch, "stack" | "sandbox">): Fixture["context"] {
  return { stack, where: `Pulumi.${stack}.yaml`, pricedRegions: PRICED_REGIONS, sandbox };
}

function change(
  config: Record<string, unknown>,
  path: string,
  make: (section: Record<string, unknown>, key: string) => void,
): void {
  const keys = path.split(".");
  const last = keys.pop()!;
  const section = keys.reduce((inner, key) => inner[key] as Record<string, unknown>, config);
  make(section, last);
}

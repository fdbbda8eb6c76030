/** A file of test/fixtures/invalid: a whole stack file with one mistake, and in its first lines what is said of it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigContext } from "../../../stacks/config/context";

const FOLDER = join(__dirname, "../../fixtures/invalid");

export interface Fixture {
  name: string;
  text: string;
  /** The lines of the message, all of them. */
  expected: string[];
  /** Row of the list of bad inputs that it stands for, or `none`. */
  row: string;
  context: Omit<ConfigContext, "secretKeys">;
}

export const PRICED_REGIONS = ["us-east-1"];

export function fixtures(): Fixture[] {
  return readdirSync(FOLDER).map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const stack = headers(text, "stack")[0] ?? "bc1";
    return {
      name,
      text,
      expected: headers(text, "expect"),
      row: headers(text, "A3")[0] ?? "",
      context: {
        stack,
        where: `Pulumi.${stack}.yaml`,
        pricedRegions: PRICED_REGIONS,
        sandbox: headers(text, "sandbox")[0] !== "no",
      },
    };
  });
}

function headers(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`^# ${name}: (.*)$`, "gm"))].map((match) => match[1]!);
}

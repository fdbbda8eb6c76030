/** Runs a case for each resource and tells all that failed, not only the first. */
import * as assert from "node:assert/strict";

export async function forEach(urns: readonly string[], run: (urn: string) => Promise<void>): Promise<void> {
  const failures: string[] = [];
  for (const urn of urns) await run(urn).catch((error: Error) => failures.push(`${urn}: ${error.message}`));
  assert.deepEqual(failures, [], `${failures.length} of ${urns.length} resources`);
}

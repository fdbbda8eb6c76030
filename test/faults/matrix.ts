/** Runs a case for each operation and tells all that failed, not only the first. */
import * as assert from "node:assert/strict";
import type { Operation } from "../engine/faults";

export async function forEach(
  operations: readonly Operation[],
  run: (operation: Operation) => Promise<void>,
): Promise<void> {
  const failures: string[] = [];
  for (const operation of operations) {
    await run(operation).catch((error: Error) =>
      failures.push(`${operation.op} ${operation.urn}: ${error.message}`),
    );
  }
  assert.deepEqual(failures, [], `${failures.length} of ${operations.length} operations`);
}

/**
 * Starts the stand-in provider as a process: `main.ts --world FILE [--faults FILE] [--account ID] [--region NAME]
 * [--latency MS] [--idle-minutes N] [--parent PID] [--kill-pid PID]`. Prints `port=NNNN` when it listens. Ends when its
 * parent has ended, when no call has come for the idle time (default 30 minutes), or on SIGTERM and SIGINT.
 */
import { parseArgs } from "node:util";
import { alive } from "../engine/alive";
import { serve } from "./server";

const text = { type: "string" } as const;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      world: text,
      faults: text,
      account: text,
      region: text,
      latency: text,
      "idle-minutes": text,
      parent: text,
      "kill-pid": text,
    },
  });
  if (values.world === undefined) throw new Error("--world FILE is missing");
  const served = await serve({
    worldFile: values.world,
    faultsFile: values.faults,
    accountId: values.account,
    region: values.region,
    latencyMs: number(values.latency),
    killPid: number(values["kill-pid"]),
  });
  const idleMs = (number(values["idle-minutes"]) ?? 30) * 60_000;
  const parent = number(values.parent);
  const end = () => served.close().then(() => process.exit(0));
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.stdout.write(`port=${served.port}\n`);
  setInterval(() => {
    if (parent !== undefined && !alive(parent)) end();
    else if (Date.now() - served.lastCall() > idleMs) end();
  }, 500);
}

function number(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

main().catch((error) => {
  process.stderr.write(`sandbox: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});

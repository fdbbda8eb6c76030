/** Which process is at the other end of a loopback connection. */
import { execFileSync } from "node:child_process";

/** Process id of the peer `127.0.0.1:PORT`. Asks `lsof`, or `ss` where that is missing; throws when neither knows. */
export function callerPid(peer: string): number {
  const port = peer.split(":").at(-1);
  const ask = (command: string, args: string[]) => {
    try {
      return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    } catch {
      return "";
    }
  };
  const lsof = ask("lsof", ["-nP", "-t", `-iTCP:${port}`, "-sTCP:ESTABLISHED"])
    .split("\n")
    .map(Number);
  const other = lsof.find((pid) => pid > 0 && pid !== process.pid);
  const ss = /pid=(\d+)/.exec(ask("ss", ["-Htnp", "state", "established", `sport = :${port}`]))?.[1];
  const found = other ?? (ss === undefined ? undefined : Number(ss));
  if (found === undefined) throw new Error(`cannot find the process behind ${peer}: give --kill-pid`);
  return found;
}

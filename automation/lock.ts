/** Pulumi's lock on a stack in a file backend: whose it is, and whether its owner still lives. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { alive } from "../engine";

export interface Owner {
  pid: number;
  username: string;
  hostname: string;
  timestamp: string;
  state: "alive" | "dead" | "elsewhere";
}

/** The owners of the locks on this stack; none for a backend that is not a folder of this machine. */
export function lockOwners(backendUrl: string, project: string, stack: string): Owner[] {
  const root = folderOf(backendUrl);
  if (root === undefined) return [];
  const folder = path.join(root, ".pulumi", "locks", "organization", project, stack);
  if (!fs.existsSync(folder)) return [];
  const files = fs.readdirSync(folder).filter((file) => file.endsWith(".json"));
  return files.flatMap((file) => {
    try {
      const lock = JSON.parse(fs.readFileSync(path.join(folder, file), "utf8"));
      return [{ ...lock, state: stateOf(lock) }];
    } catch {
      // The owner took it away between the listing and the reading.
      return [];
    }
  });
}

/**
 * A killed engine can leave an empty `.attrs` file beside a state in a file backend, with which every command then says
 * `EOF`, though the state is whole. Without the file the backend makes a new one.
 */
export function removeEmptySidecars(backendUrl: string, project: string): void {
  const root = folderOf(backendUrl);
  const folder = root && path.join(root, ".pulumi", "stacks", project);
  if (!folder || !fs.existsSync(folder)) return;
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".attrs"))) {
    const sidecar = path.join(folder, file);
    if (fs.statSync(sidecar).size === 0) fs.rmSync(sidecar);
  }
}

/** The folder of a file backend; undefined for any other. */
function folderOf(backendUrl: string): string | undefined {
  const folder = /^file:\/\/([^?]*)/.exec(backendUrl)?.[1];
  return folder?.replace(/^~(?=\/|$)/, os.homedir());
}

function stateOf({ pid, hostname }: Owner): Owner["state"] {
  if (hostname !== os.hostname()) return "elsewhere";
  return alive(pid) ? "alive" : "dead";
}

/** `ops on host-a (process 4711) since 2026-11-21T10:00:00Z`. */
export function describe({ username, hostname, pid, timestamp }: Owner): string {
  return `${username} on ${hostname} (process ${pid}) since ${timestamp}`;
}

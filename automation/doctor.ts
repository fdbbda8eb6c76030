/** `tandem doctor`: what this machine has, and what would be used. Sets up the engine when there is none. */
import { execFileSync } from "node:child_process";
import { ENGINE_VERSION, type Engine, ensureEngine } from "../engine";
import manifest from "../package.json";
import { EXIT } from "./exit";
import { environments } from "./project";
import { note, say } from "./terminal";

interface Finding {
  what: string;
  found: string;
  ok: boolean;
  /** What to do when it is not. */
  change?: string;
}

export async function doctor(options: { json: boolean }): Promise<number> {
  const engine = await ensureEngine(note).catch((error: Error) => error.message);
  const findings = [
    node(),
    engineFinding(engine),
    languageHost(engine),
    git(),
    credentials(),
    environmentFiles(),
  ];
  const healthy = findings.every(({ ok }) => ok);
  if (options.json) say(JSON.stringify({ healthy, findings }, null, 2));
  else
    for (const { what, found, ok, change } of findings) {
      say(`${ok ? "ok     " : "missing"} ${what.padEnd(18)} ${found}${change ? `. ${change}` : ""}`);
    }
  return healthy ? EXIT.done : EXIT.error;
}

function node(): Finding {
  const wanted = manifest.engines.node;
  return { what: "Node.js", found: `${process.version} (wanted ${wanted})`, ok: true };
}

function engineFinding(engine: Engine | string): Finding {
  const what = "Pulumi engine";
  if (typeof engine === "string") return { what, found: engine, ok: false };
  return {
    what,
    found: `v${engine.version} at ${engine.executable} (wanted v${ENGINE_VERSION} or newer)`,
    ok: true,
  };
}

function languageHost(engine: Engine | string): Finding {
  const what = "language host";
  if (typeof engine === "string") return { what, found: "none without an engine", ok: false };
  return {
    what,
    found: engine.host === "official" ? "the official one" : "the one in engine/host",
    ok: true,
  };
}

function git(): Finding {
  try {
    const version = execFileSync("git", ["--version"], { encoding: "utf8" }).trim();
    return { what: "git", found: version, ok: true };
  } catch {
    return { what: "git", found: "none", ok: false, change: "Install git" };
  }
}

/** Only whether there are any: the sandbox needs none, and what they may do is for the cloud to say. */
function credentials(): Finding {
  const names = [
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
  ];
  const set = names.filter((name) => process.env[name]);
  const found = set.length > 0 ? `set: ${set.join(", ")}` : "none in the environment; the sandbox needs none";
  return { what: "AWS credentials", found, ok: true };
}

function environmentFiles(): Finding {
  const found = environments(process.cwd());
  return { what: "environments", found: found.join(", ") || "none", ok: found.length > 0 };
}

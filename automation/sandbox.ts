/**
 * The sandbox's scratch project under `.tandem/`: the checkout mirrored by links, with stack files, state, world and
 * passphrase of its own, so that nothing in the checkout changes.
 */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { type Project, stackFile } from "./project";

/** What the checkout's mirror does not link: it has its own, or needs none. */
const OWN = /^(\.git|\.tandem|Pulumi\.(?!yaml$).+\.yaml)$/;

export interface Sandbox extends Project {
  /** The cloud that the stand-in providers act on, a JSON file. */
  worldFile: string;
  /** Faults to inject, when the file exists. */
  faultsFile: string;
}

/** Makes or renews the scratch project; what earlier commands left in it (state, world, passphrase) stays. */
export function sandboxProject(root: string, env: string): Sandbox {
  const directory = path.join(root, ".tandem", "sandbox");
  const state = path.join(directory, "state");
  fs.mkdirSync(state, { recursive: true });
  mirror(root, directory);
  copyStackFile(stackFile(root, env), stackFile(directory, env));
  const passphraseFile = path.join(directory, "passphrase");
  if (!fs.existsSync(passphraseFile)) {
    fs.writeFileSync(passphraseFile, crypto.randomBytes(24).toString("base64url"), { mode: 0o600 });
  }
  return {
    env,
    root,
    directory,
    worldFile: path.join(directory, "world.json"),
    faultsFile: path.join(directory, "faults.json"),
    variables: {
      TANDEM_SANDBOX: "1",
      // Without it the backend writes a second file per stack, not atomically: a kill could leave it unreadable.
      PULUMI_BACKEND_URL: `file://${state}?metadata=skip`,
      PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile,
      PULUMI_HOME: path.join(directory, "home"),
      // The state names providers that are attached, not installed: looking for them would cost 2.4 s a run.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    },
  };
}

/** The variable that attaches the stand-in providers, all served on one port. */
export function attach(port: number): Record<string, string> {
  const packages = ["aws", "awsx", "random"];
  return { PULUMI_DEBUG_PROVIDERS: packages.map((name) => `${name}:${port}`).join(",") };
}

function mirror(root: string, directory: string): void {
  const wanted = fs.readdirSync(root).filter((entry) => !OWN.test(entry));
  for (const entry of wanted) {
    const link = path.join(directory, entry);
    const target = path.relative(directory, path.join(root, entry));
    if (fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) {
      if (fs.readlinkSync(link) === target) continue;
      fs.rmSync(link);
    }
    fs.symlinkSync(target, link);
  }
}

/** The checkout's values with the sandbox's own encryption salt, which Pulumi wrote into the copy. */
function copyStackFile(from: string, to: string): void {
  const text = fs.readFileSync(from, "utf8");
  const salt = fs.existsSync(to) ? /^encryptionsalt: .*$/m.exec(fs.readFileSync(to, "utf8"))?.[0] : undefined;
  const own = parseDocument(text).has("encryptionsalt") ? text.replace(/^encryptionsalt: .*$/m, "") : text;
  fs.writeFileSync(to, salt ? `${salt}\n${own}` : own);
}

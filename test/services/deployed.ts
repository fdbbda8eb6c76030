/**
 * What ECS would start: bc1 brought up on the sandbox, and the variables of its task definitions with the values of the
 * secrets that they refer to. No value is written by hand.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { TestProject } from "../engine/project";
import { Shell } from "../engine/shell";

interface Resource {
  urn: string;
  type: string;
  outputs?: Record<string, unknown>;
}
interface Container {
  environment: { name: string; value: string }[];
  secrets: { name: string; valueFrom: string }[];
}
/** A secret in an export of the state. */
interface Shown {
  plaintext: string;
}

export class Deployed {
  readonly #project = new TestProject();
  #resources: Resource[] = [];

  /** Changes the stack file, then brings bc1 up. */
  async up(...changes: [from: string | RegExp, to: string][]): Promise<void> {
    for (const [from, to] of changes) this.#project.edit("Pulumi.bc1.yaml", from, to);
    const { code, stdout, stderr } = await this.#project.tandem("up", "bc1", "--sandbox", "--yes");
    assert.equal(code, 0, stdout + stderr);
    const shell = await Shell.open(this.#project);
    try {
      const shown = await shell.pulumi(["stack", "export", "-s", "bc1", "--show-secrets"]);
      this.#resources = JSON.parse(shown.stdout).deployment.resources;
    } finally {
      await shell.close();
    }
  }

  /** Changes the stack file to one that lacks a secret, and encrypts it as `pulumi config set --secret` does. */
  async editWithSecret(
    change: [from: string | RegExp, to: string],
    key: string,
    value: string,
  ): Promise<void> {
    const shell = await Shell.open(this.#project); // with the settings of before: without its secret none is opened
    const [ours, copy] = [this.#project.directory, shell.directory].map((at) =>
      path.join(at, "Pulumi.bc1.yaml"),
    );
    try {
      this.#project.edit("Pulumi.bc1.yaml", ...change);
      fs.copyFileSync(ours!, copy!);
      const set = `printf %s "$SECRET" | pulumi config set -s bc1 --secret --path ${key}`;
      const env = { ...shell.variables, SECRET: value };
      const { code, stderr } = await this.#project.run("sh", ["-c", set], { cwd: shell.directory, env });
      assert.equal(code, 0, stderr);
      // It becomes the settings, as every command renews the copy from them.
      fs.copyFileSync(copy!, ours!);
    } finally {
      await shell.close();
    }
  }

  /** What `cost` and `triggers` say with `--json`, published; the files by their name under the place. */
  async publish(): Promise<Record<string, string>> {
    for (const report of ["cost", "triggers"]) {
      const { code, stderr } = await this.#project.tandem(report, "bc1", "--sandbox", "--publish");
      assert.equal(code, 0, stderr);
    }
    const folder = path.join(this.#project.directory, ".tandem", "reports");
    const files = fs.readdirSync(path.join(folder, "bc1")).map((file) => `bc1/${file}`);
    return Object.fromEntries(files.map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]));
  }

  /** The variables of a service's task, secrets resolved. */
  task(service: string): Record<string, string> {
    const { environment, secrets } = this.#container(service);
    const pairs = environment.map(({ name, value }) => [name, value]);
    const resolved = secrets.map(({ name, valueFrom }) => [name, this.#secret(valueFrom)]);
    return Object.fromEntries([...pairs, ...resolved]);
  }

  /** The values of a service's secrets. */
  secretsOf(service: string): string[] {
    return this.#container(service).secrets.map(({ valueFrom }) => this.#secret(valueFrom));
  }

  /** What the provider says of the resource of this type and name. */
  outputs(type: string, name: string): Record<string, unknown> {
    const found = this.#resources.filter((one) => one.type === type && one.urn.endsWith(`::${name}`));
    assert.equal(found.length, 1, `${type} ${name}`);
    return found[0]!.outputs ?? {};
  }

  close(): void {
    this.#project.remove();
  }

  #container(service: string): Container {
    const definition = this.outputs("aws:ecs/taskDefinition:TaskDefinition", `${service}-task`);
    return JSON.parse(plain(definition.containerDefinitions))[0];
  }

  /** As ECS does it: `<ARN>:::<version id>`. */
  #secret(reference: string): string {
    const [, arn, versionId] = /^(arn:.*?):::(.+)$/.exec(reference) ?? [];
    const [version, ...more] = this.#resources.filter(
      ({ type, outputs }) =>
        type === "aws:secretsmanager/secretVersion:SecretVersion" &&
        outputs?.secretArn === arn &&
        outputs?.versionId === versionId,
    );
    assert.ok(version && more.length === 0, reference);
    return plain(version.outputs!.secretString);
  }
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.parse((value as Shown).plaintext);
}

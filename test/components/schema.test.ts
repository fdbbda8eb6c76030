/**
 * Pulumi's schema inference over every component, so that other languages can use them one day. It finds
 * the components by their folders: `components/<name>/index.ts` holds the class `<Name>`.
 */
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { type AnalyzeResult, Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema";

const ROOT = path.resolve(__dirname, "../..");
const COMPONENTS = path.join(ROOT, "components");

const folders = readdirSync(COMPONENTS).filter((name) => existsSync(path.join(COMPONENTS, name, "index.ts")));
const classOf = (folder: string) =>
  folder
    .split("-")
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join("");

/** The analyzer wants a project of its own, whose entry imports the components. */
function analyze(): AnalyzeResult {
  const project = mkdtempSync(path.join(ROOT, "node_modules", ".schema-"));
  try {
    const imports = folders.map((folder) => `export * from "${path.join(COMPONENTS, folder)}/index";`);
    writeFileSync(path.join(project, "index.ts"), imports.join("\n"));
    const tsconfig = { extends: path.join(ROOT, "tsconfig.json"), include: [], files: ["index.ts"] };
    writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify(tsconfig));
    return new Analyzer(project, "tandem", { name: "tandem" }, new Set(folders.map(classOf))).analyze();
  } finally {
    rmSync(project, { recursive: true });
  }
}

describe("Pulumi's schema inference", () => {
  let found: AnalyzeResult;
  before(function () {
    this.timeout(120_000);
    found = analyze();
  });

  it("understands every component", () => {
    assert.deepEqual(Object.keys(found.components).sort(), folders.map(classOf).sort());
    assert.ok(folders.length >= 7);
  });

  it("makes a schema of them that names each as a component", () => {
    const schema = generateSchema(
      "tandem",
      "1.0.0",
      "",
      found.components,
      found.typeDefinitions,
      found.dependencies,
    );
    for (const folder of folders) {
      assert.equal(schema.resources?.[`tandem:index:${classOf(folder)}`]?.isComponent, true, folder);
    }
  });

  it("finds a sentence on every input and on every property of a named type", () => {
    const bare = [
      ...Object.values(found.components).flatMap(({ name, inputs }) => undescribed(name, inputs)),
      ...Object.values(found.typeDefinitions).flatMap(({ name, properties }) =>
        undescribed(name, properties ?? {}),
      ),
    ];
    assert.deepEqual(bare, []);
  });

  it("finds named enums where a value is one of a few", () => {
    const enums = Object.values(found.typeDefinitions).filter((type) => type.enum !== undefined);
    assert.deepEqual(enums.map(({ name }) => name).sort(), [
      "Architecture",
      "BoundKind",
      "Capacity",
      "ModelProvider",
      "Nat",
      "Rollout",
      "SignUp",
    ]);
    const nat = found.typeDefinitions.Nat!.enum!.map(({ value }) => value);
    assert.deepEqual(nat.sort(), ["none", "per-zone", "single"]);
  });

  it("finds what decides which resources exist to be plain, and what flows on to be an input", () => {
    const { zones, vpcId } = found.components.LoadBalancer!.inputs;
    assert.deepEqual([zones!.plain, vpcId!.plain], [true, undefined]);
  });

  it("refuses an inline union, so that a component with one would fail here", () => {
    const project = mkdtempSync(path.join(ROOT, "node_modules", ".schema-"));
    try {
      writeFileSync(
        path.join(project, "index.ts"),
        `import * as pulumi from "@pulumi/pulumi";
         export interface ThingArgs { colour: "red" | "blue"; }
         export class Thing extends pulumi.ComponentResource {
           constructor(name: string, args: ThingArgs) { super("t:index:Thing", name, {}); }
         }`,
      );
      const tsconfig = { extends: path.join(ROOT, "tsconfig.json"), include: [], files: ["index.ts"] };
      writeFileSync(path.join(project, "tsconfig.json"), JSON.stringify(tsconfig));
      const analyzer = new Analyzer(project, "t", { name: "t" }, new Set(["Thing"]));
      assert.throws(() => analyzer.analyze(), /Union types are not supported/);
    } finally {
      rmSync(project, { recursive: true });
    }
  }).timeout(60_000);
});

function undescribed(owner: string, properties: Record<string, { description?: string }>): string[] {
  return Object.entries(properties)
    .filter(([, { description }]) => !description)
    .map(([name]) => `${owner}.${name}`);
}

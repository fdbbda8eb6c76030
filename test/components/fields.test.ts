/**
 * The arguments that other languages read, with their sentences, against the fields that are the home of what they say:
 * names, what may be left out, defaults, ranges and units.
 */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { AI_STREAM, ECS_AI_STREAM } from "../../components/ecs-ai-stream/fields";
import { FARGATE_SERVICE } from "../../components/fargate-service/fields";
import type { Field, Fields, Section, Variants } from "../../components/fields";
import { LOAD_BALANCER } from "../../components/load-balancer/fields";
import { NETWORK } from "../../components/network/fields";
import { POSTGRES } from "../../components/postgres/fields";
import { REDIS } from "../../components/redis/fields";

/** What is no option: resources of others, and what a container is given. */
const WIRING = new Set(
  `vpcId subnetIds clusterArn clusterName targetGroupArn alarmTopicArns environment secrets statements healthCommand
  connect callers targets`.split(/\s+/),
);

const STREAM = "ecs-ai-stream/args.ts";
const { network, openWebUi, agents, postgres, redis, crews, logs, domain, models } = AI_STREAM.fields;
const CASES: readonly [file: string, name: string, fields: Fields][] = [
  ["network/args.ts", "NetworkArgs", NETWORK],
  ["load-balancer/settings.ts", "LoadBalancerArgs", LOAD_BALANCER],
  ["postgres/settings.ts", "PostgresArgs", POSTGRES],
  ["redis/settings.ts", "RedisArgs", REDIS],
  ["fargate-service/args.ts", "FargateServiceArgs", FARGATE_SERVICE],
  [STREAM, "EcsAiStreamArgs", ECS_AI_STREAM],
  [STREAM, "DomainArgs", domain.fields],
  [STREAM, "StreamNetworkArgs", network.fields],
  [STREAM, "OpenWebUiArgs", openWebUi.fields],
  [STREAM, "SingleSignOnArgs", openWebUi.fields.singleSignOn.fields],
  [STREAM, "AgentsArgs", agents.fields],
  [STREAM, "StreamPostgresArgs", postgres.fields],
  [STREAM, "StreamRedisArgs", redis.fields],
  [STREAM, "CrewsArgs", crews.fields],
  [STREAM, "LogsArgs", logs.fields],
];

interface Property {
  optional: boolean;
  /** Its sentence. */
  about: string;
  /** What stands after `@default`. */
  default?: string;
}

/** The properties of an interface, without wiring. */
function propertiesOf(file: string, name: string): Map<string, Property> {
  const text = readFileSync(join(__dirname, "../../components", file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = source.statements.filter(ts.isInterfaceDeclaration).find((one) => one.name.text === name);
  assert.ok(found, `${name} is in ${file}`);
  const all = found.members.filter(ts.isPropertySignature).map((member): [string, Property] => {
    const tags = ts.getJSDocTags(member).filter(({ tagName }) => tagName.text === "default");
    const [doc] = ts.getJSDocCommentsAndTags(member);
    const about = ts.getTextOfJSDocComment(doc?.comment as string) ?? "";
    const usual = ts.getTextOfJSDocComment(tags[0]?.comment);
    return [member.name.getText(), { optional: member.questionToken !== undefined, about, default: usual }];
  });
  return new Map(all.filter(([key]) => !WIRING.has(key)));
}

/** What a sentence must say of this field. */
function facts(field: Field): string[] {
  if (field.kind === "number" || field.kind === "list")
    return field.max === undefined ? [] : [`${field.min} to ${field.max}`];
  return [];
}

for (const [file, name, fields] of CASES) {
  describe(`${name} and its fields`, () => {
    const properties = propertiesOf(file, name);

    it("have the same names", () => {
      assert.deepEqual([...properties.keys()].sort(), Object.keys(fields).sort());
    });

    for (const [key, field] of Object.entries(fields)) {
      it(`say the same of ${key}`, () => {
        const { optional, about, default: usual } = properties.get(key)!;
        assert.equal(optional, field.optional === true || field.default !== undefined, "may be left out");
        assert.equal(usual !== undefined, optional, "what may be left out says what it then is");
        if (field.default !== undefined && field.kind !== "section")
          assert.equal(usual, JSON.stringify(field.default));
        for (const fact of facts(field)) assert.ok(about.includes(fact), `${fact} in: ${about}`);
        const unit = "unit" in field ? field.unit : undefined;
        if (unit) assert.match(`${key} ${about}`, new RegExp(unit, "i"));
      });
    }
  });
}

describe("Components with fields", () => {
  it("are all held to them here", () => {
    const root = join(__dirname, "../../components");
    const folders = readdirSync(root).filter((name) => existsSync(join(root, name, "fields.ts")));
    const here = new Set(CASES.map(([file]) => file.split("/")[0]));
    assert.deepEqual(folders, [...here].sort());
  });
});

describe("ModelsArgs and its variants", () => {
  const properties = propertiesOf(STREAM, "ModelsArgs");
  const { chooser, options }: Variants = models;
  const variants = Object.values(options).map(({ fields }: Omit<Section, "kind">) => fields);

  it("have the same names, and none may be left out that every provider needs", () => {
    const keys = new Set([chooser, ...variants.flatMap((fields) => Object.keys(fields))]);
    assert.deepEqual([...properties.keys()].sort(), [...keys].sort());
    for (const [key, { optional }] of properties) {
      const needed = key === chooser || variants.every((fields) => needs(fields[key]));
      assert.equal(optional, !needed, key);
    }
  });
});

function needs(field: Field | undefined): boolean {
  return field !== undefined && field.optional !== true && field.default === undefined;
}

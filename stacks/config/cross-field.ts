/** What no key can say about itself, in any environment: its name, its blueprint, its regions and its secrets. */
import type { Draft as DraftOf } from "../../components/fields";
import { repetitions, valueAt } from "../../components/judge";
import { listed } from "../../words/list";
import type { Path, Problem } from "../../words/problem";
import type { ConfigContext } from "./context";
import { keyPath, setSecret } from "./problems";
import type { Common, Shape } from "./schema";

type Draft = DraftOf<Common & { aws: { region: string } }>;

/** Every problem between the values of this config, and between it and its stack. */
export function crossFieldProblems(config: object, context: ConfigContext, shape: Shape): Problem[] {
  const draft = config as Draft;
  return [
    ...stackName(context),
    ...blueprint(draft, context, shape),
    ...pricedRegion(draft, context),
    ...shape.checks.flatMap((check) => check(config as never, context)),
    ...plaintextSecrets(config, context, shape.secrets),
    ...shape.lists.flatMap((path) => repetitions((valueAt(config, path) ?? []) as unknown[], path)),
  ];
}

/** Longer names, or other characters, do not fit into the names of load balancers and roles (A3, rows 56 and 57). */
function stackName({ stack }: ConfigContext): Problem[] {
  if (/^[A-Za-z]([A-Za-z0-9-]{0,48}[A-Za-z0-9])?$/.test(stack)) return [];
  return [
    {
      path: [],
      wrong:
        stack.length > 50
          ? `a stack name of ${stack.length} characters`
          : "a stack name that AWS names cannot hold",
      got: stack,
      expected: "at most 50 letters, digits and hyphens, from a letter to a letter or digit",
      change: 'Rename it with "pulumi stack rename", and this file with it.',
    },
  ];
}

function blueprint({ blueprint: name }: Draft, { stack }: ConfigContext, { built, names }: Shape): Problem[] {
  const path = ["blueprint"];
  if (name && built.includes(name)) return [];
  if (name) {
    const change = `Set it to ${listed(built, "or")}.`;
    return [{ path, wrong: "not built yet", got: name, expected: built.join(", "), change }];
  }
  const wrong = `missing, and the stack's name (${stack}) is not a blueprint's`;
  const expected = `one of ${names.join(", ")}`;
  return [{ path, wrong, got: undefined, expected, change: `Add it, for example ${built[0]}.` }];
}

function pricedRegion({ aws }: Draft, { pricedRegions }: ConfigContext): Problem[] {
  if (!aws?.region || pricedRegions.includes(aws.region)) return [];
  const change = `Use ${listed(pricedRegions, "or")}, or add policies/budget/prices/aws/${aws.region}.json.`;
  const expected = `one of ${pricedRegions.join(", ")}`;
  return [{ path: ["aws", "region"], wrong: "a region without prices", got: aws.region, expected, change }];
}

/** Pulumi encrypts a value, or a section around it as a whole. */
function plaintextSecrets(
  config: object,
  { secretKeys }: ConfigContext,
  secrets: readonly Path[],
): Problem[] {
  const plain = secrets.filter(
    (path) =>
      valueAt(config, path) !== undefined &&
      !path.some((_, index) => secretKeys.has(keyPath(path.slice(0, index + 1)))),
  );
  return plain.map((path) => ({
    path,
    wrong: "a secret in plaintext",
    got: valueAt(config, path),
    expected: "an encrypted value",
    change: `Revoke it, then set a new one with ${setSecret(path)}.`,
  }));
}

/**
 * The random provider: values that live in the state alone. They are no things of the account, so the world holds none
 * of them. `bcryptHash` of a password is not made: nothing of ours reads it.
 */
import { randomBytes, randomInt } from "node:crypto";
import { type Properties, Secret, UNKNOWN } from "../../../pulumi/values";

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const SPECIAL = "!@#$%&*()-_=+[]{}<>:?";

interface Kind {
  required: string[];
  /** Outputs of a preview. */
  preview: Properties;
  make(inputs: Properties): { id: string; outputs: Properties };
}

export const RANDOM: Readonly<Record<string, Kind>> = {
  "random:index/randomPassword:RandomPassword": {
    required: ["length"],
    preview: { result: new Secret(UNKNOWN) },
    make: password,
  },
  "random:index/randomId:RandomId": {
    required: ["byteLength"],
    preview: { hex: UNKNOWN, dec: UNKNOWN, b64Std: UNKNOWN, b64Url: UNKNOWN },
    make: identifier,
  },
};

function password(inputs: Properties): { id: string; outputs: Properties } {
  const classes = [
    { set: LOWER, use: inputs.lower ?? true, least: inputs.minLower },
    { set: LOWER.toUpperCase(), use: inputs.upper ?? true, least: inputs.minUpper },
    { set: "0123456789", use: inputs.number ?? inputs.numeric ?? true, least: inputs.minNumeric },
    { set: String(inputs.overrideSpecial ?? SPECIAL), use: inputs.special ?? true, least: inputs.minSpecial },
  ].filter((one) => one.use === true && one.set.length > 0);
  const all = classes.map((one) => one.set).join("");
  const letters = classes.flatMap((one) =>
    Array.from({ length: Number(one.least ?? 0) }, () => draw(one.set)),
  );
  while (letters.length < Number(inputs.length)) letters.push(draw(all));
  for (let i = letters.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [letters[i], letters[j]] = [letters[j]!, letters[i]!];
  }
  return { id: "none", outputs: { result: new Secret(letters.join("")) } };
}

function draw(set: string): string {
  return set[randomInt(set.length)]!;
}

function identifier(inputs: Properties): { id: string; outputs: Properties } {
  const bytes = randomBytes(Number(inputs.byteLength));
  const prefix = String(inputs.prefix ?? "");
  const hex = bytes.toString("hex");
  return {
    id: bytes.toString("base64url"),
    outputs: {
      hex: prefix + hex,
      dec: prefix + BigInt(`0x${hex}`).toString(),
      b64Std: prefix + bytes.toString("base64"),
      b64Url: prefix + bytes.toString("base64url"),
    },
  };
}

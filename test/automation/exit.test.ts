import * as assert from "node:assert/strict";
import { codeOf, EXIT } from "../../automation/exit";

const CASES: [string, number][] = [
  ["tandem config: 1 problem\nPulumi.bc1.yaml: tandem:aws.region: …", EXIT.config],
  ["Diagnostics:\ntandem budget: bc1 is refused", EXIT.policy],
  ["tandem gate: 1 closed", EXIT.policy],
  ["AWS account ID not allowed: 222222222222", EXIT.credentials],
  ["the stack is currently locked by 1 lock(s)", EXIT.error],
  ["no stack named 'bc1' found", EXIT.noSuchStack],
  ["ExpiredToken: the security token is expired", EXIT.credentials],
  ["PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions", EXIT.credentials],
  ["something else", EXIT.error],
];

describe("the exit code of what was printed", () => {
  for (const [printed, code] of CASES) {
    it(`is ${code} for: ${printed.split("\n").pop()}`, () => assert.equal(codeOf(printed), code));
  }
});

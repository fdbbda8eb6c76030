/** What a service may do in AWS. */
import assert from "node:assert/strict";
import { pullStatements } from "../../../components/fargate-service/roles";
import { all, only, parsed, type Registered } from "../registered";
import { DIGEST, make, SERVICE_ARGS } from "./service";

const policyOf = (found: Registered[], name: string) =>
  parsed(only(found, "aws:iam/rolePolicy:RolePolicy", name).inputs.policy).Statement;

describe("A Fargate service's roles", () => {
  it("may be assumed only by tasks of this account and region", async () => {
    for (const { inputs } of all(await make(), "aws:iam/role:Role")) {
      const [statement] = parsed(inputs.assumeRolePolicy).Statement;
      assert.deepEqual(statement.Principal, { Service: "ecs-tasks.amazonaws.com" });
      assert.deepEqual(statement.Condition.StringEquals, { "aws:SourceAccount": "111122223333" });
      assert.deepEqual(statement.Condition.ArnLike, {
        "aws:SourceArn": "arn:aws:ecs:us-east-1:111122223333:*",
      });
    }
  });

  it("read only the secrets named, and write only its own logs", async () => {
    const secret = { variable: "KEY", reference: "arn:key:::1", secretArn: "arn:key" };
    assert.deepEqual(policyOf(await make({ secrets: [secret] }), "api-execution-policy"), [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: ["arn:api-logs:*"],
      },
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:key"] },
    ]);
  });

  it("let the task do what its statements say, and nothing without them", async () => {
    const statement = { actions: ["s3:GetObject"], resources: ["arn:bucket/*"] };
    assert.deepEqual(policyOf(await make({ statements: [statement] }), "api-task-policy"), [
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:bucket/*"] },
    ]);
    assert.equal(all(await make(), "aws:iam/rolePolicy:RolePolicy").length, 1);
  });

  it("pull from a private ECR repository, and only from that one", () => {
    const [login, pull] = pullStatements(
      `111122223333.dkr.ecr.us-east-1.amazonaws.com/team/agents@${DIGEST}`,
    );
    assert.deepEqual(login, { actions: ["ecr:GetAuthorizationToken"], resources: ["*"] });
    assert.deepEqual(pull!.resources, ["arn:aws:ecr:us-east-1:111122223333:repository/team/agents"]);
  });

  it("need nothing for a public image", () => {
    assert.deepEqual(pullStatements(SERVICE_ARGS.image), []);
  });
});

import assert from "node:assert/strict";
import { read } from "../../sandbox/world/operations";
import { Account, NOW } from "./account";

const SECRET = "aws:secretsmanager/secret:Secret";
const DAY = 24 * 60 * 60 * 1000;

describe("the sandbox's names", () => {
  // AWS Secrets Manager API reference, DeleteSecret: the recovery window, and ForceDeleteWithoutRecovery.
  it("keeps the name of a deleted secret for its recovery window, and gives it free afterwards", () => {
    const account = new Account();
    const inputs = { name: "tandem/db", recoveryWindowInDays: 7 };
    account.delete(SECRET, account.create(SECRET, inputs).id);
    assert.throws(() => account.create(SECRET, inputs, [], NOW + 6 * DAY), {
      message:
        "InvalidRequestException: You can't create this secret because a secret with this name is already scheduled for deletion.",
    });
    account.create(SECRET, inputs, [], NOW + 7 * DAY + 1);
    assert.deepEqual(account.world.reservations, []);
  });

  it("gives the name free at once when the recovery window is 0", () => {
    const account = new Account();
    const inputs = { name: "tandem/db", recoveryWindowInDays: 0 };
    account.delete(SECRET, account.create(SECRET, inputs).id);
    account.create(SECRET, inputs);
  });

  // Amazon RDS API reference, DescribeDBInstances; recover knows of a lost instance its ARN, which holds the name alone.
  it("finds a database instance by its name as by its id, and nothing else by a name that is not its id", () => {
    const account = new Account();
    const type = "aws:rds/instance:Instance";
    const { id } = account.create(type, { identifier: "one", instanceClass: "db.t4g.micro" });
    const found = [id, "one", "two"].map((name) => read(account.world, type, name)?.id);
    assert.deepEqual(found, [id, id, undefined]);
    account.create(SECRET, { name: "one" });
    assert.equal(read(account.world, SECRET, "one"), undefined);
  });

  const taken: [type: string, inputs: Record<string, unknown>, code: RegExp][] = [
    [SECRET, { name: "one" }, /^ResourceExistsException: .* one already exists/],
    ["aws:cloudwatch/logGroup:LogGroup", { name: "/one" }, /^ResourceAlreadyExistsException/],
    [
      "aws:iam/role:Role",
      { name: "one", assumeRolePolicy: "{}" },
      /^EntityAlreadyExists: Role with name one/,
    ],
    ["aws:lb/targetGroup:TargetGroup", { name: "one" }, /^DuplicateTargetGroupName/],
    // CreateTopic would answer the first one; the provider looks before it asks.
    ["aws:sns/topic:Topic", { name: "one" }, /^TopicAlreadyExists/],
    ["aws:s3/bucket:Bucket", { bucket: "one" }, /^BucketAlreadyOwnedByYou/],
    ["aws:route53/record:Record", { zoneId: "Z1", name: "a.example.com", type: "A" }, /^InvalidChangeBatch/],
  ];
  for (const [type, inputs, code] of taken) {
    it(`refuses a second ${type} of the same name`, () => {
      const account = new Account();
      account.create(type, inputs);
      assert.throws(() => account.create(type, inputs), { message: code });
    });
  }

  it("never gives a task definition's revision twice", () => {
    const account = new Account();
    const type = "aws:ecs/taskDefinition:TaskDefinition";
    const inputs = { family: "web", containerDefinitions: "[]" };
    const first = account.create(type, inputs);
    const second = account.create(type, inputs);
    account.delete(type, String(second.computed.arn));
    const third = account.create(type, inputs);
    assert.deepEqual(
      [first, second, third].map((one) => one.computed.revision),
      [1, 2, 3],
    );
    assert.match(String(third.computed.arn), /^arn:aws:ecs:us-east-1:123456789012:task-definition\/web:3$/);
  });
});

/** What holds for every resource of the whole stream, at its shipped sizes and with everything, known and unknown. */
import assert from "node:assert/strict";
import { EcsAiStream } from "../../../components/ecs-ai-stream";
import { bounds, resolve } from "../../../components/ecs-ai-stream/settings";
import { identityTags } from "../../../components/tags";
import { childrenOfVpcs } from "../awsx";
import { all, PROJECT, parsed, type Registered, register, STACK } from "../registered";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

/** Types of the stream that AWS takes no tags for. */
const UNTAGGED = [
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:appautoscaling/policy:Policy",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:route53/record:Record",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:sns/topicSubscription:TopicSubscription",
];

/** Types of the stream that cost by the hour or month; the two of awsx are made by awsx. */
const PRICED = [
  "aws:appautoscaling/policy:Policy",
  "aws:appautoscaling/target:Target",
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "aws:ec2/eip:Eip",
  "aws:ec2/natGateway:NatGateway",
  "aws:ecs/service:Service",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:rds/instance:Instance",
  "aws:secretsmanager/secret:Secret",
];

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
}

for (const [size, args] of [
  ["at its shipped sizes", STREAM_ARGS],
  ["with everything", EVERYTHING],
  ["without NAT", { ...STREAM_ARGS, network: { nat: "none" } }],
] as const) {
  for (const outputs of ["known", "unknown"] as const) {
    describe(`The stream ${size}, with ${outputs} values`, () => {
      let found: Registered[];
      before(async () => {
        found = await register(() => new EcsAiStream("ai", args), outputs);
      });

      it("lets the internet in at the load balancer's 443 and 80 and nowhere else", () => {
        const open = all(found, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
          ({ inputs }) => inputs.referencedSecurityGroupId === undefined,
        );
        assert.deepEqual(
          open.map(({ name, parent, inputs }) => [name, parent, inputs.fromPort, inputs.toPort]).sort(),
          [
            ["ai-lb-http-ingress", "ai-lb", 80, 80],
            ["ai-lb-https-ingress", "ai-lb", 443, 443],
          ],
        );
      });

      it("writes no rule into a security group itself, where it would be seen by nobody", () => {
        for (const { name, inputs } of all(found, "aws:ec2/securityGroup:SecurityGroup")) {
          assert.deepEqual([inputs.ingress, inputs.egress], [undefined, undefined], name);
        }
      });

      it("describes every rule, and names its ports and protocol", () => {
        const rules = found.filter(({ type }) => /^aws:vpc\/securityGroup(In|E)gressRule:/.test(type));
        assert.ok(rules.length > 5);
        for (const { name, inputs } of rules) {
          assert.ok(inputs.description.length > 10, name);
          assert.equal(inputs.ipProtocol, "tcp", name);
          assert.ok(inputs.fromPort > 0 && inputs.fromPort === inputs.toPort, name);
        }
      });

      it("keeps every log for a limited time", () => {
        const groups = all(found, "aws:cloudwatch/logGroup:LogGroup");
        assert.ok(groups.length >= 2);
        for (const { name, inputs } of groups) assert.equal(inputs.retentionInDays, 30, name);
      });

      it("tags everything that AWS takes tags for, so that it can be found by its URN", () => {
        const resources = found.filter(({ type }) => /^awsx?:/.test(type) && !UNTAGGED.includes(type));
        for (const { name, inputs } of resources)
          assert.deepEqual(inputs.tags, identityTags(PROJECT, STACK, name), name);
        const untagged = found.filter(({ type, inputs }) => UNTAGGED.includes(type) && "tags" in inputs);
        assert.deepEqual(untagged, []);
      });

      it("names every resource after its parent", () => {
        for (const { name, parent } of found) {
          if (parent !== "") assert.ok(name.startsWith(`${parent}-`), name);
        }
      });

      it("registers the outputs of every component", () => {
        for (const { name, custom, type, outputs: registered } of found) {
          if (!custom && type.startsWith("tandem:")) assert.notEqual(registered, undefined, name);
        }
      });

      it("has a bound for each resource that costs, and no bound for one that is not there", () => {
        const costing = [...found, ...childrenOfVpcs(found)]
          .filter(({ type }) => PRICED.includes(type))
          .map(({ type, name }) => `${type} ${name}`);
        const bounded = bounds("ai", resolve(args)).map(({ type, child }) => `${type} ${child}`);
        assert.deepEqual([...new Set(bounded)].sort(), costing.sort());
      });

      it("shows policies the bounds of the whole", () => {
        const root = found.find(({ type }) => type === "tandem:index:EcsAiStream")!;
        assert.deepEqual(root.inputs.bounds, bounds("ai", resolve(args)));
      });

      it("shows policies no secret in any component", () => {
        const components = found.filter(({ custom }) => !custom).map(({ inputs }) => JSON.stringify(inputs));
        for (const inputs of components) assert.doesNotMatch(inputs, /canary|\[secret\]|result-of/);
      });
    });
  }

  describe(`The stream's permissions ${size}`, () => {
    it("name their actions and resources", async () => {
      const found = await register(() => new EcsAiStream("ai", args));
      const statements = all(found, "aws:iam/rolePolicy:RolePolicy").flatMap(
        ({ inputs }) => parsed(inputs.policy).Statement as Statement[],
      );
      assert.ok(statements.length > 2);
      for (const { Effect, Action, Resource } of statements) {
        assert.equal(Effect, "Allow");
        for (const action of [Action].flat()) assert.match(action, /^[a-z0-9-]+:[A-Za-z]+$/);
        for (const resource of [Resource].flat()) assert.match(resource, /^arn:[^*]+([:/]\*)?$/);
      }
    });
  });
}

describe("The stream's permissions with an image in a private ECR repository", () => {
  it("have one resource `*`, for the login that AWS gives for no other", async () => {
    const image = `111122223333.dkr.ecr.us-east-1.amazonaws.com/agents@sha256:${"b".repeat(64)}`;
    const found = await register(() => new EcsAiStream("ai", { ...STREAM_ARGS, agents: { image } }));
    const open = all(found, "aws:iam/rolePolicy:RolePolicy")
      .flatMap(({ inputs }) => parsed(inputs.policy).Statement as Statement[])
      .filter(({ Resource }) => [Resource].flat().includes("*"));
    assert.deepEqual(
      open.map(({ Action }) => Action),
      [["ecr:GetAuthorizationToken"]],
    );
  });
});

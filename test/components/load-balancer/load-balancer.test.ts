/** The public load balancer: what it opens, what it answers, what it waits for. */
import assert from "node:assert/strict";
import { LoadBalancer } from "../../../components/load-balancer";
import { bounds, type LoadBalancerArgs, problems, resolve } from "../../../components/load-balancer/settings";
import { all, only, type Registered, register } from "../registered";
import { told } from "../told";

const ARGS: LoadBalancerArgs = {
  vpcId: "vpc-1",
  subnetIds: ["subnet-1", "subnet-2"],
  zones: 2,
  hostname: "ai.example.com",
  zoneId: "Z0123456789ABC",
  targetPort: 8080,
};
const balancer = (args: Partial<LoadBalancerArgs> = {}, outputs?: "known" | "unknown") =>
  register(() => new LoadBalancer("ai-lb", { ...ARGS, ...args }), outputs);
const ALB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";

describe("A load balancer", () => {
  it("answers HTTPS with TLS 1.2 or newer and forwards to its targets", async () => {
    const { inputs } = only(await balancer(), LISTENER, "ai-lb-https");
    assert.deepEqual([inputs.port, inputs.protocol], [443, "HTTPS"]);
    assert.equal(inputs.sslPolicy, "ELBSecurityPolicy-TLS13-1-2-2021-06");
    assert.deepEqual(inputs.defaultActions, [{ type: "forward", targetGroupArn: "arn:ai-lb-targets" }]);
  });

  it("sends HTTP to HTTPS for good", async () => {
    const { inputs } = only(await balancer(), LISTENER, "ai-lb-http");
    assert.equal(inputs.port, 80);
    assert.deepEqual(inputs.defaultActions, [
      { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
    ]);
  });

  it("waits for its certificate, which proves itself in the hosted zone", async () => {
    const found = await balancer();
    const proof = only(found, "aws:route53/record:Record", "ai-lb-certificate-record");
    assert.deepEqual(
      [proof.inputs.zoneId, proof.inputs.name, proof.inputs.type, proof.inputs.records],
      ["Z0123456789ABC", "_proof.", "CNAME", ["_value."]],
    );
    const certificate = only(found, "aws:acm/certificate:Certificate").inputs;
    assert.deepEqual([certificate.domainName, certificate.validationMethod], ["ai.example.com", "DNS"]);
    const validation = only(found, "aws:acm/certificateValidation:CertificateValidation");
    assert.deepEqual(validation.inputDependencies.validationRecordFqdns, ["ai-lb-certificate-record"]);
    const https = only(found, LISTENER, "ai-lb-https");
    assert.deepEqual(https.inputDependencies.certificateArn, ["ai-lb-certificate-validation"]);
  });

  it("is found under its host name", async () => {
    const { inputs } = only(await balancer(), "aws:route53/record:Record", "ai-lb-alias");
    assert.deepEqual([inputs.name, inputs.type, inputs.zoneId], ["ai.example.com", "A", "Z0123456789ABC"]);
    assert.deepEqual(inputs.aliases, [
      { name: "alb.elb.amazonaws.com", zoneId: "ZALB", evaluateTargetHealth: false },
    ]);
  });

  it("lets the internet in on 443 and 80, and says why", async () => {
    const rules = all(await balancer(), "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.deepEqual(rules.map(({ inputs }) => [inputs.fromPort, inputs.toPort, inputs.cidrIpv4]).sort(), [
      [443, 443, "0.0.0.0/0"],
      [80, 80, "0.0.0.0/0"],
    ]);
    assert.ok(rules.every(({ inputs }) => inputs.description.length > 10));
  });

  it("keeps a silent connection for five minutes and drops invalid headers", async () => {
    const { inputs } = only(await balancer(), ALB);
    assert.equal(inputs.idleTimeout, 300);
    assert.equal(inputs.dropInvalidHeaderFields, true);
    assert.equal(inputs.internal, false);
  });

  it("gives a leaving target half a minute", async () => {
    assert.equal(only(await balancer(), "aws:lb/targetGroup:TargetGroup").inputs.deregistrationDelay, 30);
  });

  it("asks its targets for their health by address, on the port and path given", async () => {
    const { inputs } = only(
      await balancer({ targetPort: 9000, healthPath: "/up" }),
      "aws:lb/targetGroup:TargetGroup",
    );
    assert.deepEqual([inputs.targetType, inputs.port], ["ip", 9000]);
    assert.deepEqual([inputs.healthCheck.path, inputs.healthCheck.matcher], ["/up", "200"]);
  });

  it("refuses deletion unless data is not protected", async () => {
    assert.equal(only(await balancer(), ALB).inputs.enableDeletionProtection, true);
    const open = await balancer({ dataProtection: false });
    assert.equal(only(open, ALB).inputs.enableDeletionProtection, false);
  });

  it("tells its alarms to the topics given, also when all is well again", async () => {
    const alarms = all(
      await balancer({ alarmTopicArns: ["arn:topic"] }),
      "aws:cloudwatch/metricAlarm:MetricAlarm",
    );
    assert.deepEqual(alarms.map(({ inputs }) => inputs.metricName).sort(), [
      "HTTPCode_Target_5XX_Count",
      "HealthyHostCount",
    ]);
    assert.ok(
      alarms.every(
        ({ inputs }) => inputs.alarmActions[0] === "arn:topic" && inputs.okActions[0] === "arn:topic",
      ),
    );
  });

  it("rings when nothing is measured about its targets, but not when no errors are counted", async () => {
    const found = await balancer();
    const missing = (name: string) =>
      only(found, "aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs.treatMissingData;
    assert.equal(missing("ai-lb-unreachable-alarm"), "breaching");
    assert.equal(missing("ai-lb-errors-alarm"), "notBreaching");
  });

  it("gives out its address and its target group with all that they need", async () => {
    const { outputs } = only(await balancer(), "tandem:index:LoadBalancer");
    assert.equal(outputs.url, "https://ai.example.com");
    assert.equal(outputs.targetGroupArn, "arn:ai-lb-targets");
  });

  it("keeps names short enough for AWS whatever its component is called", async () => {
    const name = "a-component-with-a-name-of-fifty-characters-or-more";
    const found = await register(() => new LoadBalancer(name, ARGS));
    for (const type of [ALB, "aws:lb/targetGroup:TargetGroup"]) {
      assert.ok(only(found, type).name.length + "-0123456".length <= 32);
    }
    assert.equal(bounds(name, resolve(ARGS))[0]!.child, only(found, ALB).name);
  });

  it("registers the same resources in a first preview", async () => {
    const names = (found: Registered[]) => found.map(({ type, name }) => `${type} ${name}`).sort();
    assert.deepEqual(names(await balancer({}, "unknown")), names(await balancer()));
  });
});

describe("The bounds of a load balancer", () => {
  it("are its hours, an address in each zone and two alarms", () => {
    const lines = bounds("lb", { zones: 3 }).map(({ child, item, amount }) => [child, item, amount]);
    assert.deepEqual(lines, [
      ["lb-alb", "alb-hour", 1],
      ["lb-alb", "public-ipv4-hour", 3],
      ["lb-errors-alarm", "alarm-standard", 1],
      ["lb-unreachable-alarm", "alarm-standard", 1],
    ]);
  });
});

describe("A load balancer's settings are refused", () => {
  for (const [what, args, message] of [
    ["with an underscore in the host name", { hostname: "a_i.example.com" }, /^lb\.hostname: /],
    ["with capitals in the host name", { hostname: "AI.example.com" }, /^lb\.hostname: /],
    ["with a trailing dot", { hostname: "ai.example.com." }, /^lb\.hostname: /],
    [
      "with a host name that ACM does not take",
      { hostname: `${"a".repeat(60)}.example.com` },
      /^lb\.hostname: /,
    ],
    ["with a domain for a zone's ID", { zoneId: "example.com" }, /^lb\.zoneId: /],
    ["with one zone", { zones: 1 }, /^lb\.zones: /],
    ["with port 0", { targetPort: 0 }, /^lb\.targetPort: .*Set it to 1\.$/],
  ] as const) {
    it(what, () => {
      const lines = told(problems({ ...ARGS, ...args }), "lb");
      assert.equal(lines.length, 1);
      assert.match(lines[0]!, message);
    });
  }
});

/**
 * A public Application Load Balancer for one service: HTTPS with a certificate of its own, port 80 only to redirect,
 * and an idle timeout long enough for a model that thinks (documents 000 and 001: Open WebUI for everyone, in the
 * browser). It knows nothing of what stands behind it.
 */
import type { SecurityGroup } from "@pulumi/aws/ec2";
import { LoadBalancer as Alb, Listener, TargetGroup } from "@pulumi/aws/lb";
import { Record } from "@pulumi/aws/route53";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "../alarm";
import { after, Self } from "../base";
import { NAME_LIMITS } from "../naming";
import { makeSecurityGroup } from "../security-group";
import { issueCertificate } from "./certificate";
import { bounds, type LoadBalancerArgs, type LoadBalancerSettings, resolve } from "./settings";

/** Seconds without a byte after which a connection is cut: five minutes, as models can be silent for long. */
const IDLE_TIMEOUT_SECONDS = 300;
/** Seconds that a target keeps its open requests; AWS's 300 would make every deployment and `down` that slow. */
const DEREGISTRATION_DELAY_SECONDS = 30;
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** The load balancer. See `LoadBalancerArgs` for its options. */
export class LoadBalancer extends pulumi.ComponentResource {
  /** `https://<host name>`, once the name leads to the load balancer. */
  readonly url: pulumi.Output<string>;
  /** Security group that requests to targets come from. */
  readonly securityGroupId: pulumi.Output<string>;
  /** Target group that services register in, once a listener serves it: ECS refuses it before. */
  readonly targetGroupArn: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:LoadBalancer", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const group = openToTheWorld(self, args.vpcId);
    const alb = makeLoadBalancer(self, args, settings, group);
    const targets = makeTargetGroup(self, args.vpcId, settings);
    const https = listen(self, alb, targets, issueCertificate(self, settings));
    redirectToHttps(self, alb);
    const alias = makeAlias(self, alb, settings);
    watch(self, alb, targets, args.alarmTopicArns ?? []);

    this.url = after(`https://${settings.hostname}`, [https.arn, alias.fqdn]);
    this.securityGroupId = group.id;
    this.targetGroupArn = after(targets.arn, [https.arn]);
    this.registerOutputs({
      url: this.url,
      securityGroupId: this.securityGroupId,
      targetGroupArn: this.targetGroupArn,
    });
  }
}

/** The only security group of ours that the whole internet may connect to. */
function openToTheWorld(self: Self, vpcId: pulumi.Input<string>): SecurityGroup {
  const group = makeSecurityGroup(self, vpcId, "Public load balancer: HTTPS, and HTTP to redirect");
  for (const [role, port, description] of [
    ["https", 443, "HTTPS from the internet"],
    ["http", 80, "HTTP from the internet, answered by a redirect to HTTPS"],
  ] as const) {
    const rule = self.child(`${role}-ingress`);
    new SecurityGroupIngressRule(
      rule.name,
      {
        securityGroupId: group.id,
        cidrIpv4: "0.0.0.0/0",
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        description,
        tags: rule.tags,
      },
      rule.opts,
    );
  }
  return group;
}

function makeLoadBalancer(
  self: Self,
  args: LoadBalancerArgs,
  settings: LoadBalancerSettings,
  group: SecurityGroup,
): Alb {
  const { name, tags, opts } = self.child("alb", {}, NAME_LIMITS.loadBalancer);
  return new Alb(
    name,
    {
      loadBalancerType: "application",
      internal: false,
      subnets: args.subnetIds,
      securityGroups: [group.id],
      idleTimeout: IDLE_TIMEOUT_SECONDS,
      dropInvalidHeaderFields: true,
      enableDeletionProtection: settings.dataProtection,
      tags,
    },
    opts,
  );
}

function makeTargetGroup(
  self: Self,
  vpcId: pulumi.Input<string>,
  settings: LoadBalancerSettings,
): TargetGroup {
  const { name, tags, opts } = self.child("targets", {}, NAME_LIMITS.targetGroup);
  return new TargetGroup(
    name,
    {
      vpcId,
      targetType: "ip",
      protocol: "HTTP",
      port: settings.targetPort,
      deregistrationDelay: DEREGISTRATION_DELAY_SECONDS,
      healthCheck: {
        path: settings.healthPath,
        matcher: "200",
        interval: 15,
        timeout: 10,
        healthyThreshold: 2,
        unhealthyThreshold: 4,
      },
      tags,
    },
    opts,
  );
}

function listen(self: Self, alb: Alb, targets: TargetGroup, certificateArn: pulumi.Output<string>): Listener {
  const { name, tags, opts } = self.child("https");
  return new Listener(
    name,
    {
      loadBalancerArn: alb.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn,
      defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
      tags,
    },
    opts,
  );
}

function redirectToHttps(self: Self, alb: Alb): void {
  const { name, tags, opts } = self.child("http");
  new Listener(
    name,
    {
      loadBalancerArn: alb.arn,
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
      tags,
    },
    opts,
  );
}

function makeAlias(self: Self, alb: Alb, settings: LoadBalancerSettings): Record {
  const { name, opts } = self.child("alias");
  return new Record(
    name,
    {
      zoneId: settings.zoneId,
      name: settings.hostname,
      type: "A",
      aliases: [{ name: alb.dnsName, zoneId: alb.zoneId, evaluateTargetHealth: false }],
    },
    opts,
  );
}

function watch(self: Self, alb: Alb, targets: TargetGroup, topicArns: pulumi.Input<string>[]): void {
  const dimensions = { LoadBalancer: alb.arnSuffix, TargetGroup: targets.arnSuffix };
  const namespace = "AWS/ApplicationELB";
  alarm(self, "errors", {
    description:
      "Targets answered more than 10 requests a minute with an error of their own (5xx) for 5 minutes",
    namespace,
    metric: "HTTPCode_Target_5XX_Count",
    dimensions,
    statistic: "Sum",
    comparison: "GreaterThanThreshold",
    threshold: 10,
    minutes: 5,
    silence: "good",
    topicArns,
  });
  alarm(self, "unreachable", {
    description: "No target has been healthy for 10 minutes, longer than a pull and the slowest start",
    namespace,
    metric: "HealthyHostCount",
    dimensions,
    statistic: "Maximum",
    comparison: "LessThanThreshold",
    threshold: 1,
    minutes: 10,
    silence: "bad",
    topicArns,
  });
}

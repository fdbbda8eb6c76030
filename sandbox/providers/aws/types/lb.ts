/** Elastic Load Balancing rows. Errors: ELBv2 API reference. */
import { ofType, WorldError } from "../../../world/world";
import { CERTIFICATE, certificateIssued } from "./acm";
import { SUBNET, toSubnet, toVpc, VPC, vpcOf } from "./ec2";
import type { Row, WriteContext } from "./row";
import { groupRef } from "./security-groups";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
export const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
export const LISTENER = "aws:lb/listener:Listener";

/** Names of 32 characters at the most, letters, digits and hyphens, no hyphen at either end. */
function planName({ name }: Record<string, unknown>): { property: string; reason: string } | undefined {
  if (typeof name !== "string") return undefined;
  if (name.length > 32)
    return { property: "name", reason: `"name" cannot be longer than 32 characters: "${name}"` };
  if (/^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/.test(name)) return undefined;
  return {
    property: "name",
    reason: `only alphanumeric characters and inner hyphens allowed in "name": "${name}"`,
  };
}

/** What is no function is reached in a network, at a port. */
function planTargets({ targetType = "instance", ...inputs }: Record<string, unknown>) {
  if (targetType === "lambda") return undefined;
  const lacking = Object.entries({ port: "port", protocol: "protocol", vpcId: "vpc_id" });
  const [property, named] = lacking.find(([one]) => !(one in inputs)) ?? [];
  if (property === undefined) return undefined;
  const reason = `Attribute "${named}" must be specified when "target_type" is "${targetType}"`;
  return { property, reason };
}

function vetListener({ world, inputs }: WriteContext): void {
  const encrypted = inputs.protocol === "HTTPS" || inputs.protocol === "TLS";
  if (!encrypted) return;
  if (inputs.certificateArn === undefined) {
    throw new WorldError("ValidationError", "A certificate must be specified for HTTPS listeners");
  }
  const certificate = ofType(world, CERTIFICATE).find((one) => one.id === inputs.certificateArn);
  if (certificate && !certificateIssued(world, certificate)) {
    throw new WorldError(
      "UnsupportedCertificate",
      `The certificate '${certificate.id}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    );
  }
}

/** An application load balancer spans at least two zones. */
function vetZones({ world, inputs }: WriteContext): void {
  if ((inputs.loadBalancerType ?? "application") !== "application" || !Array.isArray(inputs.subnets)) return;
  const subnets = ofType(world, SUBNET).filter((one) => (inputs.subnets as unknown[]).includes(one.id));
  if (new Set(subnets.map((one) => one.inputs.availabilityZone)).size < 2) {
    throw new WorldError(
      "ValidationError",
      "At least two subnets in two different Availability Zones must be specified",
    );
  }
}

export const lb: Row[] = [
  {
    type: LOAD_BALANCER,
    source: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    refs: [
      {
        property: "subnets",
        to: [SUBNET],
        missing: ["SubnetNotFound", `${toSubnet[1]}`],
      },
      groupRef("securityGroups", "free"),
    ],
    unique: {
      properties: ["name"],
      taken: [
        "DuplicateLoadBalancerName",
        "A load balancer with the same name '{name}' exists, but with different settings",
      ],
    },
    computed: {
      arnSuffix: "app/{name}/{hex16}",
      dnsName: "{name}-{digits}.{region}.elb.amazonaws.com",
      zoneId: "Z35SXDOTRQ7X7K",
      internal: false,
    },
    derive: { vpcId: ({ world, inputs }) => vpcOf(world, inputs.subnets) },
    plan: planName,
    vetWrite: vetZones,
    locked: [
      "OperationNotPermitted",
      "Load balancer '{id}' cannot be deleted because deletion protection is enabled",
    ],
  },
  {
    type: TARGET_GROUP,
    source: "AWS::ElasticLoadBalancingV2::TargetGroup",
    refs: [{ property: "vpcId", to: [VPC], missing: ["ValidationError", toVpc[1]] }],
    unique: {
      properties: ["name"],
      taken: [
        "DuplicateTargetGroupName",
        "A target group with the same name '{name}' exists, but with different settings",
      ],
    },
    computed: { arnSuffix: "targetgroup/{name}/{hex16}" },
    plan: (inputs) => planName(inputs) ?? planTargets(inputs),
    inUse: ["ResourceInUse", "Target group '{id}' is currently in use by a listener or a rule"],
  },
  {
    type: LISTENER,
    source: "AWS::ElasticLoadBalancingV2::Listener",
    refs: [
      {
        property: "loadBalancerArn",
        to: [LOAD_BALANCER],
        missing: ["LoadBalancerNotFound", "Load balancer '{value}' not found"],
        use: "ends",
      },
      {
        property: "defaultActions.targetGroupArn",
        to: [TARGET_GROUP],
        missing: ["TargetGroupNotFound", "Target group '{value}' not found"],
        use: "blocks",
      },
      {
        property: "certificateArn",
        to: [CERTIFICATE],
        missing: ["CertificateNotFound", "Certificate ARN '{value}' is not valid"],
        use: "blocks",
      },
    ],
    unique: {
      properties: ["loadBalancerArn", "port"],
      taken: [
        "DuplicateListener",
        "A listener already exists on this port for this load balancer '{loadBalancerArn}'",
      ],
    },
    id: ({ inputs, seed }) =>
      `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${seed.slice(0, 16)}`,
    vetWrite: vetListener,
  },
];

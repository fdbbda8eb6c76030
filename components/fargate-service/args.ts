/** The arguments of a Fargate service, as any language can give them (Pulumi's schema inference reads this file). */
import type * as pulumi from "@pulumi/pulumi";

/**
 * The processor of a task. Fargate can be asked for ARM64, not for a generation of it: "Graviton4", as documents 000
 * and 001 put it, is what AWS may or may not run the task on.
 */
export const Architecture = { Arm64: "ARM64", X86: "X86_64" } as const;
export type Architecture = (typeof Architecture)[keyof typeof Architecture];

/** What a task may run on. */
export const Capacity = {
  /** FARGATE: runs until it is stopped. */
  OnDemand: "on-demand",
  /** FARGATE_SPOT: cheaper, may be stopped with two minutes' notice, its price floats below the on-demand price. */
  Spot: "spot",
} as const;
export type Capacity = (typeof Capacity)[keyof typeof Capacity];

/** How a new version takes over. */
export const Rollout = {
  /** New tasks start beside the old ones, which stop when the new ones are healthy. */
  Rolling: "rolling",
  /** Old tasks stop first: for software whose versions may not meet on one database. Costs an outage. */
  Recreate: "recreate",
} as const;
export type Rollout = (typeof Rollout)[keyof typeof Rollout];

/** An environment variable whose value is a version of a secret. */
export interface ContainerSecret {
  /** Name of the variable, for example `DATABASE_URL`. */
  variable: string;
  /** What the container's `valueFrom` names: `<ARN>:::<version id>`. */
  reference: pulumi.Input<string>;
  /** ARN of the secret, which the execution role may read. */
  secretArn: pulumi.Input<string>;
}

/** What the task itself may do in AWS: actions and resources by name, never `*`. */
export interface PolicyStatement {
  /** For example `bedrock:InvokeModel`. */
  actions: string[];
  /** ARNs. */
  resources: pulumi.Input<string>[];
}

/** The other side of a connection: both of its security group rules are made here. */
export interface Peer {
  /** What it is, in rule names and descriptions, for example `database`. Unique in its list, stable. */
  name: string;
  /** Its security group. */
  securityGroupId: pulumi.Input<string>;
}

/** A peer that the service connects to, and the port that it listens on, 1 to 65535. */
export interface TargetPeer {
  /** What it is, in rule names and descriptions, for example `database`. Unique in its list, stable. */
  name: string;
  /** Its security group. */
  securityGroupId: pulumi.Input<string>;
  /** TCP port. */
  port: number;
}

/** Membership in a Service Connect namespace. */
export interface ServiceConnect {
  /** ARN of the namespace. */
  namespaceArn: pulumi.Input<string>;
  /** Name under which others in the namespace reach it. @default it only calls others */
  offeredAs?: string;
}

export interface FargateServiceArgs {
  /** AWS account, 12 digits: only its tasks may assume the roles. */
  accountId: string;
  /** AWS region, for the log driver. */
  region: string;
  /** Cluster, once its capacity providers are attached. */
  clusterArn: pulumi.Input<string>;
  /** The cluster's name, for scaling and alarms. */
  clusterName: pulumi.Input<string>;
  /** VPC of the tasks. */
  vpcId: pulumi.Input<string>;
  /** Subnets of the tasks. */
  subnetIds: pulumi.Input<string[]>;
  /** Gives each task a public IPv4 address, which costs; needed where there is no NAT. @default false */
  assignPublicIp?: boolean;
  /** Image by digest: `<repository>@sha256:<64 hexadecimal digits>`, for the architecture asked for. */
  image: string;
  /** Processor. @default "ARM64" */
  architecture?: Architecture;
  /** CPU units of a task, 256 to 32768; 1024 are one vCPU. */
  cpuUnits: number;
  /** Memory of a task in MiB, 512 to 249856, one of the sizes that go with its CPU units. */
  memoryMiB: number;
  /** Tasks that always run, 1 to 100. @default 1 */
  minReplicas?: number;
  /** Tasks that run at the most, 1 to 100. More than `minReplicas` makes it scale by CPU. @default minReplicas */
  maxReplicas?: number;
  /** On-demand or spot. @default "on-demand" */
  capacity?: Capacity;
  /** How a new version takes over. @default "rolling" */
  rollout?: Rollout;
  /** Port that the container listens on, HTTP, 1 to 65535. */
  port: number;
  /** Environment variables that are no secrets. @default none */
  environment?: Record<string, pulumi.Input<string>>;
  /** Environment variables that are. @default none */
  secrets?: ContainerSecret[];
  /** What the task may do. @default nothing */
  statements?: PolicyStatement[];
  /** Target group of a load balancer, once a listener serves it. @default no load balancer */
  targetGroupArn?: pulumi.Input<string>;
  /** Seconds after a start in which failed health checks do not count, 0 to 2147483647. @default 60 */
  healthGraceSeconds?: number;
  /**
   * Takes from the container what it has no use for: its file system is read-only but for /tmp, and it has no Linux
   * capabilities. Unless it runs as root, its image must declare `VOLUME /tmp`. @default false
   */
  lockedDown?: boolean;
  /** Command that ECS runs in the container to see whether it is healthy. @default none */
  healthCommand?: string[];
  /** Service Connect. @default not a member */
  connect?: ServiceConnect;
  /** Who may connect to the port. @default nobody */
  callers?: Peer[];
  /** What the service may connect to inside. @default nothing */
  targets?: TargetPeer[];
  /** TCP ports that it may connect to on the internet, 0 to 60 of them: images, AWS and models are on 443. @default [443] */
  outboundPorts?: number[];
  /** Days that logs are kept, one of the periods that CloudWatch has. @default 30 */
  logRetentionDays?: number;
  /** SNS topics that alarms are told to. @default none */
  alarmTopicArns?: pulumi.Input<string>[];
}

/**
 * One container as an ECS service on Fargate: ARM64 unless told otherwise, found by name or behind a load balancer,
 * closed but for the connections that it names (documents 000 and 001: "ECS Graviton4"; Fargate knows only ARM64).
 * It knows nothing of what runs in it.
 */
import type { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { alarm } from "../alarm";
import { after, Self } from "../base";
import type { FargateServiceArgs } from "./args";
import { makeFirewall } from "./firewall";
import { executionRole, taskRole } from "./roles";
import { scaleByCpu, scales } from "./scaling";
import { makeService } from "./service";
import { bounds, resolve } from "./settings";
import { makeLogGroup, makeTask } from "./task";

/** The service. See `FargateServiceArgs` for its options. */
export class FargateService extends pulumi.ComponentResource {
  /** Name of the ECS service, once it runs. */
  readonly serviceName: pulumi.Output<string>;
  /** Security group of its tasks. */
  readonly securityGroupId: pulumi.Output<string>;
  /** `http://<name>:<port>` inside its Service Connect namespace, once it runs; only where it is offered there. */
  readonly url?: pulumi.Output<string>;

  constructor(name: string, args: FargateServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    const settings = resolve(args, name);
    super("tandem:index:FargateService", name, { ...settings, bounds: bounds(name, settings) }, opts);
    const self = new Self(this, name);
    const logs = makeLogGroup(self, settings);
    const roles = {
      execution: executionRole(self, args, settings, logs.arn),
      task: taskRole(self, args, settings),
    };
    const task = makeTask(self, args, settings, { ...roles, logs });
    const firewall = makeFirewall(self, args, settings);
    const service = makeService(self, args, settings, { task, firewall, roles: Object.values(roles) });
    if (scales(settings)) scaleByCpu(self, service, args.clusterName, settings);
    watch(self, service, args);

    this.serviceName = service.name;
    this.securityGroupId = firewall.group.id;
    if (args.connect?.offeredAs !== undefined) {
      this.url = after(`http://${args.connect.offeredAs}:${settings.port}`, [service.id]);
    }
    this.registerOutputs({
      serviceName: this.serviceName,
      securityGroupId: this.securityGroupId,
      url: this.url,
    });
  }
}

/** CPU and memory: the first makes it slow, the second kills it. */
function watch(self: Self, service: Service, args: FargateServiceArgs): void {
  for (const [role, metric, threshold] of [
    ["cpu", "CPUUtilization", 90],
    ["memory", "MemoryUtilization", 85],
  ] as const) {
    alarm(self, role, {
      description: `${self.name} has used more than ${threshold} % of its ${role} for 10 minutes`,
      namespace: "AWS/ECS",
      metric,
      dimensions: { ClusterName: args.clusterName, ServiceName: service.name },
      statistic: "Average",
      comparison: "GreaterThanThreshold",
      threshold,
      minutes: 10,
      silence: "good",
      topicArns: args.alarmTopicArns ?? [],
    });
  }
}

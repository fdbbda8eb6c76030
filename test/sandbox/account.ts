/** A world for tests, with short ways to create and delete in it. */
import { randomBytes } from "node:crypto";
import type { Properties } from "../../pulumi/values";
import { create, destroy, update, type Written } from "../../sandbox/world/operations";
import { newWorld, type World } from "../../sandbox/world/world";

export const NOW = Date.UTC(2026, 0, 1);
const PREFIX = "urn:pulumi:dev::tandem::";

export class Account {
  readonly world: World = newWorld("123456789012", "us-east-1", randomBytes(8).toString("hex"));

  /** Creates under a URN of its own; returns the id and what was computed. */
  create(type: string, inputs: Properties, secrets: string[] = [], now = NOW): Written {
    this.world.seq++;
    const urn = `${PREFIX}${type}::${type.split(":").at(-1)}-${this.world.seq}`;
    return create(this.world, { urn, type, inputs, secrets, region: "us-east-1", now });
  }

  update(type: string, name: string, inputs: Properties): Written {
    return update(this.world, name, {
      urn: `${PREFIX}${type}::x`,
      type,
      inputs,
      secrets: [],
      region: "us-east-1",
      now: NOW,
    });
  }

  delete(type: string, name: string, now = NOW): void {
    destroy(this.world, type, name, now);
  }

  /** A VPC with two subnets in two zones and a security group. */
  network() {
    const vpcId = this.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" }).id;
    const subnet = (index: number) =>
      this.create("aws:ec2/subnet:Subnet", {
        vpcId,
        cidrBlock: `10.0.${index}.0/24`,
        availabilityZone: `us-east-1${"ab"[index]}`,
      }).id;
    const group = this.create("aws:ec2/securityGroup:SecurityGroup", { vpcId, name: "web" }).id;
    return { vpcId, subnets: [subnet(0), subnet(1)] as [string, string], group };
  }

  /** A Fargate service in a network, with its cluster and task definition. */
  service(net: { subnets: string[]; group: string }) {
    const cluster = this.create("aws:ecs/cluster:Cluster", { name: "main" });
    const task = this.create("aws:ecs/taskDefinition:TaskDefinition", fargateTask("256", "512"));
    const service = this.create("aws:ecs/service:Service", {
      name: "web",
      cluster: cluster.id,
      launchType: "FARGATE",
      taskDefinition: task.computed.arn,
      networkConfiguration: { subnets: net.subnets, securityGroups: [net.group] },
    });
    return { cluster, task, service };
  }
}

export function fargateTask(cpu: string, memory: string, container: Properties = {}): Properties {
  const fargate = { networkMode: "awsvpc", requiresCompatibilities: ["FARGATE"] };
  const containerDefinitions = JSON.stringify([{ name: "web", ...container }]);
  return { family: "web", cpu, memory, containerDefinitions, ...fargate };
}

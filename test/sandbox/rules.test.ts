import assert from "node:assert/strict";
import { fargatePair } from "../../sandbox/providers/aws/fargate";
import { Account, fargateTask } from "./account";

const LISTENER = "aws:lb/listener:Listener";
const CERTIFICATE = "aws:acm/certificate:Certificate";

function balanced(account: Account) {
  const net = account.network();
  const balancer = account.create("aws:lb/loadBalancer:LoadBalancer", {
    name: "web",
    subnets: net.subnets,
  }).id;
  const targets = account.create("aws:lb/targetGroup:TargetGroup", { name: "web", vpcId: net.vpcId }).id;
  const https = { loadBalancerArn: balancer, port: 443, protocol: "HTTPS" };
  return {
    net,
    targets,
    https: { ...https, defaultActions: [{ type: "forward", targetGroupArn: targets }] },
  };
}

function certificate(account: Account) {
  const made = account.create(CERTIFICATE, { domainName: "ai.example.com", validationMethod: "DNS" });
  const [proof] = made.computed.domainValidationOptions as {
    resourceRecordName: string;
    resourceRecordType: string;
  }[];
  const prove = () =>
    account.create("aws:route53/record:Record", {
      zoneId: "Z0",
      name: proof!.resourceRecordName,
      type: proof!.resourceRecordType,
    });
  return { id: made.id, prove };
}

describe("what AWS refuses at create", () => {
  // Amazon ECS developer guide, "Task size".
  it("accepts Fargate's own pairs of cpu and memory and no other", () => {
    const account = new Account();
    account.create("aws:ecs/taskDefinition:TaskDefinition", fargateTask("1024", "4096"));
    assert.throws(() => account.create("aws:ecs/taskDefinition:TaskDefinition", fargateTask("512", "3000")), {
      message: "ClientException: No Fargate configuration exists for given values.",
    });
    const fits: [number, number][] = [
      [256, 512],
      [256, 2048],
      [512, 4096],
      [4096, 30720],
      [8192, 16384],
      [16384, 122880],
    ];
    const not: [number, number][] = [
      [256, 1536],
      [256, 4096],
      [512, 512],
      [4096, 31744],
      [8192, 17408],
      [300, 512],
    ];
    assert.deepEqual(
      fits.filter(([cpu, memory]) => !fargatePair(cpu, memory)),
      [],
    );
    assert.deepEqual(
      not.filter(([cpu, memory]) => fargatePair(cpu, memory)),
      [],
    );
  });

  // Amazon ECS API reference: LinuxParameters, KernelCapabilities, ContainerDefinition, HostVolumeProperties.
  it("takes of a Fargate container what Fargate has: a volume that is listed, fewer capabilities, no host", () => {
    const register = (container: object, volumes?: object[]) =>
      new Account().create("aws:ecs/taskDefinition:TaskDefinition", {
        ...fargateTask("256", "512", { ...container }),
        ...(volumes ? { volumes } : {}),
      });
    const mounted = { mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp" }] };
    const linux = (linuxParameters: object) => ({ linuxParameters });
    register({ ...mounted, readonlyRootFilesystem: true }, [{ name: "tmp" }]);
    register(linux({ capabilities: { drop: ["ALL"], add: ["SYS_PTRACE"] }, initProcessEnabled: true }));
    const refused: [RegExp, object, object[]?][] = [
      [/Unknown volume 'tmp'\.$/, mounted],
      [/Unknown volume 'tmp'\.$/, mounted, [{ name: "other" }]],
      [/do not support sourcePath$/, mounted, [{ name: "tmp", hostPath: "/tmp" }]],
      [/do not support privileged\.$/, { privileged: true }],
      [/do not support sharedMemorySize\.$/, linux({ sharedMemorySize: 64 })],
      [/do not support adding NET_ADMIN\.$/, linux({ capabilities: { add: ["SYS_PTRACE", "NET_ADMIN"] } })],
    ];
    for (const [message, container, volumes] of refused)
      assert.throws(() => register(container, volumes), { message });
  });

  it("refuses a subnet that overlaps another or leaves its VPC", () => {
    const account = new Account();
    const { vpcId } = account.network();
    const subnet = (cidrBlock: string) => account.create("aws:ec2/subnet:Subnet", { vpcId, cidrBlock });
    assert.throws(() => subnet("10.0.0.128/25"), /InvalidSubnet.Conflict/);
    assert.throws(() => subnet("10.1.0.0/24"), /InvalidSubnet.Range/);
    subnet("10.0.2.0/24");
  });

  it("wants an issued certificate for an HTTPS listener", () => {
    const account = new Account();
    const { https } = balanced(account);
    const { id, prove } = certificate(account);
    assert.throws(
      () => account.create(LISTENER, https),
      /A certificate must be specified for HTTPS listeners/,
    );
    assert.throws(() => account.create(LISTENER, { ...https, certificateArn: id }), /UnsupportedCertificate/);
    prove();
    account.create(LISTENER, { ...https, certificateArn: id });
    assert.throws(() => account.delete(CERTIFICATE, id), /ResourceInUseException/);
  });

  it("validates a certificate only when its records exist", () => {
    const account = new Account();
    const { id, prove } = certificate(account);
    const validate = () =>
      account.create("aws:acm/certificateValidation:CertificateValidation", { certificateArn: id });
    assert.throws(validate, /stays PENDING_VALIDATION/);
    prove();
    assert.match(validate().id, /^[\d-]{10} [\d:.]{12} \+0000 UTC$/);
  });

  it("refuses a service whose target group no listener forwards to: the service must depend on the listener", () => {
    const account = new Account();
    const { targets, net } = balanced(account);
    const cluster = account.create("aws:ecs/cluster:Cluster", { name: "main" }).id;
    const loadBalancers = [{ targetGroupArn: targets, containerName: "web", containerPort: 80 }];
    const networkConfiguration = { subnets: net.subnets };
    assert.throws(
      () =>
        account.create("aws:ecs/service:Service", {
          name: "web",
          cluster,
          loadBalancers,
          networkConfiguration,
        }),
      /does not have an associated load balancer/,
    );
  });

  // hashicorp/terraform-provider-aws#11409: the order of cluster, capacity providers and services.
  it("binds capacity providers to their cluster before a service uses them, and while it does", () => {
    const account = new Account();
    const cluster = account.create("aws:ecs/cluster:Cluster", { name: "main" }).id;
    const capacityProviderStrategies = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const inputs = { name: "web", cluster, capacityProviderStrategies };
    assert.throws(
      () => account.create("aws:ecs/service:Service", inputs),
      /'FARGATE_SPOT' is not associated/,
    );
    const type = "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders";
    const offered = account.create(type, {
      clusterName: "main",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    }).id;
    account.create("aws:ecs/service:Service", inputs);
    assert.throws(() => account.delete(type, offered), /in use and cannot be removed/);
  });

  it("wants two zones for a DB subnet group and for an application load balancer", () => {
    const account = new Account();
    const { subnets } = account.network();
    const one = [subnets[0]];
    assert.throws(
      () => account.create("aws:rds/subnetGroup:SubnetGroup", { name: "db", subnetIds: one }),
      /DBSubnetGroupDoesNotCoverEnoughAZs/,
    );
    assert.throws(
      () => account.create("aws:lb/loadBalancer:LoadBalancer", { name: "web", subnets: one }),
      /At least two subnets in two different Availability Zones/,
    );
  });

  it("scales only a service that exists", () => {
    const account = new Account();
    const net = account.network();
    const target = {
      minCapacity: 1,
      maxCapacity: 2,
      resourceId: "service/main/web",
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    };
    assert.throws(
      () => account.create("aws:appautoscaling/target:Target", target),
      /ECS service doesn't exist/,
    );
    account.service(net);
    account.create("aws:appautoscaling/target:Target", target);
  });

  it("refuses a type that Tandem's stacks do not register", () => {
    assert.throws(
      () => new Account().create("aws:lambda/function:Function", {}),
      /does not serve aws:lambda/,
    );
  });
});

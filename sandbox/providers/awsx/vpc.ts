/**
 * The children of `awsx.ec2.Vpc` 3.9.0: their names, parents and inputs as awsx registers them, so that a stack meets
 * the same URNs here and in the cloud. Source: pulumi/pulumi-awsx, awsx/ec2/vpc.ts; pinned by
 * `test/sandbox/fixtures/awsx-vpc-3.9.0.json`.
 */
import type { Properties } from "../../../pulumi/values";
import type { Monitor, Options, Registered, Registration } from "./monitor";
import { defaultSpecs, layOut, type PlannedSubnet, type SubnetSpec } from "./subnet-layout";

/** Arguments of the component that the sandbox understands. */
interface VpcArgs extends Properties {
  cidrBlock?: string;
  availabilityZoneNames?: string[];
  numberOfAvailabilityZones?: number;
  natGateways?: { strategy?: string; elasticIpAllocationIds?: string[] };
  subnetSpecs?: SubnetSpec[];
  subnetStrategy?: string;
  tags?: Record<string, unknown>;
  vpcEndpointSpecs?: Properties[];
  vpcEndpointStrategy?: string;
}

/** Inputs of the VPC itself, passed on under the same names. */
const VPC_INPUTS = [
  "assignGeneratedIpv6CidrBlock",
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv6CidrBlockNetworkBorderGroup",
  "region",
];

/** A subnet with its route table; `zone` counts from 0. */
export interface Placed {
  plan: PlannedSubnet;
  zone: number;
  subnet: Registered;
  table: Registered;
}

/** All that was registered, in awsx's order: zone by zone, public before private before isolated. */
export interface VpcParts {
  vpc: Registered;
  gateway: Registered;
  subnets: Placed[];
  eips: Registered[];
  gateways: Registered[];
  routes: Registered[];
  associations: Registered[];
  endpoints: Registered[];
}

/** Registers the children of one `awsx:ec2:Vpc`. */
export class VpcChildren {
  readonly #strategy: string;

  constructor(
    readonly monitor: Monitor,
    readonly name: string,
    readonly args: VpcArgs,
    readonly options: Options,
  ) {
    this.#strategy = (args.natGateways?.strategy ?? "OnePerAz").toLowerCase();
  }

  async register(component: string): Promise<VpcParts> {
    const cidrBlock = this.args.cidrBlock ?? "10.0.0.0/16";
    const zones = await this.#zones();
    const specs = this.#specs(cidrBlock, zones.length);
    const plans = layOut(this.name, cidrBlock, zones, specs).filter((plan) => plan.type !== "Unused");
    this.#checkNat(plans);
    const inputs = Object.fromEntries(VPC_INPUTS.map((key) => [key, this.args[key]]));
    const vpc = await this.#child("ec2/vpc:Vpc", this.name, component, {
      inputs: { ...inputs, cidrBlock, tags: this.#tags() },
    });
    const gateway = this.#child("ec2/internetGateway:InternetGateway", this.name, vpc.urn, {
      inputs: { vpcId: vpc.id, tags: this.#tags() },
      sources: { vpcId: [vpc] },
      dependsOn: [vpc],
    });
    const ordered = zones.flatMap((zone) => plans.filter((plan) => plan.zone === zone).sort(byType));
    const [igw, ...subnets] = await Promise.all([gateway, ...ordered.map((plan) => this.#subnet(plan, vpc))]);
    const made = ordered.map((plan, index) => ({
      plan,
      zone: zones.indexOf(plan.zone),
      subnet: subnets[index]!,
    }));
    const tables = Promise.all(made.map((one) => this.#table(one.plan, vpc, one.subnet)));
    const [nats, routed] = await Promise.all([this.#nats(made), tables]);
    const whole = made.map((one, index) => ({ ...one, table: routed[index]! }));
    const specified = this.args.vpcEndpointSpecs ?? [];
    // All at once: a promise that nobody awaits yet would end the process when the engine is gone.
    const [routes, associations, endpoints] = await Promise.all([
      Promise.all(whole.map((one) => this.#route(one, igw, nats.gateways))),
      Promise.all(whole.map((one) => this.#association(one))),
      Promise.all(specified.map((spec) => this.#endpoint(spec, vpc, routed))),
    ]);
    return {
      vpc,
      gateway: igw,
      subnets: whole,
      ...nats,
      routes: routes.filter((route) => route !== undefined),
      associations,
      endpoints,
    };
  }

  async #zones(): Promise<string[]> {
    const { availabilityZoneNames: named, numberOfAvailabilityZones: count } = this.args;
    if (named && count)
      throw new Error("only one of availabilityZoneNames and numberOfAvailabilityZones can be given");
    if (named) return named;
    const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
    const found = await this.monitor.invoke(token, {}, this.options);
    return (found.names as string[]).slice(0, count ?? 3);
  }

  #specs(cidrBlock: string, zones: number): SubnetSpec[] {
    const { subnetSpecs: specs, subnetStrategy: strategy = "Legacy" } = this.args;
    if (!specs) return defaultSpecs(cidrBlock, zones);
    if (strategy === "Auto" || strategy === "Exact") return specs;
    throw new Error(
      `the sandbox lays out subnetSpecs by subnetStrategy "Auto" or "Exact" only, got "${strategy}"`,
    );
  }

  /** NAT gateways stand in public subnets and serve others: awsx refuses a strategy without either. */
  #checkNat(plans: PlannedSubnet[]): void {
    if (!["none", "single", "oneperaz"].includes(this.#strategy)) {
      throw new Error(`unknown NAT gateway strategy "${this.#strategy}"`);
    }
    const isPublic = plans.filter((plan) => plan.type === "Public").length;
    if (this.#strategy === "none" || (isPublic > 0 && isPublic < plans.length)) return;
    throw new Error("NAT gateways need public subnets to stand in, and private or isolated subnets to serve");
  }

  #subnet(plan: PlannedSubnet, vpc: Registered): Promise<Registered> {
    return this.#child("ec2/subnet:Subnet", plan.name, vpc.urn, {
      inputs: {
        vpcId: vpc.id,
        availabilityZone: plan.zone,
        mapPublicIpOnLaunch: plan.type === "Public",
        cidrBlock: plan.cidrBlock,
        assignIpv6AddressOnCreation: false,
        tags: this.#tags({ ...plan.tags, Name: plan.name, SubnetType: plan.type }),
      },
      sources: { vpcId: [vpc] },
      dependsOn: [vpc],
    });
  }

  #table(plan: PlannedSubnet, vpc: Registered, subnet: Registered): Promise<Registered> {
    return this.#child("ec2/routeTable:RouteTable", plan.name, subnet.urn, {
      inputs: { vpcId: vpc.id, tags: this.#tags({ Name: plan.name, SubnetType: plan.type }) },
      sources: { vpcId: [vpc] },
      dependsOn: [subnet],
    });
  }

  #association({ plan, subnet, table }: Placed): Promise<Registered> {
    return this.#child("ec2/routeTableAssociation:RouteTableAssociation", plan.name, table.urn, {
      inputs: { routeTableId: table.id, subnetId: subnet.id },
      sources: { routeTableId: [table], subnetId: [subnet] },
      dependsOn: [table],
    });
  }

  /** Public subnets reach the internet by the gateway, private ones by a NAT gateway, isolated ones not at all. */
  async #route({ plan, zone, table }: Placed, gateway: Registered, nats: Registered[]) {
    const nat = this.#strategy === "single" ? nats[0] : nats[zone];
    const way =
      plan.type === "Public"
        ? { gatewayId: gateway }
        : plan.type === "Private" && nat
          ? { natGatewayId: nat }
          : {};
    const [property, by] = Object.entries(way)[0] ?? [];
    if (!property || !by) return undefined;
    return this.#child("ec2/route:Route", plan.name, table.urn, {
      inputs: { routeTableId: table.id, [property]: by.id, destinationCidrBlock: "0.0.0.0/0" },
      sources: { routeTableId: [table], [property]: [by] },
      dependsOn: [table],
    });
  }

  /** NAT gateways and their addresses: one per zone, one in the first zone, or none. */
  async #nats(placed: Omit<Placed, "table">[]): Promise<{ eips: Registered[]; gateways: Registered[] }> {
    const zones = placed.filter((one) => one.plan.type === "Public" && this.#hasNat(one.zone));
    const given = this.args.natGateways?.elasticIpAllocationIds ?? [];
    const tags = (zone: number) => ({ ...this.args.tags, Name: `${this.name}-${zone + 1}` });
    const eips = await Promise.all(
      (given.length > 0 ? [] : zones).map(({ zone, subnet }) =>
        this.#child("ec2/eip:Eip", `${this.name}-${zone + 1}`, subnet.urn, {
          inputs: { tags: tags(zone) },
          dependsOn: [subnet],
        }),
      ),
    );
    const gateways = await Promise.all(
      zones.map(({ zone, subnet }, index) =>
        this.#child("ec2/natGateway:NatGateway", `${this.name}-${zone + 1}`, subnet.urn, {
          inputs: { subnetId: subnet.id, allocationId: given[index] ?? eips[index]!.id, tags: tags(zone) },
          sources: { subnetId: [subnet], ...(eips[index] ? { allocationId: [eips[index]] } : {}) },
          dependsOn: [subnet],
        }),
      ),
    );
    return { eips, gateways };
  }

  #hasNat(zone: number): boolean {
    return this.#strategy === "oneperaz" || (this.#strategy === "single" && zone === 0);
  }

  /** A gateway endpoint, with all route tables under the strategy "Auto". Interface endpoints are not served. */
  #endpoint(spec: Properties, vpc: Registered, tables: Registered[]): Promise<Registered> {
    const kind = String(spec.vpcEndpointType ?? "Gateway").toLowerCase();
    if (kind !== "gateway") throw new Error(`the sandbox serves gateway endpoints only, got "${kind}"`);
    const auto = this.args.vpcEndpointStrategy === "Auto" && spec.routeTableIds === undefined;
    const routeTableIds = auto ? tables.map((table) => table.id) : spec.routeTableIds;
    return this.#child("ec2/vpcEndpoint:VpcEndpoint", String(spec.serviceName), vpc.urn, {
      inputs: {
        ...spec,
        routeTableIds,
        tags: this.#tags(spec.tags as Properties | undefined),
        vpcId: vpc.id,
      },
      sources: { vpcId: [vpc], ...(auto ? { routeTableIds: tables } : {}) },
      dependsOn: [vpc],
    });
  }

  /** The tags that all share: the component's name first, so that the program may give another. */
  #tags(own: Properties = {}): Properties {
    return { Name: this.name, ...this.args.tags, ...own };
  }

  #child(
    type: string,
    name: string,
    parent: string,
    rest: Pick<Registration, "inputs" | "sources" | "dependsOn">,
  ): Promise<Registered> {
    const { provider, version, protect } = this.options;
    const inputs = { region: this.args.region, ...rest.inputs };
    const options = { provider, version, protect };
    return this.monitor.register({
      ...rest,
      inputs,
      type: `aws:${type}`,
      name,
      parent,
      custom: true,
      options,
    });
  }
}

const ORDER = ["Public", "Private", "Isolated"];

function byType(one: PlannedSubnet, other: PlannedSubnet): number {
  return ORDER.indexOf(one.type) - ORDER.indexOf(other.type);
}

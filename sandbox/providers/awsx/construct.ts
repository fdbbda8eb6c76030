/** Construct: the one remote component that Tandem's stacks use, `awsx:ec2:Vpc`. */
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { type Properties, Reference, reveal } from "../../../pulumi/values";
import { propertiesOf, structOf } from "../../protocol/wire";
import { Monitor, type Options, type Registered } from "./monitor";
import { VpcChildren, type VpcParts } from "./vpc";

const TYPE = "awsx:ec2:Vpc";

/** Registers the component and its children with the engine that asked. */
export async function construct(request: ConstructRequest, awsVersion: string): Promise<ConstructResponse> {
  if (request.getType() !== TYPE) throw new Error(`the sandbox does not construct ${request.getType()}`);
  const monitor = new Monitor(request.getMonitorendpoint());
  try {
    const inputs = propertiesOf(request.getInputs());
    const name = request.getName();
    const options = optionsOf(request);
    const component = await monitor.register({
      type: TYPE,
      name,
      parent: request.getParent(),
      custom: false,
      inputs: {}, // awsx hands the engine none, and no outputs
      // A state that an earlier version wrote has them: that is no change.
      options: { ...options, ignoreChanges: [...(options.ignoreChanges ?? []), ...Object.keys(inputs)] },
    });
    const inner = { provider: options.providers?.aws, version: awsVersion, protect: options.protect };
    const network = await new VpcChildren(monitor, name, reveal(inputs) as Properties, inner).register(
      component.urn,
    );
    const outputs = outputsOf(network);
    await monitor.registerOutputs(component.urn, {});
    return responseOf(component.urn, outputs, network);
  } finally {
    monitor.close();
  }
}

function optionsOf(request: ConstructRequest): Options {
  const providers: Record<string, string> = {};
  request.getProvidersMap().forEach((reference, name) => {
    providers[name] = reference;
  });
  return {
    providers,
    dependencies: request.getDependenciesList(),
    aliases: request.getAliasesList(),
    ignoreChanges: request.getIgnorechangesList(),
    deletedWith: request.getDeletedwith(),
    ...(request.hasProtect() ? { protect: request.getProtect() } : {}),
    ...(request.hasRetainondelete() ? { retainOnDelete: request.getRetainondelete() } : {}),
  };
}

/** All outputs of awsx 3.9.0 but `subnetLayout`, which nothing of ours reads. */
function outputsOf(network: VpcParts): Properties {
  const of = (type: string) =>
    network.subnets.filter((one) => one.plan.type === type).map((one) => one.subnet);
  const ids = (type: string) => of(type).map((one) => one.id);
  const all = network.subnets;
  return {
    vpcId: network.vpc.id,
    publicSubnetIds: ids("Public"),
    privateSubnetIds: ids("Private"),
    isolatedSubnetIds: ids("Isolated"),
    vpc: reference(network.vpc),
    internetGateway: reference(network.gateway),
    subnets: all.map((one) => reference(one.subnet)),
    publicSubnets: of("Public").map(reference),
    privateSubnets: of("Private").map(reference),
    isolatedSubnets: of("Isolated").map(reference),
    routeTables: all.map((one) => reference(one.table)),
    routes: network.routes.map(reference),
    routeTableAssociations: network.associations.map(reference),
    natGateways: network.gateways.map(reference),
    eips: network.eips.map(reference),
    vpcEndpoints: network.endpoints.map(reference),
  };
}

function reference(one: Registered): Reference {
  return new Reference(one.urn, one.id);
}

/** What a program's own resources depend on when they use an output. */
function responseOf(urn: string, outputs: Properties, network: VpcParts): ConstructResponse {
  const of = (type: string) =>
    network.subnets.filter((one) => one.plan.type === type).map((one) => one.subnet.urn);
  const sources: Record<string, string[]> = {
    vpcId: [network.vpc.urn],
    publicSubnetIds: of("Public"),
    privateSubnetIds: of("Private"),
    isolatedSubnetIds: of("Isolated"),
  };
  const response = new ConstructResponse();
  response.setUrn(urn);
  response.setState(structOf(outputs));
  for (const [property, urns] of Object.entries(sources)) {
    const list = new ConstructResponse.PropertyDependencies();
    list.setUrnsList(urns);
    response.getStatedependenciesMap().set(property, list);
  }
  return response;
}

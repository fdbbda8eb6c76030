/**
 * What a component registers, as Pulumi's mocks see it: with every output known, as in an update, or with none of
 * them known, as in a first preview.
 */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";

// A third of the time: the SDK takes a stack trace for every promise.
const quiet: { apply(): void } = require("../../stacks/sdk/quiet");
quiet.apply();

/** One registered resource. */
export interface Registered {
  urn: string;
  type: string;
  name: string;
  custom: boolean;
  parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: inputs have as many shapes as there are resource types
  inputs: any;
  /** Names of the resources that it was told to wait for. */
  dependencies: string[];
  /** Names of the resources that each input comes from. */
  inputDependencies: Record<string, string[]>;
  ignoreChanges: string[];
  replaceOnChanges: string[];
  /** Longest creation, as the program gave it. */
  createTimeout: string;
  /** Whether the component has registered its outputs; what it registered. */
  // biome-ignore lint/suspicious/noExplicitAny: outputs too
  outputs?: any;
}

export const PROJECT = "tandem";
export const STACK = "bc1";

/** Runs `make` against mocks and waits until all is registered. */
export async function register(
  make: () => unknown,
  outputs: "known" | "unknown" = "known",
): Promise<Registered[]> {
  const known = outputs === "known";
  const found: Registered[] = [];
  await pulumi.runtime.setMocks(
    {
      call: ({ token }) => {
        throw new Error(`${token} was called`);
      },
      newResource: ({ type, name, inputs }) => {
        const state = known ? { ...inputs, ...computed(type, name, inputs) } : inputs;
        return { id: known ? `${name}-id` : undefined, state };
      },
    },
    PROJECT,
    STACK,
    !known,
  );
  watch(found);
  make();
  await pulumi.runtime.disconnect();
  return found;
}

/** The one resource of this type, and of this name where there are more. */
export function only(found: Registered[], type: string, name?: string): Registered {
  const fitting = found.filter((one) => one.type === type && (name === undefined || one.name === name));
  assert.equal(fitting.length, 1, `${type} ${name ?? ""}: ${fitting.map((one) => one.name)}`);
  return fitting[0]!;
}

/** All resources of this type. */
export function all(found: Registered[], type: string): Registered[] {
  return found.filter((one) => one.type === type);
}

/** A document in an input, such as a role's policy. */
// biome-ignore lint/suspicious/noExplicitAny: documents have many shapes
export function parsed(document: string): any {
  return JSON.parse(document);
}

/** Listens to the requests themselves: mocks are not shown parents, dependencies and options. */
// biome-ignore lint/suspicious/noExplicitAny: the mock monitor's requests are not typed
type Message = any;
function watch(found: Registered[]): void {
  const monitor = pulumi.runtime.getMonitor() as Message;
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = async (
    request: Message,
    callback: (error: unknown, response: Message) => void,
  ) =>
    registerResource(request, (error: unknown, response: Message) => {
      if (response) found.push(read(request, response.getUrn()));
      callback(error, response);
    });
  const registerOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (request: Message, callback: unknown) => {
    const component = found.find((one) => one.urn === request.getUrn());
    if (component) component.outputs = request.getOutputs().toJavaScript();
    return registerOutputs(request, callback);
  };
}

function read(request: Message, urn: string): Registered {
  const inputDependencies: Record<string, string[]> = {};
  request.getPropertydependenciesMap().forEach((value: Message, key: string) => {
    inputDependencies[key] = value.getUrnsList().map(nameOf);
  });
  return {
    urn,
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: nameOf(request.getParent()),
    inputs: plain(request.getObject().toJavaScript()),
    dependencies: request.getDependenciesList().map(nameOf),
    inputDependencies,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    createTimeout: request.getCustomtimeouts()?.getCreate() ?? "",
  };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1)!;
}

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Takes secrets out of their envelopes and marks them: `[secret] value`. */
// biome-ignore lint/suspicious/noExplicitAny: any JSON value
function plain(value: any): any {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  if (value[SIGNATURE] === SECRET) return `[secret] ${value.value}`;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** Outputs that AWS computes, recognisable by the name of their resource. */
function computed(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
  const always = { arn: `arn:${name}`, name: inputs.name ?? `${name}-0000000` };
  switch (type) {
    case "awsx:ec2:Vpc":
      return {
        vpcId: "vpc-1",
        publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
        privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
        routeTables: [{ id: "rtb-public-1" }, { id: "rtb-private-1" }],
      };
    case "aws:acm/certificate:Certificate":
      return {
        ...always,
        domainValidationOptions: [
          { resourceRecordName: "_proof.", resourceRecordType: "CNAME", resourceRecordValue: "_value." },
        ],
      };
    case "aws:lb/loadBalancer:LoadBalancer":
      return { ...always, arnSuffix: "app/alb/1", dnsName: "alb.elb.amazonaws.com", zoneId: "ZALB" };
    case "aws:lb/targetGroup:TargetGroup":
      return { ...always, arnSuffix: "targetgroup/1" };
    case "aws:route53/record:Record":
      return { fqdn: inputs.name };
    case "aws:secretsmanager/secretVersion:SecretVersion":
      return { versionId: "version-1" };
    case "aws:rds/instance:Instance":
      return { ...always, address: "db.internal", identifier: `${name}-0000000` };
    case "aws:elasticache/replicationGroup:ReplicationGroup":
      return { ...always, primaryEndpointAddress: "cache.internal" };
    case "aws:s3/bucket:Bucket":
      return { ...always, bucket: `${name}-0000000` };
    case "random:index/randomPassword:RandomPassword":
      return { result: `result-of-${name}` };
    case "random:index/randomId:RandomId":
      return { hex: "0a1b2c3d" };
    default:
      return always;
  }
}

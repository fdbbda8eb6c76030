/** The engine's resource monitor, as a component in a provider uses it: straight over gRPC, without the SDK. */
import * as grpc from "@grpc/grpc-js";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import * as resource from "@pulumi/pulumi/proto/resource_pb";
import { type Properties, UNKNOWN } from "../../../pulumi/values";
import { propertiesOf, structOf } from "../../protocol/wire";

/** A child to register. */
export interface Registration {
  type: string;
  name: string;
  /** URN of the parent; empty for the root stack. */
  parent: string;
  custom: boolean;
  inputs: Properties;
  /** URNs of the resources that each input came from. */
  sources?: Record<string, Registered[]>;
  dependsOn?: Registered[];
  options: Options;
}

/** What the component's own options say about it and its children. */
export interface Options {
  /** Provider reference `urn::id` for the child's package; absent: the default provider of `version`. */
  provider?: string;
  providers?: Record<string, string>;
  version?: string;
  protect?: boolean;
  retainOnDelete?: boolean;
  deletedWith?: string;
  aliases?: resource.RegisterResourceRequest["getAliasesList"] extends () => infer T ? T : never;
  ignoreChanges?: string[];
  dependencies?: string[];
}

/** A registered resource; `id` is UNKNOWN in a preview that would create it. */
export interface Registered {
  urn: string;
  id: unknown;
  outputs: Properties;
}

export class Monitor {
  readonly #client: ResourceMonitorClient;

  constructor(address: string) {
    const limit = { "grpc.max_receive_message_length": 1024 * 1024 * 400 };
    this.#client = new ResourceMonitorClient(address, grpc.credentials.createInsecure(), limit);
  }

  close(): void {
    this.#client.close();
  }

  async register(registration: Registration): Promise<Registered> {
    const response = await this.#ask<resource.RegisterResourceResponse>((done) =>
      this.#client.registerResource(requestOf(registration), done),
    );
    const id = registration.custom ? response.getId() || UNKNOWN : undefined;
    return { urn: response.getUrn(), id, outputs: propertiesOf(response.getObject()) };
  }

  async registerOutputs(urn: string, outputs: Properties): Promise<void> {
    const request = new resource.RegisterResourceOutputsRequest();
    request.setUrn(urn);
    request.setOutputs(structOf(outputs));
    await this.#ask((done) => this.#client.registerResourceOutputs(request, done));
  }

  async invoke(token: string, args: Properties, options: Options): Promise<Properties> {
    const request = new resource.ResourceInvokeRequest();
    request.setTok(token);
    request.setArgs(structOf(args));
    request.setProvider(options.provider ?? "");
    request.setVersion(options.version ?? "");
    request.setAcceptresources(true);
    const response = await this.#ask<resource.ResourceInvokeResponse>((done) =>
      this.#client.invoke(request, done),
    );
    const failed = response.getFailuresList()[0];
    if (failed) throw new Error(`${token}: ${failed.getReason()}`);
    if (response.getUnknown()) throw new Error(`${token}: not known in this preview, as its provider is not`);
    return propertiesOf(response.getReturn());
  }

  #ask<T>(start: (done: (error: grpc.ServiceError | null, response: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      start((error, response) => (error ? reject(error) : resolve(response)));
    });
  }
}

function requestOf(registration: Registration): resource.RegisterResourceRequest {
  const { options } = registration;
  const request = new resource.RegisterResourceRequest();
  request.setType(registration.type);
  request.setName(registration.name);
  request.setParent(registration.parent);
  request.setCustom(registration.custom);
  request.setObject(structOf(registration.inputs));
  request.setAcceptsecrets(true);
  request.setAcceptresources(true);
  request.setSupportspartialvalues(true);
  request.setProvider(options.provider ?? "");
  request.setVersion(options.version ?? "");
  if (options.protect !== undefined) request.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) request.setRetainondelete(options.retainOnDelete);
  request.setDeletedwith(options.deletedWith ?? "");
  request.setAliasesList(options.aliases ?? []);
  request.setAliasspecs(true);
  request.setIgnorechangesList(options.ignoreChanges ?? []);
  for (const [name, reference] of Object.entries(options.providers ?? {}))
    request.getProvidersMap().set(name, reference);
  const urns = new Set([
    ...(options.dependencies ?? []),
    ...(registration.dependsOn ?? []).map((one) => one.urn),
  ]);
  for (const [property, sources] of Object.entries(registration.sources ?? {})) {
    const list = new resource.RegisterResourceRequest.PropertyDependencies();
    list.setUrnsList(sources.map((one) => one.urn));
    request.getPropertydependenciesMap().set(property, list);
    for (const one of sources) urns.add(one.urn);
  }
  request.setDependenciesList([...urns]);
  return request;
}

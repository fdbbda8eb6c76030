/** A provider for tests: a server on a world file of its own, and a client that speaks the engine's protocol to it. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { Properties } from "../../pulumi/values";
import { propertiesOf, structOf } from "../../sandbox/protocol/wire";
import { type Served, type ServeOptions, serve } from "../../sandbox/server";
import { readWorld } from "../../sandbox/store";
import type { Fault } from "../../sandbox/world/faults";
import type { World } from "../../sandbox/world/world";

export const urnOf = (type: string, name: string) => `urn:pulumi:dev::tandem::${type}::${name}`;

export class TestProvider {
  static async start(options: Partial<ServeOptions> = {}): Promise<TestProvider> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tandem-sandbox-"));
    const files = {
      worldFile: path.join(folder, "world.json"),
      faultsFile: path.join(folder, "faults.json"),
    };
    return new TestProvider(folder, files, await serve({ ...files, patienceMs: 0, ...options }));
  }

  readonly client: ResourceProviderClient;

  private constructor(
    readonly folder: string,
    readonly files: { worldFile: string; faultsFile: string },
    readonly served: Served,
  ) {
    this.client = new ResourceProviderClient(`127.0.0.1:${served.port}`, grpc.credentials.createInsecure(), {
      "grpc.use_local_subchannel_pool": 1,
    });
  }

  /** A second provider of the same server: a connection of its own, as the engine opens one for each. */
  another(): TestProvider {
    return new TestProvider(this.folder, this.files, this.served);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.served.close();
    fs.rmSync(this.folder, { recursive: true });
  }

  world(): World {
    return readWorld(this.files.worldFile)!;
  }

  worldText(): string {
    return fs.readFileSync(this.files.worldFile, "utf8");
  }

  faults(...faults: Fault[]): void {
    fs.writeFileSync(this.files.faultsFile, JSON.stringify(faults));
  }

  async configure(args: Properties, urn?: string): Promise<pb.ConfigureResponse> {
    const request = new pb.ConfigureRequest().setArgs(structOf(args));
    if (urn !== undefined) request.setUrn(urn);
    return ask((done) => this.client.configure(request, done));
  }

  async check(type: string, name: string, news: Properties, olds: Properties = {}, seed = "c2VlZA==") {
    const request = new pb.CheckRequest().setUrn(urnOf(type, name)).setName(name).setRandomseed(seed);
    request.setNews(structOf(news)).setOlds(structOf(olds));
    const response = await ask<pb.CheckResponse>((done) => this.client.check(request, done));
    const failures = response.getFailuresList().map((one) => `${one.getProperty()}: ${one.getReason()}`);
    return { inputs: propertiesOf(response.getInputs()), failures };
  }

  async diff(type: string, name: string, olds: Properties, news: Properties) {
    const request = new pb.DiffRequest()
      .setUrn(urnOf(type, name))
      .setOldInputs(structOf(olds))
      .setNews(structOf(news));
    const response = await ask<pb.DiffResponse>((done) => this.client.diff(request, done));
    return {
      changed: response.getDiffsList(),
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(type: string, name: string, inputs: Properties, preview = false) {
    const request = new pb.CreateRequest()
      .setUrn(urnOf(type, name))
      .setPreview(preview)
      .setProperties(structOf(inputs));
    const response = await ask<pb.CreateResponse>((done) => this.client.create(request, done));
    return { id: response.getId(), outputs: propertiesOf(response.getProperties()) };
  }

  async update(type: string, name: string, id: string, olds: Properties, news: Properties, preview = false) {
    const request = new pb.UpdateRequest().setUrn(urnOf(type, name)).setId(id).setPreview(preview);
    request.setOlds(structOf(olds)).setNews(structOf(news));
    const response = await ask<pb.UpdateResponse>((done) => this.client.update(request, done));
    return propertiesOf(response.getProperties());
  }

  async read(type: string, name: string, id: string, inputs: Properties, outputs: Properties) {
    const request = new pb.ReadRequest().setUrn(urnOf(type, name)).setId(id);
    request.setInputs(structOf(inputs)).setProperties(structOf(outputs));
    const response = await ask<pb.ReadResponse>((done) => this.client.read(request, done));
    return {
      id: response.getId(),
      inputs: propertiesOf(response.getInputs()),
      outputs: propertiesOf(response.getProperties()),
    };
  }

  async delete(type: string, name: string, id: string, outputs: Properties = {}): Promise<void> {
    const request = new pb.DeleteRequest()
      .setUrn(urnOf(type, name))
      .setId(id)
      .setProperties(structOf(outputs));
    await ask((done) => this.client.delete(request, done));
  }
}

/** One call; rejects with the engine's view of the error. */
export function ask<T>(
  start: (done: (error: grpc.ServiceError | null, response: T) => void) => void,
): Promise<T> {
  return new Promise((resolve, reject) =>
    start((error, response) => (error ? reject(error) : resolve(response))),
  );
}

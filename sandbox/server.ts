/**
 * The stand-in provider: one gRPC server for aws, awsx and random. The engine attaches to it by
 * `PULUMI_DEBUG_PROVIDERS="aws:PORT,awsx:PORT,random:PORT"`. It serves the raw protocol and does not load the SDK, which
 * would take longer to load than everything here.
 */
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { reveal } from "../pulumi/values";
import { type AwsConfig, accountRefusal, awsConfig } from "./provider/configure";
import { construct } from "./provider/construct";
import { invoke } from "./provider/invoke";
import { isRandom, RandomResources } from "./provider/random-resources";
import { Resources } from "./provider/resources";
import { propertiesOf, structOf } from "./provider/wire";
import { type Call, type ServeOptions, WorldLink } from "./provider/world-link";
import { changeWorld, sweep } from "./store";
import { WorldError } from "./world/world";

export type { ServeOptions } from "./provider/world-link";

/** A running server. */
export interface Served {
  /** Port on the loopback interface. */
  port: number;
  /** Ends hanging operations and the server. */
  close(): Promise<void>;
  /** Milliseconds since the epoch of the last call. */
  lastCall(): number;
}

/** One server stands for three packages, and the engine warns of a plugin older than the SDK: so, newer than any. */
const VERSION = "9999.0.0";

type Handler = (call: Call) => unknown;

/** Starts the provider on a free loopback port. */
export async function serve(options: ServeOptions): Promise<Served> {
  const link = new WorldLink(options);
  const server = new grpc.Server({ "grpc.max_receive_message_length": 1024 * 1024 * 400 });
  let last = Date.now();
  const touched = () => {
    last = Date.now();
  };
  sweep(options.worldFile);
  const world = await changeWorld(options.worldFile, options, ({ accountId, region }) => ({
    accountId,
    region,
  }));
  const served = Object.entries(handlers(link, world)).map(([name, handler]) => [
    name,
    answer(handler, touched),
  ]);
  server.addService(ResourceProviderService, Object.fromEntries(served));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const close = async () => {
    link.cancel();
    server.forceShutdown();
  };
  return { port, close, lastCall: () => last };
}

function handlers(link: WorldLink, world: { accountId: string; region: string }): Record<string, Handler> {
  const configs = new Map<string, AwsConfig>();
  let latest = awsConfig({}, world.region);
  const configOf = (call: Call) => configs.get(call.getPeer()) ?? latest;
  const aws = new Resources(link, configOf);
  const random = new RandomResources(link);
  const of = (call: Call) => (isRandom(call.request.getUrn()) ? random : aws);
  return {
    handshake: () => handshake(),
    attach: () => new Empty(),
    cancel: () => {
      link.cancel();
      return new Empty();
    },
    getSchema: () =>
      new provider.GetSchemaResponse().setSchema(JSON.stringify({ name: "sandbox", version: "0.0.0" })),
    getPluginInfo: () => new PluginInfo().setVersion(VERSION),
    checkConfig: (call) => new provider.CheckResponse().setInputs(call.request.getNews()),
    diffConfig: (call) => aws.diffConfig(call),
    configure: (call) => {
      const args = propertiesOf((call.request as provider.ConfigureRequest).getArgs());
      const refusal = accountRefusal(args, world.accountId);
      if (refusal) throw new Error(refusal);
      latest = awsConfig(args, world.region);
      configs.set(call.getPeer(), latest);
      return configured();
    },
    check: (call) => of(call).check(call),
    diff: (call) => of(call).diff(call),
    create: (call) => of(call).create(call),
    read: (call) => of(call).read(call),
    update: (call) => aws.update(call),
    delete: async (call) => {
      await of(call).delete(call);
      return new Empty();
    },
    invoke: (call) => {
      const asked = reveal(propertiesOf(call.request.getArgs())) as { region?: string };
      const found = invoke(call.request.getTok(), asked.region ?? configOf(call).region, world.accountId);
      return new provider.InvokeResponse().setReturn(structOf(found));
    },
    construct: (call) => construct(call.request, awsVersion()),
  };
}

/** awsx registers its children with the version of aws that it was built with; ours is the one that we install. */
function awsVersion(): string {
  return require("@pulumi/aws/package.json").version;
}

function handshake(): provider.ProviderHandshakeResponse {
  return new provider.ProviderHandshakeResponse()
    .setAcceptSecrets(true)
    .setAcceptResources(true)
    .setAcceptOutputs(true)
    .setSupportsAutonamingConfiguration(false);
}

function configured(): provider.ConfigureResponse {
  return new provider.ConfigureResponse()
    .setAcceptsecrets(true)
    .setSupportspreview(true)
    .setAcceptresources(true)
    .setAcceptoutputs(true);
}

/** Turns a handler into a gRPC one. An error of the world is an answer; anything else is shown with its stack. */
function answer(handler: Handler, touched: () => void): grpc.handleUnaryCall<unknown, unknown> {
  return async (call, done) => {
    touched();
    try {
      done(null, await handler(call as Call));
    } catch (error) {
      const message = error instanceof WorldError || error instanceof Error ? error.message : String(error);
      done({ code: grpc.status.UNKNOWN, message });
    } finally {
      touched();
    }
  };
}

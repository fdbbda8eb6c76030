/**
 * The stand-in providers: one gRPC server for every package of `providers/`. The engine attaches to it by
 * `PULUMI_DEBUG_PROVIDERS="aws:PORT,awsx:PORT"` and so on. It serves the raw protocol and does not load the SDK, which
 * would take longer to load than everything here.
 */

import { isDeepStrictEqual } from "node:util";
import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { packageOf, typeOf } from "../pulumi/urn";
import { type Properties, reveal } from "../pulumi/values";
import { propertiesOf } from "./protocol/wire";
import { type Call, type ServeOptions, WorldLink } from "./protocol/world-link";
import { PROVIDERS } from "./providers";
import type { Home, Provider } from "./providers/provider";
import { changeWorld, sweep } from "./store";
import { WorldError } from "./world/world";

export type { ServeOptions } from "./protocol/world-link";

/** A running server. */
export interface Served {
  /** Port on the loopback interface. */
  port: number;
  /** Ends hanging operations and the server. */
  close(): Promise<void>;
  /** Milliseconds since the epoch of the last call. */
  lastCall(): number;
}

/** One server stands for several packages, and the engine warns of a plugin older than the SDK: so, newer than any. */
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

function handlers(link: WorldLink, home: Home): Record<string, Handler> {
  const made = Object.entries(PROVIDERS).map(([name, make]) => [name, make(link, home)] as const);
  const providers = new Map<string, Provider>(made);
  /** Asks the provider of a token's package. */
  const ask = (what: Exclude<keyof Provider, "configure">, token: string, call: Call): unknown => {
    const found = providers.get(packageOf(token));
    if (!found?.[what]) throw new Error(`the sandbox does not ${WORDS[what] ?? "serve"} ${token}`);
    return found[what](call);
  };
  const ofUrn = (what: Exclude<keyof Provider, "configure">) => (call: Call) =>
    ask(what, typeOf(call.request.getUrn()), call);
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
    diffConfig: (call) => diffConfig(call),
    configure: (call) => {
      const of = packageConfigured(call.request);
      for (const [name, one] of providers) if (of === undefined || of === name) one.configure?.(call);
      return configured();
    },
    check: ofUrn("check"),
    diff: ofUrn("diff"),
    create: ofUrn("create"),
    read: ofUrn("read"),
    update: ofUrn("update"),
    delete: async (call) => {
      await ofUrn("delete")(call);
      return new Empty();
    },
    invoke: (call) => ask("invoke", call.request.getTok(), call),
    construct: (call) => ask("construct", call.request.getType(), call),
  };
}

const WORDS: Partial<Record<keyof Provider, string>> = { invoke: "answer", construct: "construct" };

/** Whose provider is configured; an engine that does not say configures them all. */
function packageConfigured(request: provider.ConfigureRequest): string | undefined {
  const urn = request.getUrn();
  return urn ? typeOf(urn).split(":").at(-1) : undefined;
}

function diffConfig(call: Call): provider.DiffResponse {
  const request = call.request as provider.DiffRequest;
  const olds = reveal(propertiesOf(request.getOldInputs() ?? request.getOlds())) as Properties;
  const news = reveal(propertiesOf(request.getNews())) as Properties;
  const response = new provider.DiffResponse();
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = keys.filter((key) => !isDeepStrictEqual(olds[key], news[key]));
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
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

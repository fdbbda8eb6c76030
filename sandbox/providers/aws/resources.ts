/** The calls about one resource: check, diff, create, read, update, delete. */
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { fillWith } from "../../../aws/templates";
import { nameOf, typeOf } from "../../../pulumi/urn";
import { type Properties, reveal } from "../../../pulumi/values";
import { failure, propertiesOf, structOf } from "../../protocol/wire";
import type { Call, WorldLink } from "../../protocol/world-link";
import { create, destroy, read, update, type Write } from "../../world/operations";
import { check } from "./check";
import { comparable } from "./compare";
import type { AwsConfig } from "./configure";
import { diff } from "./diff";
import { outputsOf, ownOutputs, previewCreate, previewUpdate, restored, secretKeys } from "./outputs";
import { rowOf } from "./types";
import type { Entry } from "./types/row";

/** Calls about resources of the aws package. */
export class Resources {
  constructor(
    readonly link: WorldLink,
    readonly configOf: (call: Call) => AwsConfig,
  ) {}

  check(call: Call): provider.CheckResponse {
    const request = call.request as provider.CheckRequest;
    const name = request.getName() || nameOf(request.getUrn());
    const settings = { seed: request.getRandomseed_asB64(), region: this.configOf(call).region };
    const news = propertiesOf(request.getNews());
    const result = check(
      rowOf(typeOf(request.getUrn())),
      name,
      propertiesOf(request.getOlds()),
      news,
      settings,
    );
    const response = new provider.CheckResponse();
    response.setInputs(structOf(result.inputs));
    response.setFailuresList(result.failures.map(failure));
    return response;
  }

  diff(call: Call): provider.DiffResponse {
    const request = call.request as provider.DiffRequest;
    const row = rowOf(typeOf(request.getUrn()));
    const before = reveal(propertiesOf(request.getOldInputs() ?? request.getOlds())) as Properties;
    const after = reveal(propertiesOf(request.getNews())) as Properties;
    for (const key of request.getIgnorechangesList()) after[key] = before[key];
    const { olds, news } = comparable(row.schema, { olds: before, news: after }, this.configOf(call));
    const refused = row.refuseChange?.(olds, news);
    if (refused) throw new Error(refused);
    const found = diff(row, olds, news);
    const response = new provider.DiffResponse();
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    response.setChanges(found.changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(found.changed);
    response.setReplacesList(found.replaces);
    response.setDeletebeforereplace(found.deleteBeforeReplace);
    return response;
  }

  async create(call: Call): Promise<provider.CreateResponse> {
    const request = call.request as provider.CreateRequest;
    const write = this.#write(call, request.getUrn(), propertiesOf(request.getProperties()));
    const response = new provider.CreateResponse();
    if (request.getPreview()) {
      response.setProperties(structOf(previewCreate(write.row, write.news, write.own)));
      return response;
    }
    const made = await this.link.perform(call, { ...write.subject, op: "create", id: "" }, (world) =>
      create(world, { ...write.plain, now: Date.now() }),
    );
    response.setId(made.id);
    response.setProperties(structOf(outputsOf(write.row, write.news, made.computed)));
    return response;
  }

  async update(call: Call): Promise<provider.UpdateResponse> {
    const request = call.request as provider.UpdateRequest;
    const olds = propertiesOf(request.getOlds());
    const write = this.#write(call, request.getUrn(), propertiesOf(request.getNews()));
    const response = new provider.UpdateResponse();
    if (request.getPreview()) {
      response.setProperties(structOf(previewUpdate(write.row, olds, write.news, write.own)));
      return response;
    }
    const id = request.getId();
    const made = await this.link.perform(call, { ...write.subject, op: "update", id }, (world) =>
      update(world, worldName(write.row, id, olds), { ...write.plain, now: Date.now() }),
    );
    response.setProperties(structOf(outputsOf(write.row, write.news, made.computed)));
    return response;
  }

  async read(call: Call): Promise<provider.ReadResponse> {
    const request = call.request as provider.ReadRequest;
    const type = typeOf(request.getUrn());
    const row = rowOf(type);
    const known = [propertiesOf(request.getInputs()), propertiesOf(request.getProperties())];
    const id = request.getId();
    const found = await this.link.perform(call, { op: "read", urn: request.getUrn(), type, id }, (world) => {
      const held = read(world, type, worldName(row, id, known[1]!));
      return (
        held && {
          id: held.id,
          inputs: restored(world, held.inputs, known),
          outputs: restored(world, held.outputs, known),
        }
      );
    });
    const response = new provider.ReadResponse();
    if (!found) return response;
    response.setId(found.id);
    response.setInputs(structOf(found.inputs));
    response.setProperties(structOf(found.outputs));
    return response;
  }

  async delete(call: Call): Promise<void> {
    const request = call.request as provider.DeleteRequest;
    const type = typeOf(request.getUrn());
    const name = worldName(rowOf(type), request.getId(), propertiesOf(request.getProperties()));
    const subject = { op: "delete" as const, urn: request.getUrn(), type, id: request.getId() };
    await this.link.perform(call, subject, (world) => destroy(world, type, name, Date.now()));
  }

  #write(call: Call, urn: string, news: Properties) {
    const type = typeOf(urn);
    const inputs = reveal(news) as Properties;
    const config = this.configOf(call);
    const region = typeof inputs.region === "string" ? inputs.region : config.region;
    const row = rowOf(type);
    const own = ownOutputs(row, news, config);
    const held = reveal(own) as Properties;
    const plain: Omit<Write, "now"> = { urn, type, inputs, secrets: secretKeys(news), region, own: held };
    return { row, news, own, plain, subject: { urn, type } };
  }
}

/** What the world calls a resource that the state knows by `id` and `outputs`. */
function worldName({ identity: { key } }: Entry, id: string, outputs: Properties): string {
  const value = key && fillWith(key, (name) => reveal(outputs[name]));
  return typeof value === "string" ? value : id;
}

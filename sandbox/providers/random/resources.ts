/** The calls about the random provider's resources: logged and faulted like all others, but held by the state alone. */
import { isDeepStrictEqual } from "node:util";
import * as provider from "@pulumi/pulumi/proto/provider_pb";
import { typeOf } from "../../../pulumi/urn";
import { type Properties, reveal } from "../../../pulumi/values";
import { failure, propertiesOf, structOf } from "../../protocol/wire";
import type { Call, WorldLink } from "../../protocol/world-link";
import type { Provider } from "../provider";
import { RANDOM } from "./values";

export class RandomProvider implements Provider {
  constructor(readonly link: WorldLink) {}

  check(call: Call): provider.CheckResponse {
    const request = call.request as provider.CheckRequest;
    const news = propertiesOf(request.getNews());
    const missing = kindOf(request.getUrn()).required.filter((property) => news[property] === undefined);
    const response = new provider.CheckResponse();
    response.setInputs(structOf(news));
    response.setFailuresList(
      missing.map((property) => failure({ property, reason: `Missing required argument "${property}"` })),
    );
    return response;
  }

  diff(call: Call): provider.DiffResponse {
    const request = call.request as provider.DiffRequest;
    const olds = reveal(propertiesOf(request.getOldInputs() ?? request.getOlds())) as Properties;
    const news = reveal(propertiesOf(request.getNews())) as Properties;
    const keys = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
    const changed = keys.filter((key) => !isDeepStrictEqual(olds[key] ?? null, news[key] ?? null)).sort();
    const response = new provider.DiffResponse();
    const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(changed);
    response.setReplacesList(changed);
    return response;
  }

  async create(call: Call): Promise<provider.CreateResponse> {
    const request = call.request as provider.CreateRequest;
    const urn = request.getUrn();
    const news = propertiesOf(request.getProperties());
    const response = new provider.CreateResponse();
    const kind = kindOf(urn);
    if (request.getPreview()) {
      response.setProperties(structOf({ ...news, ...kind.preview }));
      return response;
    }
    const made = await this.link.perform(call, { op: "create", urn, type: typeOf(urn), id: "" }, () =>
      kind.make(reveal(news) as Properties),
    );
    response.setId(made.id);
    response.setProperties(structOf({ ...news, ...made.outputs }));
    return response;
  }

  async read(call: Call): Promise<provider.ReadResponse> {
    const request = call.request as provider.ReadRequest;
    const urn = request.getUrn();
    await this.link.perform(
      call,
      { op: "read", urn, type: typeOf(urn), id: request.getId() },
      () => undefined,
    );
    const response = new provider.ReadResponse();
    response.setId(request.getId());
    response.setInputs(request.getInputs());
    response.setProperties(request.getProperties());
    return response;
  }

  async delete(call: Call): Promise<void> {
    const request = call.request as provider.DeleteRequest;
    const urn = request.getUrn();
    await this.link.perform(
      call,
      { op: "delete", urn, type: typeOf(urn), id: request.getId() },
      () => undefined,
    );
  }
}

function kindOf(urn: string) {
  const kind = RANDOM[typeOf(urn)];
  if (!kind) throw new Error(`the sandbox does not serve ${typeOf(urn)}`);
  return kind;
}

/** bc1 with an OpenAI-compatible endpoint instead of Bedrock, and with no model for titles, tags and follow-ups. */
import * as assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { person } from "./browser";
import type { Connect } from "./connect";
import { Estate } from "./estate";
import { answer, newChat, say, signIn } from "./page";
import { USER, Visitor } from "./visitor";

const ENDPOINT = "https://models.example.com";
const KEY = "canary-of-the-endpoint-key-0123456789";
const MODEL = "gpt-4.1-mini";
const EMBEDDING_MODEL = "text-embedding-3-small";
const DOCUMENT = "The badge of the night watch is a blue heron, chosen in 1931.";

describe("bc1's Open WebUI with an OpenAI-compatible endpoint", () => {
  const estate = new Estate();
  let endpoint: Connect;
  let user: Visitor;
  let page: Page;

  before(async () => {
    const models = / {4}models:\n[\s\S]*? {6}modelId: .*/;
    await estate.deployed.editWithSecret([models, SETTINGS], "tandem:aiStream.models.apiKey", KEY);
    endpoint = await estate.startEndpoint(ENDPOINT);
    await estate.open();
    const { address } = await estate.startReplica("open-webui");
    assert.equal((await (await estate.admin(address)).add(USER)).status, 200);
    user = await Visitor.signIn(address, USER);
    page = await (await person(estate.browser)).newPage();
    await signIn(page, estate.url.href, USER);
  });
  after(() => estate.close());

  it("streams its answer to the page", async () => {
    await newChat(page, estate.url.href, MODEL);
    await say(page, "Good day to the endpoint");
    await answer(page).getByText("tick").waitFor();
    await estate.pictures.take(page, "endpoint");
    const [asked] = endpoint.posted("/v1/chat/completions");
    assert.equal(asked.model, MODEL);
    assert.equal(asked.messages.at(-1).content, "Good day to the endpoint");
  });

  it("asks nothing beside the answer", async () => {
    // What the chat before would ask besides has been asked when the next one is answered.
    await newChat(page, estate.url.href, MODEL);
    await say(page, "Good day again");
    await answer(page).getByText("tick").waitFor();
    assert.equal(endpoint.posted("/v1/chat/completions").length, 2);
  });

  it("answers from a document that the endpoint has embedded", async () => {
    const { body } = await user.upload("badges.txt", DOCUMENT);
    await user.processed(body.id);
    const files = [{ type: "file", id: body.id, name: "badges.txt" }];
    const messages = [{ role: "user", content: "What is the badge of the night watch?" }];
    const said = await user.post("/api/chat/completions", { model: MODEL, stream: false, messages, files });
    assert.equal(said.status, 200, JSON.stringify(said.body));
    assert.match(JSON.stringify(endpoint.posted("/v1/chat/completions").at(-1)), /blue heron/);
    const embedded = endpoint.posted("/v1/embeddings");
    assert.deepEqual([...new Set(embedded.map(({ model }) => model))], [EMBEDDING_MODEL]);
  });

  it("is asked with its own key, which stands in no log", () => {
    const keys = endpoint.passed.map(({ headers }) => headers.authorization);
    assert.deepEqual([...new Set(keys)], [`Bearer ${KEY}`]);
    for (const { part } of [estate.agents, ...estate.replicas])
      assert.ok(!part.log().includes(KEY), part.name);
  });
});

const SETTINGS = `    models:
      provider: openai
      baseUrl: ${ENDPOINT}/v1
      modelIds:
        - ${MODEL}
      embeddingModelId: ${EMBEDDING_MODEL}
    crews:
      modelId: ${MODEL}`;

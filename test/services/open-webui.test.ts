/**
 * bc1 as its users meet it: the real Open WebUI and the real agents service with the variables and secrets that bc1
 * gives them, through a browser and through the API. Pictures of each step: `.tandem/test-services/`.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { person } from "./browser";
import { Estate } from "./estate";
import { answer, newChat, say, signIn } from "./page";
import { isAsRecorded } from "./recorded";
import type { Service } from "./services";
import { USER, Visitor } from "./visitor";

const LITE = "amazon.nova-lite-v1:0";
const MICRO = "amazon.nova-micro-v1:0";
const HAIKU = "anthropic.claude-3-haiku-20240307-v1:0";
/** One pixel. */
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const DOCUMENT = "The badge of the night watch is a blue heron, chosen in 1931.";

interface Said {
  role: string;
}

describe("bc1's Open WebUI", () => {
  const estate = new Estate();
  let webUi: Service;
  let admin: Visitor;
  let user: Visitor;
  let context: BrowserContext;
  let page: Page;
  let tasks = 1;

  /** ECS's "recreate": the task ends, and one with the settings of now takes its place. */
  const next = async () => {
    await estate.stopReplica(webUi);
    webUi = await estate.startReplica(`open-webui-${++tasks}`);
    user = await Visitor.signIn(webUi.address, USER);
  };

  before(async () => {
    await estate.open();
    webUi = await estate.startReplica("open-webui");
    context = await person(estate.browser);
    page = await context.newPage();
  });
  afterEach(async function () {
    if (this.currentTest?.state === "failed") await estate.pictures.take(page, "failed");
  });
  after(() => estate.close());

  describe("to strangers", () => {
    it("shows a page to sign in, and none to sign up", async () => {
      await page.goto(estate.url.href);
      await page.locator("input[type=password]").waitFor();
      await estate.pictures.take(page, "stranger");
      assert.equal(await page.getByText("Sign up").count(), 0);
    });

    it("opens no account, whoever asks first", async () => {
      assert.equal((await new Visitor(webUi.address).signUp()).status, 403);
    });
  });

  describe("to its admin", () => {
    it("is open from the first start, with the password of the secret", async () => {
      admin = await estate.admin(webUi.address);
      assert.equal((await admin.get("/api/v1/auths/")).body.role, "admin");
    });

    it("takes a user, but none with a password that is too short", async () => {
      const short = await admin.add({ ...USER, password: "a" });
      assert.equal(short.status, 400);
      const added = await admin.add(USER);
      assert.equal(added.status, 200, JSON.stringify(added.body));
    });
  });

  describe("to a user", () => {
    before(async () => {
      user = await Visitor.signIn(webUi.address, USER);
      await signIn(page, estate.url.href, USER);
      await estate.pictures.take(page, "signed-in");
    });

    it("shows echo, the models of the config and the crews, and no other", async () => {
      assert.deepEqual(await user.models(), [LITE, MICRO, "cloudops-crew", "echo", "finops-crew"].toSorted());
    });

    for (const model of [LITE, MICRO, "echo"]) {
      it(`streams an answer of ${model} to the page`, async () => {
        await newChat(page, estate.url.href, model);
        await say(page, `Good day to ${model}`);
        await answer(page).getByText(`Good day to ${model}`).waitFor();
        await estate.pictures.take(page, `chat-${model.replaceAll(/\W/g, "-")}`);
      });
    }

    it("lets the cheap model write titles, tags and follow-ups", async () => {
      const asked = await estate.askedOfBedrock(({ text }) => text.includes("### Task:"));
      assert.ok(asked.length > 0, "a task was asked for");
      assert.deepEqual([...new Set(asked.map(({ model }) => model))], [MICRO]);
    });

    it("lets a model call a tool of the page", async () => {
      await newChat(page, estate.url.href, LITE);
      await say(page, `Please call get_current_timestamp {} and call calculate_timestamp {"days_ago": 3}`);
      await answer(page).getByText("the tool said:").waitFor();
      await estate.pictures.take(page, "tool");
    });

    it("lets a crew tell what a second NAT gateway would cost, by the figure of `tandem cost`", async () => {
      const { document } = JSON.parse((await estate.publishReports())["bc1/cost.json"]!);
      const [gateway] = document.lines.filter(({ item }: { item: string }) => item === "nat-gateway-hour");
      const figure = `$${gateway.usd.toFixed(2)}`;
      await newChat(page, estate.url.href, "finops-crew");
      const tool = `call cost_of_one_more {"environment": "bc1", "item": "NAT gateway"}`;
      await say(page, `What would a second NAT gateway cost? ${tool}`);
      await answer(page).getByText("Figures used").waitFor();
      await estate.pictures.take(page, "crew");
      assert.ok((await answer(page).innerText()).includes(`${figure}: one more NatGateway`), figure);
    });

    it("shows a picture to a model that takes pictures", async () => {
      await newChat(page, estate.url.href, LITE);
      const picture = { name: "dot.png", mimeType: "image/png", buffer: Buffer.from(DOT, "base64") };
      await page.locator("input[type=file]").first().setInputFiles(picture);
      await page.locator("#message-input-container img").waitFor();
      await say(page, "What is in this picture?");
      await answer(page).getByText("What is in this picture?").waitFor();
      const asked = await estate.askedOfBedrock(({ text }) => text.includes('"image":'));
      assert.ok(asked.length > 0, "Bedrock got it");
    });

    it("is sent by the page what the agents' tests send", () => {
      const posted = estate.connect.posted("/v1/chat/completions");
      const withRole = (role: string) =>
        posted.find(({ messages }) => messages.some((one: Said) => one.role === role));
      const picture = posted.find(({ messages }) => JSON.stringify(messages).includes("image_url"));
      isAsRecorded(
        "first-message",
        posted.find(({ model, tools }) => model === LITE && tools),
      );
      isAsRecorded("tool-results", withRole("tool"));
      isAsRecorded("image", picture);
      isAsRecorded(
        "title",
        posted.find(({ model, tools }) => model === MICRO && !tools),
      );
    });

    it("answers from a document, with embeddings from the agents", async () => {
      const { status, body } = await user.upload("badges.txt", DOCUMENT);
      assert.equal(status, 200, JSON.stringify(body));
      await user.processed(body.id);
      const files = [{ type: "file", id: body.id, name: "badges.txt" }];
      const messages = [{ role: "user", content: "What is the badge of the night watch?" }];
      const said = await user.post("/api/chat/completions", { model: LITE, stream: false, messages, files });
      assert.equal(said.status, 200, JSON.stringify(said.body));
      assert.match(JSON.stringify(said.body), /blue heron/);
      const embedded = await estate.askedOfBedrock(({ operation }) => operation === "invoke");
      assert.ok(embedded.some(({ model }) => model === estate.variables("ai-agents").EMBEDDING_MODEL_ID));
    });
  });

  describe("when its task is replaced", () => {
    it("still has the file that was uploaded", async () => {
      const { body } = await user.get("/api/v1/files/");
      await next();
      const [file] = Array.isArray(body) ? body : body.items;
      const content = await user.get(`/api/v1/files/${file.id}/content`);
      assert.equal(content.body, DOCUMENT);
    });

    it("lets strangers sign up no more than before", async () => {
      assert.equal((await new Visitor(webUi.address).signUp()).status, 403);
    });
  });

  describe("when its settings change", () => {
    it("follows them with the next task, whatever the first start kept", async () => {
      await estate.deployed.up([`- ${MICRO}`, `- ${MICRO}\n        - ${HAIKU}`]);
      await estate.replaceAgents();
      await next();
      assert.ok((await user.models()).includes(HAIKU));
    });

    it("takes the next password of the database, while the old task lives on what it has open", async () => {
      const before = estate.variables("ai-open-webui").DATABASE_URL;
      await estate.deployed.up(["passwordVersion: 1", "passwordVersion: 2"]);
      const url = new URL(estate.variables("ai-open-webui").DATABASE_URL!);
      assert.notEqual(url.href, before);
      estate.database.query(`ALTER ROLE ${url.username} PASSWORD '${url.password}'`);
      assert.ok((await user.models()).includes(LITE));
      await next();
      assert.ok((await user.models()).includes(LITE));
    });

    it("takes the next key of the agents, who refuse the one before", async () => {
      await estate.deployed.up(["keyVersion: 1", "keyVersion: 2"]);
      await estate.replaceAgents();
      const hello = { model: LITE, stream: false, messages: [{ role: "user", content: "hello" }] };
      assert.notEqual((await user.post("/api/chat/completions", hello)).status, 200);
      await next();
      assert.equal((await user.post("/api/chat/completions", hello)).status, 200);
    });
  });

  describe("when it is told to end", () => {
    const stalled = async () => {
      const messages = [{ role: "user", content: "please stall" }];
      const { first } = await user.open("/api/chat/completions", { model: LITE, stream: true, messages });
      assert.match(await first(), /^data:/);
    };

    it("ends by itself although an answer streams", async () => {
      await stalled();
      await next();
      assert.ok((await user.models()).includes(LITE));
    });

    it("goes on when the agents end in the middle of an answer", async () => {
      await stalled();
      await estate.replaceAgents();
      assert.ok((await user.models()).includes(LITE));
    });
  });

  describe("when its database is gone", () => {
    it("stays healthy, as another task would not help, says that it is not ready, and comes back", async () => {
      const status = async (path: string) => (await fetch(webUi.address + path)).status;
      await estate.database.goAway();
      assert.equal(await status("/health"), 200);
      assert.equal(await status("/ready"), 503);
      await estate.database.comeBack();
      while ((await status("/ready")) !== 200);
      assert.ok((await user.models()).includes(LITE));
    });
  });

  describe("in its logs, and in the agents'", () => {
    it("has no key, no password, no prompt and no text of a document", () => {
      const secrets = ["ai-open-webui", "ai-agents"].flatMap((service) => estate.deployed.secretsOf(service));
      // Of an address, what is secret in it.
      const keys = secrets.map((value) => (URL.canParse(value) ? new URL(value).password : value));
      assert.ok(new Set(keys).size >= 4 && keys.every((key) => key.length >= 16), String(keys.length));
      const canaries = [...keys, "Good day to", "blue heron", USER.password];
      for (const file of fs.readdirSync(estate.folder, { recursive: true, encoding: "utf8" })) {
        if (!file.endsWith(".log") || /^(s3|bedrock)/.test(file)) continue;
        const log = fs.readFileSync(path.join(estate.folder, file), "utf8");
        assert.deepEqual(
          canaries.filter((canary) => log.includes(canary)),
          [],
          file,
        );
      }
    });
  });
});

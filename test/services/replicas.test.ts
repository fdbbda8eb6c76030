/** Two replicas of bc1's Open WebUI, as people meet them: through a balancer that sends each request to the next one. */
import * as assert from "node:assert/strict";
import { Balancer } from "./balancer";
import { openBrowser, person } from "./browser";
import { Estate } from "./estate";
import { answered, newChat, say, signIn } from "./page";
import { Part } from "./part";
import { openWebUi } from "./services";
import { USER, Visitor } from "./visitor";

const MODEL = "amazon.nova-lite-v1:0";

describe("Two replicas of bc1's Open WebUI", () => {
  const estate = new Estate();

  before(async () => {
    await estate.open(
      ["budgetCapUsd: 180", "budgetCapUsd: 400"],
      ["replicas: 1 ", "replicas: 2 "],
      [/^ {4}postgres:$/m, "    redis: {}\n    postgres:"],
    );
    await estate.startReplica("open-webui");
    // The second service: it changes no schema, and starts when the first is up.
    await estate.startReplica("open-webui-more", {}, "ai-open-webui-more");
    const admin = await estate.admin(estate.replicas[0]!.address);
    assert.equal((await admin.add(USER)).status, 200);
  });
  after(() => estate.close());

  it("differ only in who may change the schema", () => {
    const [first, more] = ["ai-open-webui", "ai-open-webui-more"].map((service) =>
      estate.deployed.task(service),
    );
    assert.deepEqual(
      Object.keys(first!).filter((name) => first![name] !== more![name]),
      ["ENABLE_DB_MIGRATIONS"],
    );
  });

  it("have an order: on a database without a schema the second one ends, and makes none", async () => {
    const url = new URL(estate.deployed.task("ai-open-webui").DATABASE_URL!);
    estate.database.query(`CREATE DATABASE empty OWNER ${url.username}`);
    const variables = estate.variables("ai-open-webui-more");
    const DATABASE_URL = variables.DATABASE_URL!.replace(/\/[^/]*$/, "/empty");
    const { start } = await openWebUi(estate.python, estate.disk("too-early"), {
      ...variables,
      DATABASE_URL,
    });
    const early = Part.spawn("too-early", estate.disk("too-early"), start);
    estate.later(() => early.stop("SIGKILL"));
    assert.notEqual(await early.ended, 0);
    assert.equal(estate.database.query("SELECT to_regclass('public.user') IS NULL", "empty"), "t");
  });

  it("serve one page together, a request here and a request there", async () => {
    const page = await (await person(estate.browser)).newPage();
    await signIn(page, estate.url.href, USER);
    await newChat(page, estate.url.href, MODEL);
    await say(page, "Good day to both");
    await answered(page, "You said: Good day to both");
    await estate.pictures.take(page, "both");
  });

  it("show on the one what was said on the other", async () => {
    const [here, there] = estate.replicas;
    const saying = await only(here!.address);
    await newChat(saying.page, estate.url.href, MODEL);
    await say(saying.page, "A word for the other one");
    await answered(saying.page, "You said: A word for the other one");
    const seeing = await only(there!.address);
    await seeing.page.goto(saying.page.url());
    await answered(seeing.page, "You said: A word for the other one");
    await estate.pictures.take(seeing.page, "the-other");
  });

  it("take one session: who signed in on the one is known on the other", async () => {
    const [here, there] = estate.replicas;
    const { token } = await Visitor.signIn(here!.address, USER);
    const visitor = new Visitor(there!.address);
    visitor.token = token;
    assert.equal((await visitor.get("/api/v1/auths/")).status, 200);
  });

  it("drift by what an admin changes: it holds in the one that was asked, and in no other", async () => {
    const [here, there] = await Promise.all(estate.replicas.map(({ address }) => estate.admin(address)));
    const banner = {
      id: "1",
      type: "info",
      title: "Maintenance",
      content: "",
      dismissible: true,
      timestamp: 0,
    };
    assert.equal((await here!.post("/api/v1/configs/banners", { banners: [banner] })).status, 200);
    const shown = async (admin: Visitor) => (await admin.get("/api/v1/configs/banners")).body.length;
    assert.deepEqual([await shown(here!), await shown(there!)], [1, 0]);
  });

  /** A browser, signed in, that reaches this replica only. */
  async function only(address: string) {
    const balancer = await Balancer.start(estate.certificates);
    balancer.replicas.push(address);
    const browser = await openBrowser(estate.url.hostname, balancer.port);
    estate.later(() => balancer.close());
    estate.later(() => browser.close());
    const page = await (await person(browser)).newPage();
    await signIn(page, estate.url.href, USER);
    return { page };
  }
});

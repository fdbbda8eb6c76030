/** The first start, whatever becomes of the model hub that the image would ask: bc1's settings need none. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { Estate } from "./estate";
import { freePort, packagesOf } from "./part";

/** The image has this package; here a stand-in takes its place. */
const IMAGE = path.join(__dirname, "python", "standins");

describe("The first start of bc1's Open WebUI", () => {
  const estate = new Estate();
  /** Takes every connection, and says nothing: as a firewall that drops packets. */
  const silent = net.createServer();
  let asked: Promise<never>;
  let silentPort: number;

  before(async () => {
    await estate.open();
    asked = new Promise((_, reject) => {
      silent.on("connection", () => reject(new Error("the model hub was asked")));
    });
    asked.catch(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    silentPort = (silent.address() as net.AddressInfo).port;
  });
  after(async () => {
    silent.close();
    await estate.close();
  });

  const first = async (name: string, hub: string) => {
    const service = await estate.startReplica(name, { HF_ENDPOINT: hub, PYTHONPATH: IMAGE });
    assert.doesNotMatch(service.part.log(), /Error loading|model snapshot path/);
    await estate.stopReplica(service);
  };

  it("is given no variable that this release does not know", () => {
    const folder = path.join(packagesOf(estate.python), "open_webui");
    const sources = fs
      .readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".py"))
      .map((file) => fs.readFileSync(path.join(folder, file), "utf8"));
    const unknown = Object.keys(estate.deployed.task("ai-open-webui")).filter(
      // uvicorn reads its own, by their prefix.
      (name) => !name.startsWith("UVICORN_") && !sources.some((text) => text.includes(`'${name}'`)),
    );
    assert.deepEqual(unknown, []);
  });

  it("needs no model hub", async () => {
    await first("no-hub", `http://127.0.0.1:${await freePort()}`);
  });

  it("waits for no name of a model hub", async () => {
    await first("unknown-hub", "https://hub.invalid");
  });

  it("does not hang at a model hub that is silent", async () => {
    await Promise.race([first("silent-hub", `http://127.0.0.1:${silentPort}`), asked]);
  });

  it("is followed by a patience that ends: an answer that falls silent is given up, before the agents do it", async () => {
    // Six minutes as deployed: here two seconds, by the same variable.
    const patience = { AIOHTTP_CLIENT_STREAM_IDLE_TIMEOUT: "2" };
    const service = await estate.startReplica("impatient", patience);
    const admin = await estate.admin(service.address);
    const messages = [{ role: "user", content: "please stall" }];
    const asked = { model: "amazon.nova-lite-v1:0", stream: true, messages };
    const { body } = await admin.post("/api/chat/completions", asked);
    assert.match(body, /"You "/);
    assert.match(body, /Chat completion stream failed/);
    assert.doesNotMatch(body, /took too long/);
  });
});

/** What bc1 shuts in Open WebUI, asked of the real one. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as net from "node:net";
import * as path from "node:path";
import { Estate } from "./estate";
import type { Service } from "./services";
import { USER, Visitor } from "./visitor";

/** Where ECS hands out the credentials of a task's role ("Task IAM role" in its documentation). */
const CREDENTIALS = "169.254.170.2";

describe("bc1's Open WebUI, closed by default", () => {
  const estate = new Estate();
  let webUi: Service;
  let admin: Visitor;
  let user: Visitor;

  before(async () => {
    await estate.open();
    webUi = await estate.startReplica("open-webui");
    admin = await estate.admin(webUi.address);
    assert.equal((await admin.add(USER)).status, 200);
    user = await Visitor.signIn(webUi.address, USER);
  });
  after(() => estate.close());

  it("offers nothing in its page of what is off", async () => {
    const { body } = await admin.get("/api/config");
    const off = [
      "enable_admin_analytics",
      "enable_admin_chat_access",
      "enable_admin_export",
      "enable_api_keys",
      "enable_automations",
      "enable_community_sharing",
      "enable_direct_connections",
      "enable_plugins",
      "enable_public_active_users_count",
      "enable_signup",
      "enable_user_webhooks",
      "enable_version_update_check",
    ];
    assert.deepEqual(
      off.map((feature) => [feature, body.features[feature]]),
      off.map((feature) => [feature, false]),
    );
  });

  describe("to the internet", () => {
    it("sends the headers that keep other sites out", async () => {
      const { headers } = await fetch(webUi.address);
      assert.match(headers.get("strict-transport-security") ?? "", /max-age=31536000/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("x-frame-options"), "SAMEORIGIN");
      assert.equal(headers.get("referrer-policy"), "same-origin");
    });

    it("asks nobody for a newer version of itself", async () => {
      // Who asks and is not answered gets null.
      const { body } = await user.get("/api/version/updates");
      assert.equal(body.latest, body.current);
    });

    it("hands out no chats for the community's site", async () => {
      assert.equal((await user.get("/api/v1/chats/stats/export")).status, 401);
    });
  });

  it("fetches no page for a user from where only its task gets", async () => {
    let reached = 0;
    const inside = net.createServer((socket) => {
      reached++;
      socket.end("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 6\r\n\r\ninside");
    });
    await new Promise<void>((resolve) => inside.listen(0, "127.0.0.1", resolve));
    const { port } = inside.address() as net.AddressInfo;
    const hosts = [`127.0.0.1:${port}`, `localhost:${port}`, `[::ffff:127.0.0.1]:${port}`, CREDENTIALS];
    try {
      for (const host of hosts) {
        for (const route of ["url", "web"]) {
          const page = { url: `http://${host}/` };
          const { status } = await user.post(`/api/v1/retrieval/process/${route}`, page);
          assert.equal(status, 400, `${route} ${host}`);
        }
      }
      assert.equal(reached, 0);
      assert.match(webUi.part.log(), new RegExp(`Blocked non-global address: ${CREDENTIALS}`));
    } finally {
      inside.close();
    }
  });

  describe("to its admin", () => {
    it("runs no plugin, whose Python would have the task's role", async () => {
      const trace = path.join(estate.folder, "plugin-ran");
      const content = `open(${JSON.stringify(trace)}, "w").close()\nclass Pipe:\n  pass\n`;
      const plugin = { id: "own", name: "Own", content, meta: { description: "" } };
      assert.equal((await admin.post("/api/v1/functions/create", plugin)).status, 400);
      assert.ok(!fs.existsSync(trace));
    });

    it("makes no key that never ends", async () => {
      assert.equal((await admin.post("/api/v1/auths/api_key", {})).status, 403);
    });

    it("exports not all chats at once", async () => {
      assert.equal((await admin.get("/api/v1/chats/all/db")).status, 401);
    });

    it("shows no chats of others, nor analytics, which hand them out", async () => {
      const { body } = await user.get("/api/v1/auths/");
      assert.equal((await admin.get(`/api/v1/chats/list/user/${body.id}`)).status, 401);
      // Not the messages, but the page that every unknown path leads to.
      assert.match((await admin.get("/api/v1/analytics/messages")).body, /^<!doctype html>/i);
    });

    it("lists no files of others", async () => {
      const { body } = await user.upload("mine.txt", "nobody else's");
      assert.ok(body.id, JSON.stringify(body));
      assert.deepEqual((await admin.get("/api/v1/files/")).body.items, []);
    });
  });

  describe("to users", () => {
    it("lets a token live for a day", async () => {
      const { exp, iat } = JSON.parse(Buffer.from(user.token.split(".")[1]!, "base64url").toString());
      // The two are read from the clock one after the other.
      assert.ok(Math.abs(exp - iat - 24 * 60 * 60) <= 1, String(exp - iat));
    });

    it("takes no file over the limit", async () => {
      const megabytes = Number(estate.variables("ai-open-webui").RAG_FILE_MAX_SIZE);
      const { status } = await user.upload("big.txt", "x".repeat(megabytes * 1024 * 1024 + 1));
      assert.equal(status, 413);
    });
  });

  describe("with sign-up by approval", () => {
    let stranger: Visitor;

    before(async () => {
      await estate.deployed.up(["signUp: closed", "signUp: approval"]);
      await estate.stopReplica(webUi);
      webUi = await estate.startReplica("open-webui-2");
      admin = await estate.admin(webUi.address);
      stranger = new Visitor(webUi.address);
    });

    it("opens an account that can do nothing", async () => {
      assert.equal((await stranger.signUp()).body.role, "pending");
      assert.equal((await stranger.get("/api/models")).status, 401);
    });

    it("shows the models to it when an admin has approved it", async () => {
      const { id } = (await stranger.get("/api/v1/auths/")).body;
      const { status } = await admin.post(`/api/v1/users/${id}/update`, { role: "user" });
      assert.equal(status, 200);
      const seen = await stranger.models();
      const named = estate.variables("ai-agents").MODEL_IDS!.split(",");
      assert.deepEqual(
        named.filter((model) => !seen.includes(model)),
        [],
      );
    });
  });
});

/** What Open WebUI is told: who comes in, what it may ask of whom, and what is closed. */
import assert from "node:assert/strict";
import * as fs from "node:fs";
import type { EcsAiStreamArgs } from "../../../components/ecs-ai-stream/args";
import { AGENTS_SILENCE_SECONDS } from "../../../components/ecs-ai-stream/models";
import { openWebUiVariables } from "../../../components/ecs-ai-stream/open-webui-variables";
import { resolve } from "../../../components/ecs-ai-stream/settings";
import { IDLE_TIMEOUT_SECONDS } from "../../../components/fargate-service/service";
import { EVERYTHING, STREAM_ARGS } from "./stream-args";

function variables(args: Partial<EcsAiStreamArgs> = {}): Record<string, string> {
  return openWebUiVariables(resolve({ ...STREAM_ARGS, ...args }));
}

/** Those of the variables, in this order. */
function values(of: Record<string, string>, ...names: string[]): (string | undefined)[] {
  return names.map((name) => of[name]);
}

describe("Accounts of Open WebUI", () => {
  const openWebUi = STREAM_ARGS.openWebUi;

  it("begin with the admin, and nobody registers", () => {
    assert.deepEqual(values(variables(), "WEBUI_ADMIN_EMAIL", "ENABLE_SIGNUP"), [
      "admin@example.com",
      "False",
    ]);
  });

  it("wait for an admin's approval, however they come in", () => {
    for (const args of [
      {},
      { openWebUi: { ...openWebUi, signUp: "approval" as const } },
      { openWebUi: EVERYTHING.openWebUi, redis: {} },
    ]) {
      assert.equal(variables(args).DEFAULT_USER_ROLE, "pending");
    }
  });

  it("may be asked for by anyone where approval is asked for", () => {
    assert.equal(variables({ openWebUi: { ...openWebUi, signUp: "approval" } }).ENABLE_SIGNUP, "True");
  });

  it("have passwords whose rule is length, and that a generated one fulfils", () => {
    const rule = new RegExp(variables().PASSWORD_VALIDATION_REGEX_PATTERN!);
    assert.equal(variables().ENABLE_PASSWORD_VALIDATION, "True");
    assert.deepEqual(
      ["a", "hunter2hunt", "correct horse battery", "a".repeat(32)].map((one) => rule.test(one)),
      [false, false, true, true],
    );
  });

  it("come by single sign-on from the domains named, and never into an account that is there", () => {
    const of = variables({ openWebUi: EVERYTHING.openWebUi, redis: {} });
    const named = Object.entries(of).filter(([name]) => /OAUTH|OPENID/.test(name));
    assert.deepEqual(Object.fromEntries(named), {
      OPENID_PROVIDER_URL: "https://id.example.com/realms/staff/.well-known/openid-configuration",
      OPENID_REDIRECT_URI: "https://ai.example.com/oauth/oidc/login/callback",
      OAUTH_CLIENT_ID: "open-webui",
      ENABLE_OAUTH_SIGNUP: "True",
      OAUTH_ALLOWED_DOMAINS: "example.com,example.org",
      OAUTH_MERGE_ACCOUNTS_BY_EMAIL: "False",
      ENABLE_OAUTH_ID_TOKEN_COOKIE: "False",
    });
    assert.equal(of.ENABLE_SIGNUP, "False");
    assert.doesNotMatch(JSON.stringify(of), /canary/);
  });

  it("know nothing of single sign-on unless asked", () => {
    assert.doesNotMatch(JSON.stringify(variables()), /OAUTH|OPENID/);
  });
});

describe("Models of Open WebUI", () => {
  it("are the agents', for everybody who is approved, without an arena", () => {
    assert.deepEqual(
      values(
        variables(),
        "BYPASS_MODEL_ACCESS_CONTROL",
        "ENABLE_EVALUATION_ARENA_MODELS",
        "ENABLE_OLLAMA_API",
      ),
      ["True", "False", "False"],
    );
  });

  it("may answer for as long as they like, and be silent for longer than the agents let them, but not for ever", () => {
    const agents = fs.readFileSync("services/agents/agents/models/__init__.py", "utf8");
    assert.match(agents, new RegExp(`^SILENCE_SECONDS = ${AGENTS_SILENCE_SECONDS}$`, "m"));
    const of = variables();
    assert.equal("AIOHTTP_CLIENT_TIMEOUT" in of, false);
    const idle = Number(of.AIOHTTP_CLIENT_STREAM_IDLE_TIMEOUT);
    assert.ok(idle > AGENTS_SILENCE_SECONDS && idle < IDLE_TIMEOUT_SECONDS, `${idle}`);
  });

  it("write titles, tags and follow-ups where one is named for it, else there are none", () => {
    const tasks = ["ENABLE_TITLE_GENERATION", "ENABLE_TAGS_GENERATION", "ENABLE_FOLLOW_UP_GENERATION"];
    assert.deepEqual(values(variables(), "TASK_MODEL_EXTERNAL", ...tasks), [
      undefined,
      "False",
      "False",
      "False",
    ]);
    const named = variables({ models: { ...STREAM_ARGS.models, taskModelId: "amazon.nova-lite-v1:0" } });
    assert.deepEqual(values(named, "TASK_MODEL_EXTERNAL", ...tasks), [
      "amazon.nova-lite-v1:0",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("say what a text is for where the embedding model makes two kinds of vectors, and nothing where it does not", () => {
    const told = (args: Partial<EcsAiStreamArgs>) =>
      Object.keys(variables(args)).filter((name) => /EMBEDDING_.*PREFIX/.test(name)).length;
    const cohere = { ...STREAM_ARGS.models, embeddingModelId: "cohere.embed-multilingual-v3" };
    assert.deepEqual([told({ models: cohere }), told({})], [3, 0]);
  });

  it("embed documents in small lots, a few at a time", () => {
    const names = ["ENGINE", "MODEL", "BATCH_SIZE", "CONCURRENT_REQUESTS"].map(
      (name) => `RAG_EMBEDDING_${name}`,
    );
    assert.deepEqual(values(variables(), ...names), ["openai", "amazon.titan-embed-text-v2:0", "16", "4"]);
  });
});

describe("What is open in Open WebUI by default", () => {
  it("is closed: to the internet, to admins, to users", () => {
    const closed = [
      "ENABLE_COMMUNITY_SHARING",
      "ENABLE_LOCAL_WEB_FETCH",
      "ENABLE_PROFILE_IMAGE_URL_FORWARDING",
      "ENABLE_PLUGINS",
      "ENABLE_PIP_INSTALL_FRONTMATTER_REQUIREMENTS",
      "ENABLE_ADMIN_CHAT_ACCESS",
      "ENABLE_ADMIN_ANALYTICS",
      "ENABLE_ADMIN_EXPORT",
      "BYPASS_ADMIN_ACCESS_CONTROL",
      "ENABLE_API_KEYS",
      "ENABLE_USER_WEBHOOKS",
      "ENABLE_AUTOMATIONS",
      "ENABLE_PUBLIC_ACTIVE_USERS_COUNT",
      "ENABLE_DIRECT_CONNECTIONS",
      "ENABLE_PERSISTENT_CONFIG",
      "SHOW_ADMIN_DETAILS",
    ];
    assert.deepEqual(
      values(variables(), ...closed),
      closed.map(() => "False"),
    );
    assert.equal(variables().OFFLINE_MODE, "True");
  });

  it("is limited: tokens to a day, files in size and number", () => {
    assert.deepEqual(values(variables(), "JWT_EXPIRES_IN", "RAG_FILE_MAX_SIZE", "RAG_FILE_MAX_COUNT"), [
      "1d",
      "50",
      "10",
    ]);
  });

  it("has headers of the forms that Open WebUI takes; it puts values of its own in place of others", () => {
    // The patterns of its `utils/security_headers.py`.
    const feature = "accelerometer|gyroscope|magnetometer|midi|payment|usb|xr-spatial-tracking";
    for (const [name, form] of [
      ["HSTS", /^max-age=(\d+)(;includeSubDomains)?(;preload)?$/],
      ["XFRAME_OPTIONS", /^(DENY|SAMEORIGIN)$/],
      ["XCONTENT_TYPE", /^nosniff$/],
      ["REFERRER_POLICY", /^same-origin$/],
      ["PERMISSIONS_POLICY", new RegExp(`^((${feature})=\\(\\),?)*$`)],
    ] as const) {
      assert.match(variables()[name]!, form, name);
    }
  });

  it("follows the config: every value is a text, and none is empty", () => {
    for (const [name, value] of Object.entries(variables())) assert.ok(value.length > 0, name);
  });
});

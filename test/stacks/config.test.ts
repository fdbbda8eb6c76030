import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../stacks/config";
import { parseStackFile } from "../../stacks/config/stack-file";

const REGIONS = ["us-east-1"];
const CANARY = "canary-90c1f2";

describe("readConfig", () => {
  const { raw } = parseStackFile(
    readFileSync(join(__dirname, "../../Pulumi.bc1.yaml"), "utf8"),
    "Pulumi.bc1.yaml",
  );
  const sandbox = process.env.TANDEM_SANDBOX;

  function configure(changes: Record<string, unknown>, secretKeys: string[] = []): void {
    const values = Object.entries({ ...raw, ...changes });
    const texts = values.map(([key, value]) => [
      key,
      typeof value === "object" ? JSON.stringify(value) : String(value),
    ]);
    pulumi.runtime.setAllConfig(Object.fromEntries(texts), secretKeys);
  }

  function withSecrets(secret: string) {
    const { crews: _, ...stream } = raw["tandem:aiStream"] as Record<string, object>;
    const models = {
      provider: "openai",
      baseUrl: "https://models.example.com/v1",
      apiKey: secret,
      modelIds: ["gpt-oss-120b"],
      embeddingModelId: "text-embedding-3-small",
    };
    const singleSignOn = {
      issuer: "https://id.example.com",
      clientId: "open-webui",
      clientSecret: secret,
      allowedDomains: ["example.com"],
    };
    return { "tandem:aiStream": { ...stream, models, openWebUi: { ...stream.openWebUi, singleSignOn } } };
  }

  before(async () => {
    const mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
    await pulumi.runtime.setMocks(mocks, "tandem", "bc1");
    process.env.TANDEM_SANDBOX = "1";
  });

  after(() => {
    pulumi.runtime.setAllConfig({});
    if (sandbox === undefined) delete process.env.TANDEM_SANDBOX;
    else process.env.TANDEM_SANDBOX = sandbox;
  });

  it("reads the running stack's config, every value a text", () => {
    configure({});
    const config = readConfig(REGIONS);
    assert.equal(config.budgetCapUsd, 180);
    assert.equal(config.aiStream.openWebUi.memoryMiB, 4096);
  });

  it("gives the model endpoint's key and the client secret as secrets, and everything else as it is", async () => {
    configure(withSecrets(CANARY), ["tandem:aiStream"]);
    const { models, openWebUi, domain } = readConfig(REGIONS).aiStream;
    assert.ok(models.provider === "openai");
    for (const secret of [models.apiKey, openWebUi.singleSignOn?.clientSecret]) {
      assert.ok(pulumi.Output.isInstance(secret));
      assert.equal(await pulumi.isSecret(pulumi.output(secret)), true);
    }
    assert.equal(openWebUi.singleSignOn?.clientId, "open-webui");
    assert.equal(models.baseUrl, "https://models.example.com/v1");
    assert.equal(domain.hostname, "ai.example.com");
  });

  it("refuses secrets in plaintext, all problems at once, as an error that Pulumi prints without a stack trace", () => {
    configure({ ...withSecrets(CANARY), "tandem:budgetCapUsd": "$180/mo" });
    assert.throws(
      () => readConfig(REGIONS),
      (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        const [first, ...lines] = error.message.split("\n");
        assert.equal(first, "tandem config: 3 problems");
        assert.deepEqual(
          lines.map((line) => line.split(", got ")[0]),
          [
            "Pulumi.bc1.yaml: tandem:budgetCapUsd: a text, not a number",
            "Pulumi.bc1.yaml: tandem:aiStream.models.apiKey: a secret in plaintext",
            "Pulumi.bc1.yaml: tandem:aiStream.openWebUi.singleSignOn.clientSecret: a secret in plaintext",
          ],
        );
        return !error.message.includes(CANARY);
      },
    );
  });

  it("takes the image that is not built yet in the sandbox only", () => {
    configure({});
    process.env.TANDEM_SANDBOX = "0";
    assert.throws(() => readConfig(REGIONS), /agents\.image: an all-zero digest/);
    process.env.TANDEM_SANDBOX = "1";
    assert.doesNotThrow(() => readConfig(REGIONS));
  });
});

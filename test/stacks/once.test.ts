import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SIGN_ON_FORMS } from "../../components/ecs-ai-stream/sign-on-forms";
import { FORMS, type Form } from "../../components/forms";
import { VPC_RANGE } from "../../components/network/range";
import { bounds, wire } from "../../stacks/blueprints/bc1";
import { parseConfig } from "../../stacks/config/parse";
import { parseStackFile } from "../../stacks/config/stack-file";
import { register } from "../components/registered";

const SHIPPED = readFileSync(join(__dirname, "../../Pulumi.bc1.yaml"), "utf8");

/** Forms whose rule is a function of theirs: one is looked at for each kind of component. */
const WATCHED: Record<string, Form> = {
  hostname: FORMS.hostname,
  image: FORMS.image,
  cidr: VPC_RANGE,
  issuer: SIGN_ON_FORMS.issuer,
};

describe("A setting", () => {
  const asked: string[] = [];
  const rules = Object.values(WATCHED).map((form) => [form, form.flaw!] as const);

  before(() => {
    for (const [form, flaw] of rules) {
      form.flaw = (text) => {
        asked.push(text);
        return flaw(text);
      };
    }
  });
  after(() => {
    for (const [form, flaw] of rules) form.flaw = flaw;
  });

  it("is judged once per process, from the stack file to the last resource", async () => {
    const { raw, secretKeys } = parseStackFile(SHIPPED, "Pulumi.bc1.yaml");
    const { openWebUi } = raw["tandem:aiStream"] as { openWebUi: { singleSignOn?: object } };
    const allowedDomains = ["example.com"];
    openWebUi.singleSignOn = {
      issuer: "https://id.example.com",
      clientId: "a",
      clientSecret: "b",
      allowedDomains,
    };
    const path = "tandem:aiStream.openWebUi.singleSignOn.clientSecret";
    const context = { stack: "bc1", where: "Pulumi.bc1.yaml", pricedRegions: ["us-east-1"], sandbox: true };
    const config = parseConfig(raw, { ...context, secretKeys: new Set([...secretKeys, path]) });
    assert.ok(bounds(config).length > 0);
    const found = await register(() => wire(config, "bc1"));
    assert.ok(found.length > 50);
    const { domain, network, agents, openWebUi: webUi } = config.aiStream;
    const once = [domain.hostname, network.cidr, webUi.image, webUi.singleSignOn!.issuer, agents.image];
    assert.deepEqual(asked.toSorted(), once.toSorted());
  });
});

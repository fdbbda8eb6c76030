/** Single sign-on: bc1's Open WebUI with a real OpenID Connect provider in the place of the team's own. */
import * as assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { person } from "./browser";
import { Estate } from "./estate";
import { Visitor } from "./visitor";

const ADA = "ada@example.com";
const EVE = "eve@elsewhere.example";
const ISSUER = "https://login.example.com";
const SECRET = "canary-of-the-client-secret-0123456789";

describe("Single sign-on to bc1's Open WebUI", () => {
  const estate = new Estate();
  let address: string;
  let admin: Visitor;

  before(async () => {
    const key = "tandem:aiStream.openWebUi.singleSignOn.clientSecret";
    await estate.deployed.editWithSecret(["      signUp: closed", SETTINGS], key, SECRET);
    await estate.open();
    await estate.startIssuer(ISSUER, [ADA, EVE, estate.variables("ai-open-webui").WEBUI_ADMIN_EMAIL!]);
    ({ address } = await estate.startReplica("open-webui"));
    admin = await estate.admin(address);
  });
  after(() => estate.close());

  it("opens an account of an allowed domain, which waits until an admin approves it", async () => {
    const page = await signOn(ADA);
    await page.getByText("Account Activation Pending").waitFor();
    await estate.pictures.take(page, "pending");
    assert.deepEqual(await rolesOf(ADA), ["pending"]);
  });

  it("opens none of another domain", async () => {
    const page = await signOn(EVE);
    await page.locator("input[type=password]").waitFor();
    assert.deepEqual(await rolesOf(EVE), []);
  });

  it("does not hand the admin's account to whoever has the same address there", async () => {
    const email = estate.variables("ai-open-webui").WEBUI_ADMIN_EMAIL!;
    const page = await signOn(email);
    await page.locator("input[type=password]").waitFor();
    assert.deepEqual(await rolesOf(email), ["admin"]);
  });

  it("opens no other door: the form takes no new account", async () => {
    assert.equal((await new Visitor(address).signUp()).status, 403);
  });

  it("writes the client's secret into no log", () => {
    assert.equal(estate.variables("ai-open-webui").OAUTH_CLIENT_SECRET, SECRET);
    assert.doesNotMatch(estate.replicas[0]!.part.log(), new RegExp(SECRET));
  });

  /** A new browser that signs on as this person; where it leads. */
  async function signOn(email: string): Promise<Page> {
    const page = await (await person(estate.browser)).newPage();
    await page.goto(estate.url.href);
    await page.getByRole("button", { name: /Continue with/ }).click();
    await page.getByRole("button", { name: email }).click();
    return page;
  }

  async function rolesOf(email: string): Promise<string[]> {
    const { body } = await admin.get(`/api/v1/users/?query=${encodeURIComponent(email)}`);
    return body.users.map(({ role }: { role: string }) => role);
  }
});

const SETTINGS = `      singleSignOn:
        issuer: ${ISSUER}
        clientId: open-webui
        allowedDomains:
          - example.com
      signUp: closed`;

/** What a person does at Open WebUI's page. */
import type { Locator, Page } from "playwright-core";
import type { Account } from "./visitor";

/** Signs in. */
export async function signIn(page: Page, url: string, { email, password }: Account): Promise<void> {
  await page.goto(url);
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.locator("#chat-input").waitFor();
}

/** Opens a new chat with this model. */
export async function newChat(page: Page, url: string, model: string): Promise<void> {
  await page.goto(`${url}?models=${encodeURIComponent(model)}`);
  await page
    .getByRole("button", { name: new RegExp(`Selected model: ${model}`) })
    .first()
    .waitFor();
}

/** Sends a message. */
export async function say(page: Page, text: string): Promise<void> {
  await page.locator("#chat-input").fill(text);
  await page.locator("#send-message-button").click();
}

/** The newest answer, which grows while it streams. */
export function answer(page: Page): Locator {
  return page.locator(".chat-assistant").last();
}

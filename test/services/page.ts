/** What a person does at Open WebUI's page. */
import { errors, type Locator, type Page } from "playwright-core";
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

/** Long enough that an answer which is still to come has come. */
const MOMENT_MS = 15_000;

/**
 * Waits until the newest answer says this. Open WebUI 0.11.4 now and then keeps an answer that came at once and does not show
 * it: whoever looks again then sees it, as a person would who reloads the page.
 */
export async function answered(page: Page, text: string): Promise<void> {
  for (;;) {
    const there = answer(page).getByText(text);
    try {
      return await there.waitFor({ timeout: MOMENT_MS });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      await page.reload();
    }
  }
}

/** The newest answer, which grows while it streams. */
export function answer(page: Page): Locator {
  return page.locator(".chat-assistant").last();
}

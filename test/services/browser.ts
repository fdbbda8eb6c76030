/** A person's browser: Chromium without a window, for which the public name leads to the balancer on loopback. */
import * as fs from "node:fs";
import * as path from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** What it must not do on a machine without a network: ask its maker's hosts. */
const QUIET = [
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--disable-gpu",
];

export async function openBrowser(hostname: string, port: number): Promise<Browser> {
  const executablePath = program();
  return chromium.launch({
    executablePath,
    args: [
      ...QUIET,
      "--no-sandbox",
      `--host-resolver-rules=MAP ${hostname}:443 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ],
  });
}

/** Long enough for a machine that is ten times overloaded: waiting is no assertion. */
const PATIENCE_MS = 600_000;

/** One person: cookies of their own. The certificate is the test's, which no browser trusts. */
export async function person(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

/** Keeps what the page shows beside the results, numbered in the order in which it was seen by all that run together. */
export class Pictures {
  constructor(private readonly folder: string) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
  }

  async take(page: Page, name: string): Promise<void> {
    const number = String(fs.readdirSync(this.folder).length + 1).padStart(2, "0");
    await page.screenshot({ path: path.join(this.folder, `${number}-${name}.png`) });
  }
}

function program(): string {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => folders.map((folder) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error("no Chromium on PATH; on Debian: apt-get install chromium");
  return found;
}

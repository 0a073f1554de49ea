/** A real Chromium on Odoo's pages. */
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

import { chromium, type Browser, type Page } from "playwright-core";

/** Whoever opens a page first has Odoo build its scripts and styles. */
export const ASSETS_MS = 60_000;

/**
 * @param root the Debian root that holds Chromium
 */
export function launchBrowser(root: string): Promise<Browser> {
  if (!tmpdir().startsWith("/tmp")) {
    throw new Error(`TMPDIR is ${tmpdir()}: Chromium in the root shares only /tmp; unset TMPDIR`);
  }
  return chromium.launch({
    executablePath: fileURLToPath(new URL("chromium.sh", import.meta.url)),
    env: { ...process.env, TOWER_ROOT: root },
    args: ["--disable-gpu"],
  });
}

/**
 * A page with a signed-in session. Errors of the page fail the test that looks at them:
 * they are collected in `problems`.
 */
export async function openPage(
  browser: Browser,
  session: { url: string; cookie: string },
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 820 } });
  const [name = "", value = ""] = session.cookie.split("=");
  await context.addCookies([{ name, value, url: session.url }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.setDefaultNavigationTimeout(ASSETS_MS);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  return { page, problems };
}

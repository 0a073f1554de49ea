/**
 * Takes pictures of the tower from a running Odoo, for people to look at:
 *
 *   TOWER_URL=http://127.0.0.1:8069 node owl_ui/scripts/screenshots.mjs FOLDER
 *
 * Signs in as TOWER_LOGIN / TOWER_PASSWORD (admin / admin). Chromium is either the
 * executable CHROMIUM or a running one with remote debugging at TOWER_CDP.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { env } = process;
const url = env.TOWER_URL ?? "http://127.0.0.1:8069";
const folder = process.argv[2] ?? "test/results/screenshots";

const PICTURES = [
  { name: "tower", width: 1440, height: 900 },
  { name: "tower-dark", width: 1440, height: 900, dark: true },
  { name: "tower-1024", width: 1024, height: 768 },
  { name: "tower-768", width: 768, height: 1024 },
];

mkdirSync(folder, { recursive: true });
const browser = env.TOWER_CDP
  ? await chromium.connectOverCDP(env.TOWER_CDP)
  : await chromium.launch({ executablePath: env.CHROMIUM, args: ["--no-sandbox"] });
for (const picture of PICTURES) process.stdout.write(`${await take(picture)}\n`);
await browser.close();

async function take({ name, width, height, dark }) {
  const context = await browser.newContext({ viewport: { width, height } });
  if (dark) await context.addCookies([{ name: "color_scheme", value: "dark", url }]);
  const page = await context.newPage();
  await page.goto(`${url}/web/login`);
  await page.fill("input[name=login]", env.TOWER_LOGIN ?? "admin");
  await page.fill("input[name=password]", env.TOWER_PASSWORD ?? "admin");
  await page.click("button[type=submit]");
  await page.waitForURL(/\/odoo/);
  await page.goto(`${url}/odoo/control-tower`);
  await page.waitForSelector(".o_sct_figure");
  // Arrival marks fade, so that the picture shows the page at rest.
  await page.waitForTimeout(Number(env.TOWER_SETTLE_MS ?? 5_000));
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  await context.close();
  return path;
}

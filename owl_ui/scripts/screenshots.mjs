/**
 * Takes pictures of the tower and of the lists about stock states from a running Odoo,
 * for people to look at; of all of them, or of those named:
 *
 *   TOWER_URL=http://127.0.0.1:8069 node owl_ui/scripts/screenshots.mjs FOLDER [NAME …]
 *
 * Signs in as TOWER_LOGIN / TOWER_PASSWORD (admin / admin). Chromium is either the
 * executable CHROMIUM or a running one with remote debugging at TOWER_CDP.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

const { env } = process;
const url = env.TOWER_URL ?? "http://127.0.0.1:8069";
const [folder = "test/results/screenshots", ...names] = process.argv.slice(2);

const STATES = { path: "/odoo/stock-by-state", ready: ".o_group_header" };
const EVENTS = { path: "/odoo/stock-events", ready: ".o_data_row" };
const LOCATIONS = { path: "/odoo/action-stock.action_location_form", ready: ".o_data_row" };

const PICTURES = [
  { name: "tower", width: 1600, height: 950 },
  { name: "tower-dark", width: 1600, height: 950, dark: true },
  { name: "tower-1440", width: 1440, height: 900 },
  { name: "tower-1024", width: 1024, height: 768 },
  { name: "tower-768", width: 768, height: 1024 },
  { name: "stock-by-state", width: 1440, height: 900, ...STATES },
  { name: "stock-by-state-dark", width: 1440, height: 900, dark: true, ...STATES },
  { name: "stock-events", width: 1440, height: 900, ...EVENTS },
  { name: "locations", width: 1440, height: 900, ...LOCATIONS },
];
const TOWER = { path: "/odoo/control-tower", ready: ".o_sct_figure" };

mkdirSync(folder, { recursive: true });
const browser = env.TOWER_CDP
  ? await chromium.connectOverCDP(env.TOWER_CDP)
  : await chromium.launch({ executablePath: env.CHROMIUM, args: ["--no-sandbox"] });
const wanted = PICTURES.filter(({ name }) => !names.length || names.includes(name));
for (const picture of wanted) process.stdout.write(`${await take({ ...TOWER, ...picture })}\n`);
await browser.close();

async function take({ name, width, height, dark, path, ready }) {
  const context = await browser.newContext({ viewport: { width, height } });
  if (dark) await context.addCookies([{ name: "color_scheme", value: "dark", url }]);
  const page = await context.newPage();
  await page.goto(`${url}/web/login`);
  await page.fill("input[name=login]", env.TOWER_LOGIN ?? "admin");
  await page.fill("input[name=password]", env.TOWER_PASSWORD ?? "admin");
  await page.click("button[type=submit]");
  await page.waitForURL(/\/odoo/);
  await page.goto(`${url}${path}`);
  await page.waitForSelector(ready);
  // Arrival marks fade, so that the picture shows the page at rest.
  await page.waitForTimeout(Number(env.TOWER_SETTLE_MS ?? 5_000));
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  return file;
}

// @ts-check
// P7: the tower's pages on 100,000 products in four locations and a million events: until they can be
// used, searching, scrolling, and how long after its commit an event is on screen.
import { onDatabase } from "./database.mjs";
import { PAGES, TowerBrowser } from "./tower-browser.mjs";
import { p95, report } from "./tower-report.mjs";
import { live, scroll, search } from "./tower-use.mjs";
import { fill } from "./tower-world.mjs";

const DATABASE = "bench_tower";
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? "20");
const USABLE_MS = 1_000;
const RELOADED_MS = 2_000;

/** @returns {Promise<object>} */
export function tower() {
  return onDatabase(DATABASE, async (instance) => {
    const { url, rows } = await fill(instance, DATABASE);
    const browser = await TowerBrowser.open(instance.root, url);
    try {
      const found = [
        ...(await opening(browser)),
        ...(await search(browser, ROUNDS)),
        ...(await scroll(browser)),
        ...(await live(browser, instance, DATABASE)),
      ];
      return report(found, ROUNDS, rows);
    } finally {
      await browser.close();
    }
  });
}

/** Each page by the menu, and with the whole web client loaded anew. */
async function opening(/** @type {TowerBrowser} */ browser) {
  /** @type {Record<string, { opened: number[], loaded: number[], shift: number[] }>} */
  const times = {};
  for (const name of Object.keys(PAGES)) times[name] = { opened: [], loaded: [], shift: [] };
  // The first two rounds fill the caches of Odoo, PostgreSQL and the browser.
  for (let round = -2; round < ROUNDS; round++) {
    await browser.openApp();
    for (const [name, page] of Object.entries(PAGES)) {
      const ms = await browser.visit(page);
      if (round >= 0) times[name]?.opened.push(ms);
    }
    for (const [name, { path, usable }] of Object.entries(PAGES)) {
      const { usable: ms, shift } = await browser.load(path, usable);
      if (round >= 0) times[name]?.loaded.push(ms);
      if (round >= 0) times[name]?.shift.push(shift);
    }
  }
  return Object.entries(times).flatMap(([name, { opened, loaded, shift }]) => [
    p95(`${name}, opened`, USABLE_MS, opened),
    p95(`${name}, loaded with Odoo's web client`, RELOADED_MS, loaded),
    { ...p95(`${name}, layout shift`, 0.1, shift), unit: "" },
  ]);
}

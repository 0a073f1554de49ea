// @ts-check
// What somebody does on the tower's pages: searches, scrolls, watches.
import { shell } from "./shell.mjs";
import { PAGES } from "./tower-browser.mjs";
import { percentile } from "./median.mjs";
import { p95 } from "./tower-report.mjs";

const SECONDS = Number(process.env.BENCH_SECONDS ?? "30");
const SEARCHED_MS = 300;
const DRAWN_MS = 400; // the server's part and a tenth of a second
const SLOW_FRAME_MS = 50;
const SCROLLS = 150;
const WARM_EVENTS = 100;
const SEARCHED_FIRST = 500;
const KEY_EVERY_MS = 1_000;
const KEY_MS = 200;
/** The page reads at most every half a second; a timer may be a little early. */
const CHANGES = 2.05;
/** The one with the newest event on top. */
const NEWEST = {
  Tower: { selector: ".o_sct_feed_list [data-event]", number: /** @type {const} */ (1) },
  Events: { selector: "#o_sct_event_0", number: /** @type {const} */ (0) },
};
const LOADS = [
  { words: "50 events/s", pace: 50, batch: 1, p50: 1_000, p95: 2_000 },
  { words: "storm of 500 events/s", pace: 500, batch: 10, p50: null, p95: null },
];
/** @type {Record<string, string>} */
const FIRST_ROW = { "Stock truth": "#o_sct_cell_0_0", Events: "#o_sct_event_0" };
const ROWS = { "Stock truth": ".o_sct_truth_row", Events: ".o_sct_trail_row" };
const COUNTED = ".o_sct_truth_count";

/** @typedef {import("./tower-browser.mjs").TowerBrowser} Browser */

/** Typing a reference and Enter, until the list shows what it names and nothing else. */
export async function search(/** @type {Browser} */ browser, /** @type {number} */ rounds) {
  /** @type {Record<string, { all: number[], server: number[] }>} */
  const times = { "Stock truth": { all: [], server: [] }, Events: { all: [], server: [] } };
  for (let round = -1; round < rounds; round++) {
    for (const [name, { all, server }] of Object.entries(times)) {
      const { path, usable } = /** @type {import("./tower-browser.mjs").Page} */ (PAGES[name]);
      await browser.load(`${path}?search=[]`, usable);
      const number = SEARCHED_FIRST + round;
      const input = browser.page.locator(".o_searchview_input");
      await input.fill(`BENCH-${String(number).padStart(4, "0")}`);
      await browser.page.locator(".o_searchview_autocomplete").waitFor();
      const from = await browser.now();
      const enter = () => input.press("Enter");
      const ms = await browser.timed("keydown", FIRST_ROW[name] ?? "", enter, `Bench ${number}`);
      if (round < 0) continue;
      all.push(ms);
      server.push(await browser.slowest(from));
    }
  }
  return Object.entries(times).flatMap(([name, { all, server }]) => [
    p95(`${name}, searched`, DRAWN_MS, all),
    p95(`${name}, searched, the server's slowest answer`, SEARCHED_MS, server),
  ]);
}

/** Scrolls through a list of all there is; the share of frames that came late, and the rows in the page. */
export async function scroll(/** @type {Browser} */ browser) {
  const rows = [];
  for (const [name, row] of Object.entries(ROWS)) {
    const { path, usable } = /** @type {import("./tower-browser.mjs").Page} */ (PAGES[name]);
    await browser.load(`${path}?search=[]`, usable);
    await browser.page.locator(COUNTED, { hasText: /\d/ }).waitFor();
    await browser.page.mouse.move(600, 500);
    await browser.page.evaluate(() => window.bench.follow("none"));
    let most = 0;
    for (let turn = 0; turn < SCROLLS; turn++) {
      await browser.page.mouse.wheel(0, 600);
      if (turn % 10 === 0) most = Math.max(most, await browser.page.locator(row).count());
    }
    const { frames } = await browser.page.evaluate(() => window.bench.stop());
    const late = frames.filter((ms) => ms > SLOW_FRAME_MS).length / frames.length;
    rows.push(
      {
        what: `${name}, scrolled: frames over 50 ms`,
        goal: 0.01,
        unit: "",
        measured: late,
        raw: frames,
      },
      {
        what: `${name}, scrolled: rows in the page`,
        goal: 300,
        unit: "",
        measured: most,
        raw: [most],
      },
    );
  }
  return rows;
}

/**
 * From the commit in Odoo to a frame with the event in the list, at a steady pace and in a storm.
 *
 * @param {Browser} browser
 * @param {import("../../docker/lib/instance.mjs").Instance} instance
 * @param {string} db
 */
export async function live(browser, instance, db) {
  const rows = [];
  for (const [name, { selector, number }] of Object.entries(NEWEST)) {
    for (const load of LOADS) {
      const { path, usable } = /** @type {import("./tower-browser.mjs").Page} */ (PAGES[name]);
      await browser.load(`${path}?search=[]`, usable);
      await browser.page.evaluate((selector) => window.bench.follow(selector), selector);
      const pressing = setInterval(() => void browser.page.keyboard.press("j"), KEY_EVERY_MS);
      const { events } = await shell(instance, db, new URL("./tower_load.py", import.meta.url), {
        BENCH_SECONDS: String(SECONDS),
        BENCH_PACE: String(load.pace),
        BENCH_BATCH: String(load.batch),
      }).finally(() => clearInterval(pressing));
      const { seen, inputs } = await browser.page.evaluate(() => window.bench.stop());
      rows.push(
        ...watched(`${name}, ${load.words}`, load, events.slice(WARM_EVENTS), number, seen),
      );
      rows.push(p95(`${name}, ${load.words}: answer to a key`, KEY_MS, [0, ...inputs]));
    }
  }
  return rows;
}

/**
 * @param {string} what
 * @param {(typeof LOADS)[number]} load
 * @param {[id: number, number: number, at: number][]} events
 * @param {0 | 1} by what the list names an event by
 * @param {[at: number, newest: number][]} seen frames in which the list had another newest event
 */
function watched(what, load, events, by, seen) {
  const each = latencies(events, by, seen);
  const missing = events.length - each.length;
  if (missing) process.exitCode = 1;
  const p50 = percentile(each, 0.5);
  const one = (/** @type {string} */ words, /** @type {number | null} */ goal, measured) => ({
    what: `${what}: ${words}`,
    goal,
    unit: "",
    measured,
    raw: [],
  });
  return [
    { ...one("commit to screen, p50", load.p50, p50), unit: "ms", raw: each },
    p95(`${what}: commit to screen`, load.p95, each),
    one("events that never came", 0, missing),
    one("changes of the list a second", CHANGES, perSecond(seen.map(([at]) => at))),
    one("events committed a second", null, perSecond(events.map(([, , at]) => at))),
  ];
}

/** @param {number[]} times ms, ascending */
function perSecond(times) {
  return ((times.length - 1) * 1_000) / ((times.at(-1) ?? NaN) - (times[0] ?? NaN));
}

/**
 * @param {[id: number, number: number, at: number][]} events
 * @param {0 | 1} by what the list names an event by
 * @param {[at: number, newest: number][]} seen frames in which the list had another newest event
 */
function latencies(events, by, seen) {
  return events.flatMap((event) => {
    const frame = seen.find(([, newest]) => newest >= event[by]);
    return frame ? [frame[0] - event[2]] : [];
  });
}

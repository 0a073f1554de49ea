// @ts-check
// Chromium on the tower, and clocks inside it: a moment counts when a frame with it was drawn.
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const PATIENCE_MS = 120_000; // who opens a page first has Odoo build its scripts and styles
const MENU = '[data-menu-xmlid="stock_control_tower.menu_tower_pages"]';

/**
 * @typedef {object} Page one of the tower's
 * @property {string} path
 * @property {string} menu xml id of its menu item
 * @property {string} usable there when the page can be worked with
 */

/** @type {Record<string, Page>} */
export const PAGES = {
  Tower: {
    path: "control-tower",
    menu: "stock_control_tower.menu_tower",
    usable: ".o_sct_page:has(.o_sct_tile[data-tile]):has(.o_sct_station) .o_sct_row[data-product]",
  },
  "Stock truth": {
    path: "stock-truth",
    menu: "stock_control_tower.menu_stock_tower_truth",
    usable: ".o_sct_truth_row[data-position]",
  },
  Events: {
    path: "tower-events",
    menu: "stock_control_tower.menu_stock_tower_trail",
    usable: ".o_sct_trail_row[data-event]",
  },
  Exceptions: {
    path: "exceptions",
    menu: "stock_control_tower.menu_stock_tower_exception",
    usable: ".o_sct_exception",
  },
  Connections: {
    path: "connections",
    menu: "stock_control_tower.menu_connections",
    usable: ".o_sct_connections",
  },
};

export class TowerBrowser {
  /** @param {string} root the Debian root that holds Chromium @param {string} url Odoo's */
  static async open(root, url) {
    const browser = await chromium.launch({
      executablePath: fileURLToPath(new URL("../support/chromium.sh", import.meta.url)),
      env: { ...process.env, TOWER_ROOT: root },
      args: ["--disable-gpu"],
    });
    const context = await browser.newContext({ viewport: { width: 1366, height: 820 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.addInitScript(clocks);
    await page.goto(`${url}/web/login`);
    await page.fill("#login", "admin");
    await page.fill("#password", "admin");
    await page.click("button[type=submit]");
    await page.waitForURL(/\/odoo/);
    return new TowerBrowser(browser, page, url);
  }

  /**
   * @param {import("playwright-core").Browser} browser
   * @param {import("playwright-core").Page} page
   * @param {string} url
   */
  constructor(browser, page, url) {
    this.browser = browser;
    this.page = page;
    this.url = url;
  }

  /**
   * Loads the web client anew at an address.
   * @returns {Promise<{ usable: number, painted: number, shift: number }>} ms since the navigation:
   *   usable, first paint with something in it; and the layout shift until then
   */
  async load(/** @type {string} */ path, /** @type {string} */ usable) {
    await this.page.goto(`${this.url}/odoo/${path}`, { waitUntil: "commit" });
    const at = await this.page.evaluate((selector) => window.bench.drawn(selector), usable);
    const { painted, shift } = await this.page.evaluate(() => window.bench.vitals());
    return { usable: at, painted, shift };
  }

  /** Opens one of the app's pages by its menu. @returns {Promise<number>} ms from the click */
  async visit(/** @type {Page} */ { menu, usable }) {
    await this.page.locator(MENU).click();
    const item = this.page.locator(`.o-dropdown--menu [data-menu-xmlid="${menu}"]`);
    await item.waitFor();
    return this.timed("click", usable, () => item.click());
  }

  /** Goes to the app's first page, from where the menu leads everywhere. */
  async openApp() {
    await this.page.goto(`${this.url}/odoo/action-stock.stock_picking_type_action`);
    await this.page.locator(MENU).waitFor();
  }

  /**
   * @param {string} event that begins it
   * @param {string} selector of what is there when it has ended
   * @param {() => Promise<unknown>} act
   * @param {string} [text] that it shows
   * @returns {Promise<number>} ms
   */
  async timed(event, selector, act, text = "") {
    await this.page.evaluate((all) => window.bench.arm(...all), [event, selector, text]);
    await act();
    return this.page.evaluate(() => window.bench.armed);
  }

  /** The longest request to the server since `from` (ms of the page's clock). */
  async slowest(/** @type {number} */ from) {
    return this.page.evaluate(
      (from) =>
        Math.max(
          0,
          ...performance
            .getEntriesByType("resource")
            .filter((one) => one.startTime >= from && one.name.includes("/call_kw/"))
            .map((one) => one.responseEnd - one.requestStart),
        ),
      from,
    );
  }

  now() {
    return this.page.evaluate(() => performance.now());
  }

  close() {
    return this.browser.close();
  }
}

/** Runs in the page, before anything else does. */
function clocks() {
  const vitals = { painted: 0, shift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name === "first-contentful-paint") vitals.painted = entry.startTime;
    }
  }).observe({ type: "paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) vitals.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  window.bench = {
    vitals: () => vitals,
    /** When a frame with it was drawn. */
    async drawn(selector, text = "") {
      const began = performance.now();
      while (!document.querySelector(selector)?.textContent.includes(text)) {
        await frame();
        if (performance.now() - began > 60_000) {
          throw new Error(`${location.pathname} shows no ${selector} with "${text}"`);
        }
      }
      await frame();
      return performance.now();
    },
    arm(event, selector, text) {
      window.bench.armed = new Promise((resolve) =>
        addEventListener(
          event,
          async () => {
            const began = performance.now();
            resolve((await window.bench.drawn(selector, text)) - began);
          },
          { capture: true, once: true },
        ),
      );
    },
    /** Notes for each frame in which the newest row is another one when that was. */
    follow(selector) {
      const seen = [];
      const slow = [];
      let last = performance.now();
      let go = true;
      const look = (at) => {
        slow.push(at - last);
        last = at;
        const newest = document.querySelector(selector)?.dataset.event ?? "";
        const number = Number(newest.replace("out-", ""));
        if (number && number !== seen.at(-1)?.[1]) seen.push([Date.now(), number]);
        if (go) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      const inputs = [];
      new PerformanceObserver((list) => inputs.push(...list.getEntries())).observe({
        type: "event",
        durationThreshold: 16,
      });
      window.bench.stop = () => {
        go = false;
        return {
          seen,
          frames: slow,
          inputs: inputs.filter((one) => one.interactionId).map((one) => one.duration),
        };
      };
    },
  };
}

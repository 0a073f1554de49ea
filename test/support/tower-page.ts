/** The control tower as a warehouse manager looks at it. */
import type { Page } from "playwright-core";

import type { Tower } from "./stack.ts";
import { ASSETS_MS, launchBrowser, openPage } from "./browser.ts";

export class TowerPage {
  private constructor(
    readonly page: Page,
    readonly problems: string[],
  ) {}

  /** Opens the tower and narrows its list to one product. */
  static async open(tower: Tower, sku: string): Promise<TowerPage> {
    const browser = await launchBrowser(tower.instance.root);
    tower.onClose(() => browser.close());
    const { page, problems } = await openPage(browser, tower.admin);
    await page.goto(`${tower.server.url}/odoo/control-tower`);
    const search = page.getByLabel("Search products by name, SKU or GTIN");
    await search.fill(sku, { timeout: ASSETS_MS });
    await page.locator(`tr[data-product="${sku}"]`).waitFor();
    return new TowerPage(page, problems);
  }

  /** The figure of a product over all warehouses, as drawn: available. */
  figure(sku: string): Promise<string> {
    return this.page.locator(figureOf(sku)).innerText();
  }

  /**
   * Waits until the drawn figure reads `wanted`.
   * @returns when a frame with it was drawn, in milliseconds since 1970
   */
  async showsFigure(sku: string, wanted: string, within: number): Promise<number> {
    const drawn = await this.page.waitForFunction(
      ([selector, text]) =>
        document.querySelector<HTMLElement>(selector)?.innerText.trim() === text && Date.now(),
      [figureOf(sku), wanted] as const,
      { timeout: within, polling: "raf" },
    );
    return Number(await drawn.jsonValue());
  }

  /** The figure of a tile: refused, conflicts, waiting … */
  tile(name: string): Promise<string> {
    return this.page.locator(`[data-tile="${name}"] .o_sct_tile_value`).innerText();
  }

  /** Opens the list behind a tile and counts its rows, as Odoo's own pager tells them. */
  async rowsBehind(name: string): Promise<number> {
    await this.page.locator(`[data-tile="${name}"]`).click();
    await this.page.locator(".o_list_view .o_data_row").first().waitFor();
    return this.page.locator(".o_list_view .o_data_row").count();
  }
}

const figureOf = (sku: string): string =>
  `tr[data-product="${sku}"] td[data-warehouse="all"] .o_sct_figure`;

/** Stock truth as a warehouse manager looks at it. */
import type { Locator, Page } from "playwright-core";

import { Screen } from "./screen.ts";
import type { Tower } from "./stack.ts";

export class StockTruthPage {
  readonly page: Page;

  private constructor(readonly screen: Screen) {
    this.page = screen.page;
  }

  static async open(tower: Tower): Promise<StockTruthPage> {
    const truth = new StockTruthPage(await Screen.open(tower));
    await truth.goTo("stock-truth");
    return truth;
  }

  async goTo(path: string): Promise<void> {
    await this.screen.go(path, ".o_sct_truth_figure button");
  }

  /** What a link to what is shown says, after /odoo/. */
  get link(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname.replace("/odoo/", "") + search;
  }

  /** Searches by name, as somebody types it. */
  async search(text: string): Promise<void> {
    const input = this.page.locator(".o_searchview_input");
    await input.fill(text);
    await this.page.locator(".o_searchview_autocomplete").waitFor();
    await input.press("Enter");
    await this.page.locator(".o_facet_value", { hasText: text }).waitFor();
    await this.page.locator(`[data-position^="${text}@"]`).first().waitFor();
  }

  row(sku: string, warehouse: string): Locator {
    return this.page.locator(`[data-position="${sku}@${warehouse}"]`);
  }

  figure(sku: string, warehouse: string, name: string): Locator {
    return this.row(sku, warehouse).locator(`[data-figure="${name}"]`);
  }

  /** Rows the page says it lists. */
  async count(): Promise<number> {
    const count = this.page.locator(".o_sct_truth_count", { hasText: /\d+ row/ });
    return Number((await count.innerText()).replace(/ row.*/, "").replaceAll(",", ""));
  }

  get panel(): Locator {
    return this.page.locator(".o_sct_panel");
  }

  async showMoment(moment: string): Promise<void> {
    await this.page.locator("#o_sct_as_of").fill(moment);
    await this.page.keyboard.press("Enter");
    await this.page.locator(".o_sct_truth_past").waitFor();
  }
}

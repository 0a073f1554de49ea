/** A person at the tower: one browser on a running stack, in light or dark. */
import type { Page } from "playwright-core";

import { ASSETS_MS, launchBrowser, openPage } from "./browser.ts";
import type { Tower } from "./stack.ts";

export class Screen {
  private constructor(
    readonly page: Page,
    /** Errors of the page and its console; a good journey leaves none. */
    readonly problems: string[],
    private readonly url: string,
  ) {}

  /** @param url of Odoo, where it is not to be asked itself */
  static async open(tower: Tower, url = tower.server.url): Promise<Screen> {
    const browser = await launchBrowser(tower.instance.root);
    tower.onClose(() => browser.close());
    const { page, problems } = await openPage(browser, { url, cookie: tower.admin.cookie });
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    return new Screen(page, problems, url);
  }

  /** @param ready on the page when it is there */
  async go(path: string, ready: string): Promise<void> {
    await this.page.goto(`${this.url}/odoo/${path}`);
    try {
      await this.page.locator(ready).first().waitFor({ timeout: ASSETS_MS });
    } catch (error) {
      const seen = await this.page.locator("body").innerText();
      throw new Error(
        `${path} shows no ${ready} but: ${seen.slice(0, 400)}\n${this.problems.join("\n")}`,
        { cause: error },
      );
    }
  }

  /** What Odoo's own user menu would set, where it has one. */
  async colours(scheme: "light" | "dark"): Promise<void> {
    await this.page.context().addCookies([{ name: "color_scheme", value: scheme, url: this.url }]);
  }

  /** Rows of the list of Odoo that a number has opened, as its pager tells them. */
  async rowsOfList(): Promise<number> {
    await this.page.locator(".o_list_view .o_data_row").first().waitFor();
    const pager = this.page.locator(".o_pager_limit");
    return (await pager.count())
      ? Number(await pager.innerText())
      : this.page.locator(".o_list_view .o_data_row").count();
  }
}

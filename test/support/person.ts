/** Somebody who only knows what is written on the screen, and whose clicks are counted. */
import type { Locator, Page } from "playwright-core";

/** So long somebody waits for an answer to a click before looking again. */
const ANSWER_MS = 2_000;

export class Person {
  clicks = 0;

  constructor(readonly page: Page) {}

  /** Clicks what reads so, the topmost of several as an eye finds it; and sees what becomes of it. */
  async click(text: string | RegExp): Promise<void> {
    const before = this.page.url();
    await this.seen(text).click();
    this.clicks += 1;
    const dialog = this.page.getByRole("dialog").waitFor({ timeout: ANSWER_MS });
    const elsewhere = this.page.waitForURL(({ href }) => href !== before, { timeout: ANSWER_MS });
    await Promise.any([dialog, elsewhere]).catch(() => undefined);
  }

  /** The first visible thing that reads so; a string is all of its text. */
  seen(text: string | RegExp): Locator {
    return this.page
      .getByText(text, { exact: true })
      .and(this.page.locator(":not(.visually-hidden)"))
      .filter({ visible: true })
      .first();
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.seen(text).waitFor();
  }
}

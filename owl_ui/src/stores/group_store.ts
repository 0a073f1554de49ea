import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { TruthApi } from "../services/truth_api";
import type { Domain, Group } from "../types/truth";

/** Sums by what the user groups by, a page at a time. */
export class GroupStore {
  rows: readonly Group[] = markRaw([]);
  more = false;
  loading = false;
  failure: string | null = null;
  private question = { domain: [] as Domain, until: null as string | null, groupBy: [""] };
  private generation = 0;
  private readonly api: TruthApi;

  constructor(api: TruthApi) {
    this.api = markRaw(api);
  }

  async ask(domain: Domain, until: string | null, groupBy: string[]): Promise<void> {
    this.question = markRaw({ domain, until, groupBy });
    this.rows = markRaw([]);
    await this.read(++this.generation);
  }

  async showMore(): Promise<void> {
    if (this.more && !this.loading) await this.read(this.generation);
  }

  /** Reads as many groups anew as are shown. */
  async renew(): Promise<void> {
    if (this.loading || this.rows.length > 100) return;
    const { generation } = this;
    try {
      const page = await this.api.groups(this.question, this.question.groupBy, null);
      if (generation !== this.generation) return;
      this.rows = markRaw(page.rows.map((row) => markRaw(row)));
      this.more = page.more;
      this.failure = null;
    } catch (error) {
      if (generation === this.generation) this.failure = reasonOf(error);
    }
  }

  private async read(generation: number): Promise<void> {
    this.loading = true;
    const after = this.rows.at(-1)?.key ?? null;
    try {
      const page = await this.api.groups(this.question, this.question.groupBy, after);
      if (generation !== this.generation) return;
      this.rows = markRaw([...this.rows, ...page.rows.map((row) => markRaw(row))]);
      this.more = page.more;
      this.failure = null;
    } catch (error) {
      if (generation === this.generation) this.failure = reasonOf(error);
    } finally {
      if (generation === this.generation) this.loading = false;
    }
  }
}

export function createGroupStore(api: TruthApi): GroupStore {
  return reactive(new GroupStore(api));
}

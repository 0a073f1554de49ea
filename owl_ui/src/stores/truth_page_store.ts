import { markRaw, reactive } from "@odoo/owl";
import { reasonOf } from "../lib/errors";
import type { TruthApi } from "../services/truth_api";
import type { Domain, Opening } from "../types/truth";
import { createGroupStore, type GroupStore } from "./group_store";
import { createLiveStore, type LiveStore } from "./live_store";
import { createPositionStore, type PositionStore } from "./position_store";
import { createPromisedStore, type PromisedStore } from "./promised_store";
import { createTruthStore, type TruthStore } from "./truth_store";

const NOTHING: Opening = {
  until: null,
  begins: null,
  decimals: 2,
  warehouses: [],
  lots: false,
  packages: false,
  owners: false,
};

/** The page: a question (filter, groups, moment) and what answers it. */
export class TruthPageStore {
  opening: Opening = markRaw(NOTHING);
  /** UTC; null shows stock as it is. */
  asOf: string | null = null;
  domain: Domain = markRaw([]);
  groupBy: string[] = markRaw([]);
  readonly live: LiveStore;
  readonly list: TruthStore;
  readonly groups: GroupStore;
  readonly promised: PromisedStore;
  readonly position: PositionStore;
  private readonly api: TruthApi;

  constructor(api: TruthApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
    this.list = createTruthStore(api);
    this.groups = createGroupStore(api);
    this.promised = createPromisedStore(api);
    this.position = createPositionStore(api);
  }

  get grouped(): boolean {
    return this.groupBy.length > 0;
  }

  get failure(): string | null {
    return this.live.failure ?? (this.grouped ? this.groups.failure : this.list.failure);
  }

  async ask(domain: Domain, groupBy: string[], asOf: string | null): Promise<void> {
    const otherMoment = asOf !== this.asOf || this.opening === NOTHING;
    this.domain = markRaw(domain);
    this.groupBy = markRaw(groupBy);
    this.asOf = asOf;
    try {
      // What the page needs to know comes along with the first rows, not before them.
      const opening = otherMoment ? this.open(asOf) : null;
      if (asOf !== null) await opening;
      await Promise.all([opening, this.read()]);
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  /** Reads what is in view anew. Never throws: a failed read shows as stale. */
  async refresh(): Promise<void> {
    if (this.asOf !== null) return;
    await Promise.all([
      this.grouped ? this.groups.renew() : this.list.refresh(),
      this.position.refresh(),
    ]);
    this.stamp();
  }

  tick(now: number): void {
    this.live.tick(now);
    this.list.tick(now);
  }

  private async read(): Promise<void> {
    const { domain, groupBy } = this;
    const { until } = this.opening;
    if (groupBy.length) await this.groups.ask(domain, this.asOf && until, groupBy);
    else await this.list.ask(domain, this.asOf && until);
    this.stamp();
  }

  private async open(asOf: string | null): Promise<void> {
    this.opening = markRaw(await this.api.opening(asOf));
  }

  private stamp(): void {
    const { at, head, failure } = this.list;
    if (failure) this.live.recordFailure(failure);
    else if (this.grouped) this.live.recordRead(new Date().toISOString(), "0", Date.now());
    else if (at) this.live.recordRead(at, head, Date.now());
  }
}

export function createTruthPageStore(api: TruthApi): TruthPageStore {
  return reactive(new TruthPageStore(api));
}

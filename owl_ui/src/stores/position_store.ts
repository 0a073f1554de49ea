import { markRaw, reactive } from "@odoo/owl";
import { isNewer } from "../lib/changes";
import { reasonOf } from "../lib/errors";
import type { PositionKey, TruthApi, TruthQuery } from "../services/truth_api";
import type {
  LedgerPage,
  LedgerRow,
  Place,
  ProductFacts,
  PromiseExplanation,
} from "../types/truth";

export const PANELS = ["promise", "ledger", "places"] as const;
export type PanelName = (typeof PANELS)[number];

/** One position looked into: why so much can be promised, its ledger, its places. */
export class PositionStore {
  position: PositionKey | null = null;
  /** What the product is called; null while it is looked up. */
  product: ProductFacts | null = null;
  panel: PanelName = "promise";
  loading = false;
  failure: string | null = null;
  promise: PromiseExplanation | null = null;
  ledger: readonly LedgerRow[] = markRaw([]);
  ledgerNext: string | null = null;
  ledgerSince: string | null = null;
  places: readonly Place[] = markRaw([]);
  placesMore = false;
  private query: TruthQuery = { domain: [], until: null };
  private generation = 0;
  private readonly api: TruthApi;

  constructor(api: TruthApi) {
    this.api = markRaw(api);
  }

  async open(position: PositionKey, panel: PanelName, query: TruthQuery): Promise<void> {
    const other =
      position.productId !== this.position?.productId ||
      position.warehouseId !== this.position.warehouseId ||
      query.until !== this.query.until;
    this.position = markRaw(position);
    this.panel = panel;
    this.query = markRaw(query);
    if (other) this.clear();
    await Promise.all([this.refresh(), this.product ? null : this.name(position.productId)]);
  }

  close(): void {
    this.generation += 1;
    this.position = null;
    this.clear();
  }

  /** Reads what is shown anew. */
  async refresh(): Promise<void> {
    const { position } = this;
    if (!position) return;
    const generation = ++this.generation;
    this.loading = true;
    try {
      await this.read(position, () => generation === this.generation);
    } catch (error) {
      if (generation === this.generation) this.failure = reasonOf(error);
    } finally {
      if (generation === this.generation) this.loading = false;
    }
  }

  async showEarlier(): Promise<void> {
    const { position, ledgerNext, generation } = this;
    if (!position || !ledgerNext) return;
    const page = await this.api.ledger(position, ledgerNext);
    if (generation !== this.generation) return;
    this.ledger = markRaw([...this.ledger, ...page.rows]);
    this.ledgerNext = page.next;
  }

  private async name(productId: number): Promise<void> {
    try {
      const product = await this.api.product(productId);
      if (productId === this.position?.productId) this.product = markRaw(product);
    } catch (error) {
      this.failure = reasonOf(error);
    }
  }

  private async read(position: PositionKey, current: () => boolean): Promise<void> {
    const { panel, query } = this;
    if (panel === "promise") {
      const promise = position.warehouseId ? await this.api.explain(position, null) : null;
      if (current()) this.promise = promise && markRaw(promise);
    } else if (panel === "ledger") {
      // The past is a ledger that ends earlier.
      const before = query.until === null ? null : String(BigInt(query.until) + 1n);
      const page = await this.api.ledger(position, before);
      if (!current()) return;
      this.acceptLedger(page);
    } else {
      const page = await this.api.places(query, position);
      if (!current()) return;
      this.places = markRaw(page.rows);
      this.placesMore = page.more;
    }
    if (current()) this.failure = null;
  }

  /** What is new comes on top; earlier events that were asked for stay. */
  private acceptLedger({ rows, next, since }: LedgerPage): void {
    const [newest] = this.ledger;
    const fresh = rows.filter(({ sequence }) => !newest || isNewer(sequence, newest.sequence));
    if (newest && fresh.length < rows.length) {
      this.ledger = markRaw([...fresh, ...this.ledger]);
    } else {
      this.ledger = markRaw(rows);
      this.ledgerNext = next;
    }
    this.ledgerSince = since;
  }

  private clear(): void {
    this.product = null;
    this.promise = null;
    this.ledger = markRaw([]);
    this.ledgerNext = null;
    this.places = markRaw([]);
    this.failure = null;
  }
}

export function createPositionStore(api: TruthApi): PositionStore {
  return reactive(new PositionStore(api));
}

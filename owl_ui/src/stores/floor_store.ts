import { markRaw, reactive } from "@odoo/owl";
import { nameOf, notHereWords, unclearWords, unknownWords } from "../lib/count_words";
import type { CountLine } from "../lib/counting";
import { reasonOf } from "../lib/errors";
import type { FloorApi } from "../services/floor_api";
import type { FloorCards, FloorOpening, FloorView, Found, Said } from "../types/floor";
import { createCountStore, type CountStore } from "./count_store";
import { createLiveStore, type LiveStore } from "./live_store";

/** What a code may mean, where it means several things. */
export interface Choice {
  name: string;
  note: string;
  found: Found;
  line?: CountLine;
}

const CARDS = 30;

/** Floor mode: where somebody is in it, what stops the work, and what a scan does. */
export class FloorStore {
  view: FloorView = "start";
  warehouseId: number | null = null;
  opening: FloorOpening | null = null;
  cards: FloorCards | null = null;
  /** The last word; its number makes a repeated one be read again. */
  said: (Said & { number: number }) | null = null;
  choices: Choice[] = [];
  readonly live: LiveStore;
  declare count: CountStore;
  private readonly api: FloorApi;
  private limit = CARDS;
  /** Scans come faster than answers; each waits for the one before it. */
  private scans: Promise<void> = Promise.resolve();

  constructor(api: FloorApi) {
    this.api = markRaw(api);
    this.live = createLiveStore();
  }

  get warehouse(): string {
    const { warehouses = [] } = this.opening ?? {};
    return warehouses.find(({ id }) => id === this.warehouseId)?.name ?? "";
  }

  async refresh(): Promise<void> {
    try {
      if (!this.opening || this.view === "start") await this.readOpening();
      if (this.view === "count") await this.readPlace();
      else if (this.view !== "start") await this.readCards();
    } catch (error) {
      this.live.recordFailure(reasonOf(error));
    }
  }

  tick(now: number): void {
    this.live.tick(now);
  }

  /** Leaves what was said and asked: it was about another screen. */
  async show(view: FloorView): Promise<void> {
    this.view = view;
    this.said = null;
    this.choices = [];
    this.cards = null;
    this.limit = CARDS;
    this.count.close();
    await this.refresh();
  }

  async setWarehouse(id: number): Promise<void> {
    this.warehouseId = id;
    this.opening = null;
    await this.show(this.view);
  }

  async showMore(): Promise<void> {
    this.limit += CARDS * 4;
    await this.refresh();
  }

  async openPlace(locationId: number): Promise<void> {
    this.view = "count";
    this.cards = null;
    if (this.count.place?.id !== locationId) this.count.close();
    try {
      const at = await this.count.open(locationId);
      this.warehouseId = this.count.place?.warehouse_id ?? this.warehouseId;
      this.live.recordRead(at, "0", Date.now());
      this.said = null;
    } catch (error) {
      this.tell({ tone: "trouble", text: reasonOf(error) });
    }
  }

  tell(said: Said): void {
    this.said = { ...said, number: (this.said?.number ?? 0) + 1 };
  }

  /** Takes a code up, after those that came before it. */
  scan(code: string): Promise<void> {
    this.scans = this.scans.then(() => this.take(code));
    return this.scans;
  }

  choose({ found, line }: Choice): Promise<void> {
    return this.heed(found.name, async () => {
      if (line) this.count.addTo(line, found.quantity);
      else await this.follow(found, found.name);
    });
  }

  private take(code: string): Promise<void> {
    return this.heed(code, async () => {
      if (!this.opening) await this.readOpening();
      const place = this.count.place?.id ?? null;
      const { found } = await this.api.scan(code, Number(this.warehouseId), place);
      const [only] = found;
      const choices = found.map((one) => ({ name: one.name, note: one.note, found: one }));
      if (!only) this.tell(unknownWords(code, this.warehouse));
      else if (choices.length > 1) this.ask(code, choices);
      else await this.follow(only, code);
    });
  }

  /** What was asked before is over; what goes wrong is said with the code it was about. */
  private async heed(code: string, deed: () => Promise<void>): Promise<void> {
    this.choices = [];
    try {
      await deed();
    } catch (error) {
      this.tell({ tone: "trouble", text: `${code}: ${reasonOf(error)}` });
    }
  }

  private async follow(found: Found, code: string): Promise<void> {
    if (found.kind === "location") return this.openPlace(found.id);
    if (found.kind === "package") {
      if (!this.count.showPackage(found.id)) this.tell(notHereWords(found));
      return;
    }
    const lines = await this.count.add(found);
    const choices = lines.map((line) => ({ name: nameOf(line), note: line.sku, found, line }));
    if (choices.length) this.ask(code, choices);
  }

  private ask(code: string, choices: Choice[]): void {
    this.choices = choices;
    this.tell(unclearWords(code, choices.length));
  }

  private async readOpening(): Promise<void> {
    const opening = await this.api.opening(this.warehouseId);
    this.opening = opening;
    if (!this.count.place) this.warehouseId = opening.warehouse_id;
    this.count.decimals = opening.decimals;
    this.live.recordRead(opening.at, "0", Date.now());
  }

  private async readCards(): Promise<void> {
    const { view, warehouseId } = this;
    if (warehouseId === null || view === "start" || view === "count") return;
    const cards = await this.api.exceptions(view, warehouseId, this.limit);
    if (this.view !== view || this.warehouseId !== warehouseId) return;
    this.cards = cards;
    this.live.recordRead(cards.at, "0", Date.now());
  }

  private async readPlace(): Promise<void> {
    const { place } = this.count;
    if (!place) return this.readOpening();
    this.live.recordRead(await this.count.open(place.id), "0", Date.now());
  }
}

export function createFloorStore(api: FloorApi): FloorStore {
  const store = reactive(new FloorStore(api));
  store.count = createCountStore(api, (said) => store.tell(said));
  return store;
}

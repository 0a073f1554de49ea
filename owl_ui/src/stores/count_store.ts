import { markRaw, reactive } from "@odoo/owl";
import {
  addedWords,
  confirmedWords,
  lotMissingWords,
  movedWords,
  notHereWords,
  postedWords,
} from "../lib/count_words";
import {
  candidates,
  exactly,
  figureOf,
  idOf,
  isDone,
  keyOf,
  merged,
  newLine,
  scanned,
  stepped,
  type CountLine,
} from "../lib/counting";
import { reasonOf } from "../lib/errors";
import { keepCounts, keptCounts } from "../services/count_drafts";
import type { FloorApi } from "../services/floor_api";
import type { Found, Place, Said } from "../types/floor";

/** One place while it is counted. */
export class CountStore {
  place: Pick<Place, "id" | "name" | "warehouse_id" | "more"> | null = null;
  lines: CountLine[] = [];
  /** The line that was last scanned or posted. */
  lastId = "";
  /** Of quantities; Odoo's setting. */
  decimals = 2;
  private readonly api: FloorApi;
  private readonly tell: (said: Said) => void;

  constructor(api: FloorApi, tell: (said: Said) => void) {
    this.api = markRaw(api);
    this.tell = tell;
  }

  /** @returns when it was read, on the server's clock; @throws what the server says */
  async open(locationId: number): Promise<string> {
    const before = this.place?.id;
    const place = await this.api.place(locationId);
    if (this.place?.id !== before) return place.at; // somebody has gone on
    const { id, name, warehouse_id, more } = place;
    const begun = this.place?.id === id ? this.lines : keptCounts(id);
    this.place = { id, name, warehouse_id, more };
    this.setLines(merged(begun, place.lines));
    return place.at;
  }

  close(): void {
    this.place = null;
    this.lines = [];
    this.lastId = "";
  }

  get done(): number {
    return this.lines.filter(isDone).length;
  }

  /** Lines that nobody has touched, and that one tap can confirm. */
  get untouched(): CountLine[] {
    return this.lines.filter(
      ({ counted, moved, posted, expected }) =>
        counted === null && moved === null && posted === null && Number(expected) >= 0,
    );
  }

  step(id: string, by: number): void {
    this.change(id, (line) => ({ counted: stepped(line, by, this.decimals) }));
  }

  type(id: string, value: number): void {
    this.change(id, (line) => ({
      counted: stepped({ ...line, counted: value }, 0, this.decimals),
    }));
  }

  /** Begins a line again, from the figure that Odoo has now. */
  anew(id: string): void {
    this.change(id, ({ moved, expected }) => ({
      expected: moved ?? expected,
      counted: null,
      moved: null,
      posted: null,
    }));
  }

  /** What the line's button says: posts its count, or begins it again. */
  async press(id: string): Promise<void> {
    const line = this.line(id);
    if (!line || line.busy) return;
    if (line.moved !== null || isDone(line)) this.anew(id);
    else await this.post(line);
  }

  /** Confirms every line that nobody has touched; ends where one is not posted. */
  async confirmRest(): Promise<void> {
    const lines = this.untouched;
    for (const line of lines) {
      if (!(await this.post(line))) return;
    }
    this.tell(confirmedWords(lines.length));
  }

  /** @returns lines to choose from, where the label leaves it open */
  async add(found: Found): Promise<CountLine[]> {
    if (!this.place) {
      this.tell(notHereWords(found));
      return [];
    }
    const lines = candidates(this.lines, found);
    const unclear = found.tracking !== "none" && found.lot_id === null;
    if (unclear && !lines.length) this.tell(lotMissingWords(found));
    else if (unclear || lines.length > 1) return lines;
    else this.addTo(lines[0] ?? (await this.newcomer(found)), found.quantity);
    return [];
  }

  addTo(line: CountLine, quantity: number): void {
    const id = idOf(line);
    if (!this.line(id)) this.lines = [line, ...this.lines];
    this.change(id, (one) => ({ counted: scanned(one, quantity, this.decimals), posted: null }));
    this.lastId = id;
    const now = this.line(id);
    if (now) this.tell(addedWords(now, quantity, this.decimals));
  }

  /** @returns whether there is something of it here */
  showPackage(packageId: number): boolean {
    const line = this.lines.find(({ package_id }) => package_id === packageId);
    this.lastId = line ? idOf(line) : this.lastId;
    return line !== undefined;
  }

  private async newcomer(found: Found): Promise<CountLine> {
    const line = await this.api.line({
      product_id: Number(found.product_id),
      location_id: Number(this.place?.id),
      lot_id: found.lot_id,
      package_id: null,
      owner_id: null,
    });
    return newLine(line);
  }

  private async post(line: CountLine): Promise<boolean> {
    const id = idOf(line);
    const counted = exactly(figureOf(line), this.decimals);
    this.change(id, () => ({ busy: true }));
    try {
      const { posted, before, after } = await this.api.count(keyOf(line), line.expected, counted);
      // Odoo has it already: an answer that was lost on its way, or another's same count.
      const done = posted || before === counted;
      this.change(id, () =>
        done
          ? { busy: false, expected: after, counted: null, moved: null, posted: after }
          : { busy: false, counted: Number(counted), moved: before },
      );
      this.lastId = id;
      const now = this.line(id) ?? line;
      this.tell(done ? postedWords(now, this.decimals) : movedWords(now, this.decimals));
      return done;
    } catch (error) {
      this.change(id, () => ({ busy: false }));
      this.tell({ tone: "trouble", text: reasonOf(error) });
      return false;
    }
  }

  private line(id: string): CountLine | undefined {
    return this.lines.find((line) => idOf(line) === id);
  }

  private change(id: string, how: (line: CountLine) => Partial<CountLine>): void {
    this.setLines(this.lines.map((line) => (idOf(line) === id ? { ...line, ...how(line) } : line)));
  }

  private setLines(lines: CountLine[]): void {
    this.lines = lines;
    if (!this.place) return;
    keepCounts(
      this.place.id,
      lines.filter(({ counted }) => counted !== null),
    );
  }
}

export function createCountStore(api: FloorApi, tell: (said: Said) => void): CountStore {
  return reactive(new CountStore(api, tell));
}

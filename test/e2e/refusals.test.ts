// What cannot be applied is refused with its reason, seen by both sides, and delays nobody.
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { eventually, eventuallyEqual } from "../support/eventually.ts";
import { goodsReceived, type Facts } from "../support/events.ts";
import { inboxCounts, onHand, plainSkus } from "../support/ledger.ts";
import { Rabbit, type Json, type Received } from "../support/rabbit.ts";
import { Tower } from "../support/stack.ts";
import { TowerPage } from "../support/tower-page.ts";

const KEY = "wms.goods_received.DAL";

interface Case {
  readonly name: string;
  readonly codes: readonly string[];
  readonly spoil: (event: Json) => Json;
}

// Where the contract already refuses what a rule would also refuse, either code is right.
const CASES: readonly Case[] = [
  {
    name: "unknown product",
    codes: ["unknown_item"],
    spoil: (e) => line(e, { item: { sku: "NO-SUCH" } }),
  },
  { name: "unknown bin", codes: ["unknown_location"], spoil: (e) => bin(e, "ZZ-99") },
  { name: "unknown warehouse", codes: ["unknown_warehouse"], spoil: (e) => place(e, "XXX") },
  {
    name: "another partner's warehouse",
    codes: ["warehouse_not_allowed"],
    spoil: (e) => place(e, "RNO"),
  },
  { name: "unknown unit", codes: ["unknown_unit"], spoil: (e) => line(e, { uom: "ZZZ" }) },
  {
    name: "unit of another nature",
    codes: ["unit_not_convertible"],
    spoil: (e) => line(e, { uom: "KGM" }),
  },
  {
    name: "negative quantity",
    codes: ["quantity_invalid", "schema_invalid"],
    spoil: (e) => line(e, { quantity: "-3" }),
  },
  { name: "zero quantity", codes: ["quantity_invalid"], spoil: (e) => line(e, { quantity: "0" }) },
  {
    name: "quantity in words",
    codes: ["quantity_invalid", "schema_invalid"],
    spoil: (e) => line(e, { quantity: "three" }),
  },
  {
    name: "quantity as a number",
    codes: ["quantity_invalid", "schema_invalid"],
    spoil: (e) => line(e, { quantity: 3 }),
  },
  {
    name: "wrong schema",
    codes: ["schema_invalid"],
    spoil: (e) => ({ ...e, data: { kind: "goods_received" } }),
  },
  {
    name: "foreign source",
    codes: ["foreign_source"],
    spoil: (e) => ({ ...e, source: "urn:meridian:3pl" }),
  },
  {
    name: "wrong environment",
    codes: ["environment_mismatch"],
    spoil: (e) => ({ ...e, environment: "production" }),
  },
  {
    name: "lot on an untracked product",
    codes: ["lot_not_tracked"],
    spoil: (e) => line(e, { lot: "L-1" }),
  },
  { name: "truncated JSON", codes: ["undecodable"], spoil: (e) => JSON.stringify(e).slice(0, 120) },
  {
    name: "bytes that are no text",
    codes: ["undecodable"],
    spoil: () => Buffer.from([0xff, 0xfe, 0x00, 0x80]),
  },
];
const GOOD = 20;

let tower: Tower;
let sku: string;
let outcomes: Received[];
let before: number;

const good = (facts: Partial<Facts> = {}): Json => goodsReceived({ sku, quantity: "1", ...facts });
const tag = (name: string): string => `refusal-${name.replaceAll(" ", "-")}`;

beforeAll(async () => {
  tower = await Tower.open("e2e_refusals");
  [sku = ""] = await plainSkus(tower, 1);
  before = await onHand(tower, sku);
  const rabbit = await Rabbit.connect(tower.amqp);
  tower.onClose(() => rabbit.close());
  outcomes = await rabbit.listen("stock.event_outcome.wms.*");
  // Bad ones among good ones, so that they meet in one batch.
  for (const [index, { name, spoil }] of CASES.entries()) {
    if (index < GOOD) await rabbit.publish(KEY, good());
    await rabbit.publish(KEY, spoil(good({ id: tag(name) })) as object);
  }
  for (let i = CASES.length; i < GOOD; i++) await rabbit.publish(KEY, good());
  await rabbit.publish(`nobody.goods_received.DAL`, good({ id: tag("unknown partner") }));
  const all = CASES.length + GOOD;
  await eventually("an outcome for each event", () => outcomes.length >= all);
});
afterAll(() => tower.close());

test("the rest of the batch is applied", async () => {
  expect(await onHand(tower, sku)).toBe(before + GOOD);
  expect(outcomes.filter(({ event }) => event.data.outcome === "applied")).toHaveLength(GOOD);
});

describe("each is recorded in Odoo and told to its publisher:", () => {
  test.each(CASES)("$name", async ({ name, codes }) => {
    const decodable = !codes.includes("undecodable");
    const told = outcomes.filter(
      ({ event }) =>
        event.data.outcome === "refused" &&
        (decodable ? event.data.about.id === tag(name) : codes.includes(event.data.code)),
    );
    expect(told.length, "outcomes").toBeGreaterThan(0);
    const [{ event } = { event: {} as Json }] = told;
    expect(codes).toContain(event.data.code);
    expect(event.data.message).toBeTruthy();
    expect(event.data.remedy).toBeTruthy();
    const rows = decodable ? await rowsAbout(name) : await rowsRefusedFor("undecodable");
    expect(rows.length, "inbox rows").toBeGreaterThan(0);
    for (const row of rows) {
      expect(row).toMatchObject({ state: "refused", message: expect.stringMatching(/\w/) });
      expect(codes).toContain(row.code);
      expect(row.event, "kept as received").toBeTruthy();
    }
  });
});

test("an unknown partner is recorded though nobody can be told", async () => {
  await eventuallyEqual(
    "code of the row",
    async () => (await rowsAbout("unknown partner")).map(({ code }) => code),
    ["unknown_partner"],
  );
});

test("nothing of a refused event moved stock", async () => {
  const moved = await tower.value<string>(
    "select count(*) from stock_move m join stock_tower_inbox i on i.id = m.tower_inbox_id where i.state <> 'applied'",
  );
  expect(Number(moved)).toBe(0);
});

test("the tower's tile and the list behind it tell the same number", async () => {
  const { refused } = await inboxCounts(tower);
  expect(refused).toBe(CASES.length + 1);
  const page = await TowerPage.open(tower, sku);
  const tile = Number(await page.tile("refused"));
  expect(tile).toBeGreaterThanOrEqual(CASES.length);
  expect(await page.rowsBehind("refused")).toBe(tile);
  expect(page.problems).toEqual([]);
});

interface Row {
  readonly state: string;
  readonly code: string;
  readonly message: string;
  readonly event: string;
}

/**
 * By the text as received: an event that may not use its own identity (foreign source, unknown
 * partner …) must not occupy it, so Odoo files it under the hash of its bytes.
 */
const rowsAbout = (name: string): Promise<Row[]> =>
  tower.sql(
    "select state, code, message, event from stock_tower_inbox where position($1 in event) > 0",
    [`"${tag(name)}"`],
  );

const rowsRefusedFor = (code: string): Promise<Row[]> =>
  tower.sql("select state, code, message, event from stock_tower_inbox where code = $1", [code]);

function line(event: Json, change: object): Json {
  Object.assign(event.data.lines[0], change);
  return event;
}

function bin(event: Json, name: string): Json {
  event.data.lines[0].to.location.bin = name;
  return event;
}

function place(event: Json, warehouse: string): Json {
  event.data.location.warehouse = warehouse;
  event.data.lines[0].to.location.warehouse = warehouse;
  return event;
}

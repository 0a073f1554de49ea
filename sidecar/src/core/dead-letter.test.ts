import { expect, test } from "vitest";
import { deadLetter } from "./dead-letter.ts";

const message = (headers: Record<string, unknown>) => ({
  body: Buffer.from("{}"),
  routingKey: "3",
  headers,
});

test("a message over the delivery limit is told of, whichever lane it came by", () => {
  const told = ["stock.work.3", "stock.work.11"].map((queue) =>
    deadLetter(
      message({
        "x-first-death-reason": "delivery_limit",
        "x-first-death-queue": queue,
        "x-first-death-exchange": "stock.work",
      }),
    ),
  );
  expect(told[0]).toMatchObject({ reason: "delivery_limit", exchange: "stock.work", body: "{}" });
  expect(told[0]?.detail).toContain("stock.work.*");
  expect(told[1]).toEqual(told[0]);
});

test("what we put there ourselves is Odoo's already", () => {
  expect(deadLetter(message({ "sct-reason": "undecodable" }))).toBeUndefined();
});

test("what somebody else published there is told of too", () => {
  expect(deadLetter(message({}))).toMatchObject({ reason: "unknown", exchange: "stock.dead" });
});

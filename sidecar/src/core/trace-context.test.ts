import { expect, test } from "vitest";
import { traceparentOf } from "./trace-context.ts";

const ONE = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
const OTHER = `00-${"c".repeat(32)}-${"d".repeat(16)}-01`;

test("the event's own context counts before the message's", () => {
  expect(traceparentOf(`{"traceparent": "${ONE}"}`, { traceparent: OTHER })).toBe(ONE);
  expect(traceparentOf("{}", { traceparent: OTHER })).toBe(OTHER);
});

test("what is no context is none", () => {
  expect(traceparentOf('{"traceparent":"00-short"}', undefined)).toBeUndefined();
  expect(traceparentOf("{}", { traceparent: 7 })).toBeUndefined();
});

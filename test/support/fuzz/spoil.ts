/** Ways to spoil an event: what a broken, careless or hostile sender would write. */
import fc from "fast-check";

import type { Json } from "../rabbit.ts";

/** Raw JSON text put where a value was; several are no JSON at all. */
const RAW: readonly string[] = [
  ...["null", "true", "0", "-0", "-1", "1e400", "NaN", "Infinity", "0x1F", "1.0000001", '""', "[]"],
  ...["{}", '"NaN"', '"1e3"', '"1,5"', '"-5"', '"٣"', '"\\ud800"', '"a\\u0000b"', '"\\u202E abc"'],
  ...['"2026-02-30T00:00:00Z"', '"1970-01-01T00:00:00Z"', '"2999-01-01T00:00:00Z"'],
  ...['{"__proto__":{"quantity":"1"}}', '{"constructor":{"prototype":{}}}', "[[[[1]]]]"],
  ...["'single'", "undefined", '"=1+1"', '"\'; drop table stock_quant; --"', '"{{7*7}}%s%n"'],
  ...[
    '"<script>alert(1)</script>"',
    '"../../etc/passwd"',
    `"${"x".repeat(5_000)}"`,
    "9".repeat(40),
  ],
  ...[`${"[".repeat(50)}${"]".repeat(50)}`, `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`],
];

export type Spoil = (event: Json, at: number) => Buffer;

const written = (event: Json): Buffer => Buffer.from(JSON.stringify(event));

/** Puts a raw text where one of the event's values was. */
const replaced = (raw: string): Spoil => {
  return (event, at) => {
    const paths = pathsOf(event);
    const path = paths[at % paths.length] ?? [];
    const marked = changed(event, path, "\u00a7");
    return Buffer.from(JSON.stringify(marked).replace('"\u00a7"', () => raw));
  };
};

const without: Spoil = (event, at) => {
  const paths = pathsOf(event);
  return written(changed(event, paths[at % paths.length] ?? [], undefined));
};

const added: Spoil = (event, at) => {
  const text = JSON.stringify(event);
  const key = ["__proto__", "constructor", "extra", "data", "id", ""][at % 6] ?? "";
  return Buffer.from(`${text.slice(0, -1)},${JSON.stringify(key)}:{"polluted":true}}`);
};

const flipped: Spoil = (event, at) => {
  const bytes = written(event);
  bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ (1 << (at % 8));
  return bytes;
};

const cut: Spoil = (event, at) => {
  const bytes = written(event);
  return bytes.subarray(0, at % bytes.length);
};

const spliced: Spoil = (event, at) => {
  const bytes = written(event);
  const noise = Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x00, at % 256]);
  return Buffer.concat([
    bytes.subarray(0, at % bytes.length),
    noise,
    bytes.subarray(at % bytes.length),
  ]);
};

const padded: Spoil = (event, at) =>
  written({ ...event, subject: "y".repeat([1_000, 262_144, 700_000][at % 3] ?? 0) });

const reworded: Spoil = (event, at) => {
  const others: Json[] = [
    { type: "org.stockcontroltower.goods_received.v2" },
    { type: "org.stockcontroltower.not_a_kind.v1" },
    { specversion: "0.3" },
    { source: "urn:somebody:else" },
    { environment: "production" },
    { datacontenttype: "text/xml" },
    { data: { ...event.data, lines: Array(600).fill(event.data.lines[0]) } },
  ];
  return written({ ...event, ...others[at % others.length] });
};

/** Spoils by weight, with a number that says where. */
export const spoil: fc.Arbitrary<{ how: Spoil; at: number }> = fc.record({
  how: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom(...RAW.map(replaced)) },
    { weight: 3, arbitrary: fc.constantFrom(without, added, reworded) },
    { weight: 3, arbitrary: fc.constantFrom(flipped, cut, spliced) },
  ),
  at: fc.nat(1_000_000),
});
/** Large ones are costly to carry, so they are drawn apart and seldom. */
export const large: Spoil = padded;

type Path = readonly (string | number)[];

function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inside = Object.entries(value as object).flatMap(([key, each]) =>
    pathsOf(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 0 ? [path, ...inside] : inside;
}

/** A copy with another value at the path; undefined takes it away. */
function changed(value: Json, [first, ...rest]: Path, to: unknown): Json {
  if (first === undefined) return to;
  const copy: Json = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
  if (rest.length > 0) copy[first] = changed(copy[first], rest, to);
  else if (to === undefined) delete copy[first];
  else copy[first] = to;
  return copy;
}

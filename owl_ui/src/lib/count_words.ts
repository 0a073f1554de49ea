import { _t } from "@web/core/l10n/translation";
import type { FloorView, Found, PlaceLine, Said, Side } from "../types/floor";
import { figureOf, isDone, type CountLine } from "./counting";
import { formatCount, formatDecimal, formatQuantity } from "./format";

export function viewTitle(view: FloorView, place = ""): string {
  const titles: Record<FloorView, string> = {
    start: _t("Floor"),
    receiving: _t("Receiving exceptions"),
    picking: _t("Picking exceptions"),
    count: place || _t("Count a place"),
  };
  return titles[view];
}

/** What is on a line, with its lot, package and owner. */
export function nameOf(line: PlaceLine): string {
  return [line.product, line.lot, line.package].filter(Boolean).join(", ");
}

/** How a line stands: what is expected, what was posted, or what Odoo has by now. */
export function standingWords(line: CountLine, decimals: number): string {
  const figure = formatDecimal(line.expected, decimals);
  const { uom: unit } = line;
  if (line.moved !== null) {
    const now = formatDecimal(line.moved, decimals);
    return _t("Moved meanwhile: Odoo has %(now)s now, it had %(before)s", { now, before: figure });
  }
  return isDone(line)
    ? _t("Counted: %(figure)s %(unit)s", { figure, unit })
    : _t("Odoo expects %(figure)s %(unit)s", { figure, unit });
}

export function progressWords(done: number, all: number): string {
  return _t("%(done)s of %(all)s counted", { done: formatCount(done), all: formatCount(all) });
}

/** What confirms the lines that nobody has touched. */
export function restWords(untouched: number, all: number): string {
  const count = formatCount(untouched);
  return untouched === all ? _t("All %s are right", count) : _t("The other %s are right", count);
}

export function ownerWords(owner: string): string {
  return _t("belongs to %s", owner);
}

export function ordersWords(count: number): string {
  return count === 1 ? _t("holds up 1 transfer") : _t("holds up %s transfers", formatCount(count));
}

export function moreWords(left: number): string {
  return _t("Show more (%s left)", formatCount(left));
}

/** What pressing the line's button does. */
export function buttonWords(line: CountLine, decimals: number): string {
  if (line.moved !== null) return _t("Count anew");
  if (isDone(line)) return _t("Count again");
  const figure = formatQuantity(figureOf(line), decimals);
  const difference = figureOf(line) - Number(line.expected);
  if (!difference) return _t("%s is right", figure);
  const size = formatQuantity(Math.abs(difference), decimals);
  return difference > 0
    ? _t("Post %(figure)s: %(size)s more", { figure, size })
    : _t("Post %(figure)s: %(size)s missing", { figure, size });
}

export function addedWords(line: CountLine, quantity: number, decimals: number): Said {
  const facts = {
    quantity: formatQuantity(quantity, decimals),
    item: nameOf(line),
    counted: formatQuantity(line.counted ?? 0, decimals),
    expected: formatDecimal(line.expected, decimals),
  };
  const over = (line.counted ?? 0) > Number(line.expected);
  return {
    tone: over ? "attention" : "good",
    text: _t("+%(quantity)s %(item)s: %(counted)s counted, %(expected)s expected", facts),
  };
}

export function postedWords(line: CountLine, decimals: number): Said {
  const facts = { figure: formatDecimal(line.posted ?? "0", decimals), item: nameOf(line) };
  return { tone: "good", text: _t("Posted: Odoo has %(figure)s of %(item)s", facts) };
}

export function confirmedWords(count: number): Said {
  return { tone: "good", text: _t("Posted: %s lines, each as expected", formatCount(count)) };
}

export function movedWords(line: CountLine, decimals: number): Said {
  const facts = {
    item: nameOf(line),
    now: formatDecimal(line.moved ?? "0", decimals),
    before: formatDecimal(line.expected, decimals),
  };
  return {
    tone: "attention",
    text: _t(
      "Not posted: %(item)s moved while you counted. Odoo has %(now)s now, it had %(before)s. Count it anew.",
      facts,
    ),
  };
}

export function unknownWords(code: string, warehouse: string): Said {
  return {
    tone: "trouble",
    text: _t(
      "“%(code)s” is no place, item, lot or package in %(warehouse)s. Nothing was changed: scan again, or type it.",
      { code, warehouse },
    ),
  };
}

export function unclearWords(code: string, count: number): Said {
  const facts = { code, count: formatCount(count) };
  return { tone: "info", text: _t("“%(code)s” can be %(count)s things: choose one", facts) };
}

/** Why a code that is known counts nothing here. */
export function notHereWords(found: Found): Said {
  if (found.kind === "package") {
    const facts = { package: found.name, place: found.note || _t("no place") };
    return { tone: "info", text: _t("%(package)s is at %(place)s", facts) };
  }
  return {
    tone: "info",
    text: _t("%s is an item. Scan the place where it lies first.", found.name),
  };
}

export function lotMissingWords(found: Found): Said {
  return {
    tone: "attention",
    text: _t("%s is counted by lot or serial number. Scan that label.", found.name),
  };
}

export function emptyCards(side: Side, warehouse: string): { title: string; text: string } {
  return {
    title:
      side === "receiving"
        ? _t("Nothing stands in the way of receiving in %s", warehouse)
        : _t("Nothing stands in the way of picking in %s", warehouse),
    text: _t("What partners report and Odoo cannot apply appears here within seconds."),
  };
}

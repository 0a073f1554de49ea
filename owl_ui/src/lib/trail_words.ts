import { _t } from "@web/core/l10n/translation";
import type { FeedItem } from "../types/overview";
import type { EventStep, TrailLine } from "../types/trail";
import { goodsWords } from "./goods";
import { kindLook, type Tone } from "./kinds";
import { eventSentence } from "./sentence";

/** What happened, in one human sentence. */
export function lineSentence(line: TrailLine, decimals: number): string {
  if (line.direction === "out") {
    return line.outcome && !isTrouble(line.outcome)
      ? answerSentence(line)
      : eventSentence(asItem(line), decimals);
  }
  const words = {
    origin: line.origin,
    noun: kindLook(line.kind).noun(),
    goods: line.product ? goodsWords(asItem(line), decimals) : (line.subject ?? ""),
  };
  return words.goods
    ? _t("%(origin)s sent a %(noun)s: %(goods)s", words)
    : _t("%(origin)s sent a %(noun)s", words);
}

/** Odoo's answer to a partner, when nothing is wrong. */
function answerSentence(line: TrailLine): string {
  const words = { origin: line.origin, noun: kindLook(line.about_kind).noun() };
  return line.outcome === "duplicate"
    ? _t("Told %(origin)s: its %(noun)s was known already", words)
    : _t("Told %(origin)s: its %(noun)s took effect", words);
}

export function lineIcon(line: TrailLine): string {
  if (line.outcome === "refused" || line.outcome === "conflict") return "fa-times-circle";
  return kindLook(line.kind === "event_outcome" ? line.about_kind : line.kind).icon;
}

export function lineTone(line: TrailLine): Tone {
  if (line.outcome === "refused" || line.outcome === "conflict") return "danger";
  return kindLook(line.kind).tone;
}

/** What became of a partner's event; empty for what Odoo tells of itself. */
export function outcomeWord(outcome: string | null): string {
  switch (outcome) {
    case "applied":
      return _t("Applied");
    case "recorded":
      return _t("Recorded only");
    case "waiting":
      return _t("Waiting");
    case "refused":
      return _t("Refused");
    case "conflict":
      return _t("Conflict");
    case "duplicate":
      return _t("Repeated");
    case "discarded":
      return _t("Discarded");
    case "missing":
      return _t("Missing");
    case "published":
      return _t("Published");
    case null:
    default:
      return "";
  }
}

export function stepWords({ what, kind, name }: EventStep): string {
  const noun = kindLook(kind).noun();
  switch (what) {
    case "happened":
      return _t("It happened, as the partner says");
    case "received":
      return _t("Odoo received it");
    case "recorded":
      return _t("Odoo recorded the %s", noun);
    case "numbered":
      return _t("The %s got its number; everybody sees it", noun);
    case "published":
      return _t("Published to %s", name ?? "");
    case "document":
      return _t("Same document: %s", noun);
  }
}

/** Worth a reason on its line. */
export function isTrouble(outcome: string | null): boolean {
  return ["refused", "conflict", "recorded"].includes(outcome ?? "");
}

function asItem(line: TrailLine): FeedItem {
  const known = ["refused", "conflict", "recorded"] as const;
  return {
    ...line,
    sequence: line.position,
    outbox_id: line.id,
    inbox_id: null,
    recorded_at: line.at,
    from: line.source,
    to: line.target,
    outcome: known.find((one) => one === line.outcome) ?? null,
  };
}

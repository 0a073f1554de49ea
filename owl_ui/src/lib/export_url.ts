import type { Domain } from "../types/truth";

export interface ExportQuestion {
  domain: Domain;
  groupBy: string[];
  until: string | null;
  companyIds: number[];
}

/** Where exactly the rows of the list can be had as a file. */
export function exportUrl(kind: "csv" | "xlsx", question: ExportQuestion): string {
  const query = new URLSearchParams({
    companies: question.companyIds.join(),
    domain: JSON.stringify(question.domain),
  });
  if (question.groupBy.length) query.set("group_by", question.groupBy.join());
  if (question.until !== null) query.set("until", question.until);
  return `/stock_control_tower/stock-truth.${kind}?${query.toString()}`;
}

/** Figures count what matches: a filter on a place counts a part of each position. */
export function countsPart(domain: Domain): boolean {
  const whole = ["product_id", "categ_id", "warehouse_id", "company_id"];
  return domain.some(
    (leaf) => Array.isArray(leaf) && !whole.some((name) => String(leaf[0]).split(".")[0] === name),
  );
}

import type { Finding } from "./finding.ts";

const WORD = { ok: "ok     ", warning: "LOOK   ", problem: "PROBLEM" } as const;

/** The findings as text, the worst last, where a terminal shows it. */
export function table(findings: readonly Finding[]): string {
  const order = ["ok", "warning", "problem"] as const;
  const lines = order.flatMap((level) =>
    findings
      .filter((finding) => finding.level === level)
      .map(
        ({ found, remedy }) => `${WORD[level]}  ${found}${remedy ? `\n         → ${remedy}` : ""}`,
      ),
  );
  const count = (level: Finding["level"]): number =>
    findings.filter((finding) => finding.level === level).length;
  const sum = `${String(count("ok"))} sound, ${String(count("warning"))} to look at, ${String(count("problem"))} problems`;
  return [...lines, sum].join("\n");
}

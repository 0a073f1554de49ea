import { describe, expect, test } from "vitest";
import { summary } from "../../test/samples";
import { describeHealth } from "./health";

describe("health sentence", () => {
  test.each([
    [{}, "good", "Every event is through, 12 applied today"],
    [
      { waiting: { count: 2, oldest_ms: 300 }, refused_today: 3 },
      "attention",
      "2 events wait, 3 were refused today",
    ],
    [{ refused_today: 1 }, "attention", "No event waits, 1 was refused today"],
    [
      { waiting: { count: 40, oldest_ms: 180_000 } },
      "trouble",
      "40 events wait, the oldest for 3 min",
    ],
    [
      { connected: false, waiting: { count: 770, oldest_ms: 9e8 } },
      "good",
      "770 events are kept for the first system you connect",
    ],
    [{ connected: false, applied_today: 0 }, "good", "No system is connected yet"],
    [{ conflicts_today: 2 }, "attention", "No event waits, 2 contradict what is known"],
    [{ sequence_gaps: 1 }, "attention", "No event waits, 1 gap in a partner's sequence"],
    [{ sequence_gaps: 3 }, "attention", "No event waits, 3 gaps in partners' sequences"],
  ] as const)("%j is %s", (values, level, text) => {
    expect(describeHealth(summary(values))).toEqual({ level, text });
  });

  test("slow events need attention though none waits", () => {
    const slow = summary({ lag: { outbound_ms: 9_000, inbound_ms: null } });
    expect(describeHealth(slow).level).toBe("attention");
  });
});

import { expect, test, vi } from "vitest";
import { createLogger } from "../observability/logger.ts";
import type { OdooClient } from "./client.ts";
import { Report, type BrokerView } from "./report.ts";

const VIEW: BrokerView = {
  health: { ok: false, reason: "no channel" },
  queues: [{ name: "stock.intake", ready: 7, consumers: 1 }],
};

function reporting(look: () => Promise<BrokerView>) {
  const call = vi.fn((_method: string, _params: object) => Promise.resolve({}));
  const report = new Report({
    client: { call } as unknown as OdooClient,
    name: "one",
    look,
    log: createLogger("silent"),
    everyMs: 1,
  });
  return { call, report };
}

test("it tells what the broker is like, again and again", async () => {
  const { call, report } = reporting(() => Promise.resolve(VIEW));
  report.start();
  await vi.waitFor(() => expect(call.mock.calls.length).toBeGreaterThan(1));
  expect(call.mock.calls[0]).toEqual([
    "tower.report",
    { name: "one", broker: { ok: false, reason: "no channel" }, queues: VIEW.queues },
  ]);
  await report.close();
});

test("a look that fails ends nothing, and closing ends it", async () => {
  const look = vi.fn(() => Promise.resolve(VIEW));
  look.mockRejectedValueOnce(new Error("channel closed"));
  const { call, report } = reporting(look);
  report.start();
  await vi.waitFor(() => expect(call).toHaveBeenCalled());
  await report.close();
  const told = call.mock.calls.length;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(call.mock.calls.length).toBe(told);
});

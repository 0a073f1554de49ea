import { beforeEach, expect, test, vi } from "vitest";
import { Pacer } from "./pacer";

const clock = {
  now: () => Date.now(),
  setTimeout: (callback: () => void, ms: number) => setTimeout(callback, ms),
  clearTimeout: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
};
let backstop = 9_000;
const options = { spacingMs: 500, backstopMs: () => backstop, clock };

beforeEach(() => {
  backstop = 9_000;
  vi.useFakeTimers();
});

test("a storm of requests runs at most twice a second", async () => {
  const task = vi.fn(() => Promise.resolve());
  const pacer = new Pacer(task, options);
  pacer.resume();
  for (let ms = 0; ms < 10_000; ms += 2) {
    pacer.ask();
    await vi.advanceTimersByTimeAsync(2);
  }
  expect(task.mock.calls.length).toBeLessThanOrEqual(21);
  expect(task.mock.calls.length).toBeGreaterThan(15);
});

test("a request during a run makes one more, never two at a time", async () => {
  let running = 0;
  let most = 0;
  const pacer = new Pacer(async () => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    running--;
  }, options);
  pacer.resume();
  await vi.advanceTimersByTimeAsync(100);
  pacer.ask();
  await vi.advanceTimersByTimeAsync(4_500);
  expect(most).toBe(1);
});

test("without hints it runs before figures grow stale", async () => {
  const task = vi.fn(() => Promise.resolve());
  const pacer = new Pacer(task, options);
  pacer.resume();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(task).toHaveBeenCalledTimes(4);
});

test("while no hints can come it runs more often", async () => {
  const task = vi.fn(() => Promise.resolve());
  const pacer = new Pacer(task, options);
  pacer.resume();
  await vi.advanceTimersByTimeAsync(1_000);
  backstop = 2_000;
  pacer.ask();
  await vi.advanceTimersByTimeAsync(6_100);
  expect(task).toHaveBeenCalledTimes(5);
});

test("paused it rests; resumed it runs at once", async () => {
  const task = vi.fn(() => Promise.resolve());
  const pacer = new Pacer(task, options);
  pacer.resume();
  await vi.advanceTimersByTimeAsync(1_000);
  pacer.pause();
  pacer.ask();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(task).toHaveBeenCalledTimes(1);
  pacer.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(task).toHaveBeenCalledTimes(2);
});

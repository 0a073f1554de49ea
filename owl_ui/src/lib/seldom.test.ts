import { expect, test, vi } from "vitest";
import { Seldom } from "./seldom";

test("it rests, the longer the longer it took, and never runs twice at a time", async () => {
  let now = 0;
  const seldom = new Seldom(5_000, () => now);
  const task = vi.fn(() => Promise.resolve());
  await seldom.run(task);
  now = 4_999;
  await seldom.run(task);
  expect(task).toHaveBeenCalledTimes(1);
  now = 5_000;
  const long = seldom.run(async () => {
    await task();
    now += 3_000;
  });
  await seldom.run(task);
  await long;
  expect(task).toHaveBeenCalledTimes(2);
  now += 11_999;
  await seldom.run(task);
  expect(task).toHaveBeenCalledTimes(2);
  now += 1;
  await seldom.run(task);
  expect(task).toHaveBeenCalledTimes(3);
});

test("what failed, or is asked anew, does not rest", async () => {
  const seldom = new Seldom(5_000, () => 0);
  const task = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error("away"));
  await expect(seldom.run(task)).rejects.toThrow("away");
  await seldom.run(task);
  let answer = () => {};
  seldom.reset();
  const older = seldom.run(() => new Promise((resolve) => (answer = resolve)));
  seldom.reset();
  answer();
  await older;
  await seldom.run(task);
  expect(task).toHaveBeenCalledTimes(3);
});

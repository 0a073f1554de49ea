import fc from "fast-check";
import { expect, test } from "vitest";
import { admit, afterFailure, afterSuccess, CLOSED, trip, type BreakerState } from "./breaker.ts";

const NOW = 1_000_000;
const most = (): number => 1;

function opened(): BreakerState {
  let state = CLOSED;
  for (let index = 0; index < 5; index += 1) state = afterFailure(state, NOW, most);
  return state;
}

test("four failures in a row are borne, the fifth opens it", () => {
  let state = CLOSED;
  for (let index = 0; index < 4; index += 1) state = afterFailure(state, NOW);
  expect(admit(state, NOW).waitMs).toBe(0);
  expect(admit(afterFailure(state, NOW, most), NOW).waitMs).toBe(1000);
});

test("a success in between begins the count anew", () => {
  let state = CLOSED;
  for (let index = 0; index < 40; index += 1) {
    state = index % 4 === 3 ? afterSuccess() : afterFailure(state, NOW);
    expect(state.name).toBe("closed");
  }
});

test("after the pause exactly one call tries, the others wait for it", () => {
  const first = admit(opened(), NOW + 1000);
  expect(first).toMatchObject({ waitMs: 0, state: { name: "half_open" } });
  expect(admit(first.state, NOW + 1000).waitMs).toBeGreaterThan(0);
  expect(admit(afterSuccess(), NOW + 1000).waitMs).toBe(0);
});

test("when the trial fails, it waits longer, ten seconds at most", () => {
  let state = opened();
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    const wait = admit(state, NOW).waitMs;
    state = afterFailure(admit(state, NOW + wait).state, NOW, most);
    return wait;
  });
  expect(waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test("calls that end after it opened prolong nothing", () => {
  const state = opened();
  expect(afterFailure(state, NOW + 500)).toBe(state);
  expect(trip(state, NOW + 500)).toBe(state);
});

test("whatever happens, some later moment lets a call through", () => {
  const steps = fc.array(fc.constantFrom("failure", "success", "trip", "ask"));
  fc.assert(
    fc.property(steps, (events) => {
      let state = CLOSED;
      let now = NOW;
      let trying = false;
      for (const event of events) {
        if (event === "failure") state = afterFailure(state, now);
        else if (event === "success") state = afterSuccess();
        else if (event === "trip") state = trip(state, now);
        else {
          const answer = admit(state, (now += 10_000));
          trying = answer.waitMs === 0;
          state = answer.state;
        }
      }
      // A trial always ends, one way or the other.
      if (trying && state.name === "half_open") state = afterFailure(state, now);
      if (state.name === "half_open") state = afterSuccess();
      expect(admit(state, now + 10_000).waitMs).toBe(0);
    }),
  );
});

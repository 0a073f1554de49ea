/** How long a condition may take before the test gives up, unless it says otherwise. */
const PATIENCE_MS = 30_000;

/**
 * Waits until `probe` gives something true and returns it. A probe that throws counts
 * as not yet. There is no fixed sleep in the suite; this is the only clock.
 *
 * @param what names the condition in the error: "10 duplicates counted"
 * @throws with the last answer or error of the probe when the patience ends
 */
export async function eventually<T>(
  what: string,
  probe: () => T | Promise<T>,
  { within = PATIENCE_MS, every = 100 }: { within?: number; every?: number } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + within;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error instanceof Error ? error.message : error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`Not within ${within} ms: ${what}. Last answer: ${show(last)}`);
    }
    await pause(every);
  }
}

/**
 * Waits until `probe` equals `expected` (compared as JSON, so lists and objects work).
 */
export async function eventuallyEqual<T>(
  what: string,
  probe: () => T | Promise<T>,
  expected: T,
  options?: { within?: number; every?: number },
): Promise<void> {
  const wanted = JSON.stringify(expected);
  let last: T | undefined;
  await eventually(
    what,
    async () => JSON.stringify((last = await probe())) === wanted,
    options,
  ).catch((cause: unknown) => {
    throw new Error(`${what}: wanted ${wanted}, still ${show(last)}`, { cause });
  });
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

const show = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));

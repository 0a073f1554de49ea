import type { LagPoint } from "../types/overview";

export interface Sparkline {
  /** SVG path data of the line, with gaps where nothing was measured. */
  line: string;
  area: string;
}

/** The slower direction of each interval; null where nothing was measured. */
export function worstOf(points: LagPoint[]): (number | null)[] {
  return points.map(({ outbound_ms: out, inbound_ms: inbound }) =>
    out === null ? inbound : inbound === null ? out : Math.max(out, inbound),
  );
}

/** Scale of the picture: 50 ms and 50 s must both be readable, so it is logarithmic. */
export class LogScale {
  readonly max: number;
  private readonly min: number;
  private readonly height: number;

  /**
   * @param min lowest value told apart, the bottom of the picture
   * @param top smallest top of the scale: quiet lines must not look dramatic
   */
  constructor(values: (number | null)[], height: number, min: number, top: number) {
    this.height = height;
    this.min = min;
    this.max = Math.max(top, ...values.map((value) => value ?? 0));
  }

  /** Distance from the top, in SVG units. */
  y(value: number): number {
    const share = Math.log(Math.max(this.min, value) / this.min) / Math.log(this.max / this.min);
    return round(this.height * (1 - share));
  }
}

/** Draws values into a box of `width` × `height` SVG units. */
export function drawSparkline(
  values: (number | null)[],
  width: number,
  height: number,
  scale: LogScale,
): Sparkline {
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const points = values.map((value, index) =>
    value === null ? null : { x: round(index * step), y: scale.y(value) },
  );
  let line = "";
  let area = "";
  for (const run of runsOf(points)) {
    const [first] = run;
    const last = run.at(-1);
    if (!first || !last) continue;
    const path = run.map(({ x, y }) => `${x} ${y}`).join("L");
    // A lone point still shows: round line caps turn a zero-length line into a dot.
    line += `M${path}${run.length === 1 ? "h0.01" : ""}`;
    area += `M${first.x} ${height}L${path}L${last.x} ${height}Z`;
  }
  return { line, area };
}

/** Splits at the gaps. */
function runsOf<T>(points: (T | null)[]): T[][] {
  const runs: T[][] = [];
  let run: T[] = [];
  for (const point of points) {
    if (point !== null) run.push(point);
    else if (run.length) {
      runs.push(run);
      run = [];
    }
  }
  return run.length ? [...runs, run] : runs;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

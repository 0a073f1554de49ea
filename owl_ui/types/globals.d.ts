import type * as Luxon from "luxon";

declare global {
  /** Odoo's web client brings it as a global. */
  const luxon: typeof Luxon;
}

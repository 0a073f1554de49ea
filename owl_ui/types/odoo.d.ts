/** Globals that Odoo's web client provides. */
declare const luxon: typeof import("luxon");

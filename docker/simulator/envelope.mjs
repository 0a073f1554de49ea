/** Builds the messages: CloudEvents 1.0 as structured JSON, one per warehouse act. */

/**
 * @param {object} act `{ id, source, kind, subject, time, environment, businessKey,
 *   warehouse, references, lines }`
 * @returns {object} the event; serialising it is the caller's business
 */
export function envelope(act) {
  return {
    specversion: "1.0",
    id: act.id,
    source: act.source,
    type: `org.stockcontroltower.${act.kind}.v1`,
    subject: act.subject,
    time: act.time,
    datacontenttype: "application/json",
    environment: act.environment,
    data: {
      kind: act.kind,
      mode: "delta",
      businessKey: act.businessKey,
      location: { warehouse: act.warehouse },
      references: act.references,
      lines: act.lines,
    },
  };
}

const outside = () => ({ state: "outside" });
const shelf = ({ warehouse, bin }) => ({
  state: "available",
  location: bin ? { warehouse, bin } : { warehouse },
});

/**
 * One line of an event.
 * @param {number} number 1, 2, 3 …
 * @param {{sku: string, gtin?: string}} item
 * @param {{warehouse: string, bin: string, lot: string}} place
 * @param {number} quantity above zero arrives at the place, below zero leaves it
 * @param {string} unit UN/ECE Recommendation 20 code
 * @param {string} [reason] `<list>:<code>`
 */
export function line(number, item, place, quantity, unit, reason) {
  const arrives = quantity > 0;
  return {
    lineId: String(number),
    item: item.gtin && number % 2 ? { sku: item.sku, gtin: item.gtin } : { sku: item.sku },
    quantity: String(Math.abs(quantity)),
    uom: unit,
    from: arrives ? outside() : shelf(place),
    to: arrives ? shelf(place) : outside(),
    ...(place.lot ? { lot: place.lot } : {}),
    ...(reason ? { reason } : {}),
  };
}

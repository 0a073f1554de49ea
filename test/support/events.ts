/** Builds what a partner would publish; tests state only what matters to them. */
import { randomUUID } from "node:crypto";

import type { Json } from "./rabbit.ts";
import { ENVIRONMENT } from "./stack.ts";

export const WMS = "urn:meridian:wms";

export interface Facts {
  readonly id?: string;
  readonly sku: string;
  readonly quantity: string;
  readonly warehouse?: string;
  readonly bin?: string;
  readonly uom?: string;
  readonly lot?: string;
  readonly source?: string;
}

export function goodsReceived(facts: Facts): Json {
  const {
    id = randomUUID(),
    sku,
    quantity,
    warehouse = "DAL",
    uom = "C62",
    lot,
    source = WMS,
  } = facts;
  const place = {
    state: "available",
    location: facts.bin ? { warehouse, bin: facts.bin } : { warehouse },
  };
  return {
    specversion: "1.0",
    id,
    source,
    type: "org.stockcontroltower.goods_received.v1",
    subject: sku,
    time: new Date().toISOString(),
    datacontenttype: "application/json",
    environment: ENVIRONMENT,
    data: {
      kind: "goods_received",
      mode: "delta",
      businessKey: `goods_received:${id}`,
      location: { warehouse },
      lines: [
        {
          lineId: "1",
          item: { sku },
          quantity,
          uom,
          from: { state: "outside" },
          to: place,
          ...(lot ? { lot } : {}),
        },
      ],
    },
  };
}

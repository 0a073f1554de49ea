#!/usr/bin/env python3
"""Reports a receipt to Stock Control Tower and waits for what became of it.

Needs pika 1.x. Usage: publish.py AMQP_URL SKU QUANTITY [LOT]
Plays the demo company's WMS; change PARTNER, SOURCE and WAREHOUSE for your own.
"""

import json
import sys
import uuid
from datetime import UTC, datetime

import pika

PARTNER, SOURCE, WAREHOUSE = "wms", "urn:meridian:wms", "DAL"
KIND = "goods_received"
url, sku, quantity = sys.argv[1:4]
lot = {"lot": sys.argv[4]} if len(sys.argv) > 4 else {}

event = {
    "specversion": "1.0",
    "id": str(uuid.uuid4()),  # keep it when you send the same event again
    "source": SOURCE,
    "type": f"org.stockcontroltower.{KIND}.v1",
    "time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    "environment": "demo",
    "data": {
        "kind": KIND,
        "mode": "delta",
        "businessKey": f"receipt:{uuid.uuid4()}",
        "location": {"warehouse": WAREHOUSE},
        "lines": [
            {
                "lineId": "1",
                "item": {"sku": sku},
                "quantity": quantity,
                "uom": "EA",
                "from": {"state": "outside"},
                "to": {"state": "available"},
                **lot,
            }
        ],
    },
}

connection = pika.BlockingConnection(pika.URLParameters(url))
channel = connection.channel()
channel.confirm_delivery()
# A partner may name queues only after itself.
outcomes = f"{PARTNER}.outcomes-{uuid.uuid4()}"
channel.queue_declare(outcomes, exclusive=True)
channel.queue_bind(outcomes, "stock.out", f"stock.event_outcome.{PARTNER}.*")
channel.basic_publish(
    "stock.in",
    f"{PARTNER}.{KIND}.{WAREHOUSE}",
    json.dumps(event).encode(),
    pika.BasicProperties(
        content_type="application/cloudevents+json; charset=utf-8",
        message_id=event["id"],
        delivery_mode=2,
    ),
    mandatory=True,
)
for _method, _properties, body in channel.consume(outcomes, inactivity_timeout=30):
    if body is None:
        sys.exit("No outcome within 30 s: is the sidecar running?")
    outcome = json.loads(body)["data"]
    if outcome["about"].get("id") == event["id"]:
        print(json.dumps(outcome, indent=2))
        sys.exit(outcome["outcome"] not in ("applied", "duplicate"))

"""A partner's program in another language: Debian's python3-pika and nothing of ours.

Reads one order as JSON from standard input:
  {"url", "op": "bind", "queue", "exchange", "key"}
  {"url", "op": "publish", "exchange", "messages": [{"key", "body"}]}
  {"url", "op": "collect", "queue", "count", "seconds"}
"""

import json
import sys
import time

import pika

ORDER = json.load(sys.stdin)


def bind(channel):
    channel.queue_declare(ORDER["queue"], durable=True)
    channel.queue_bind(ORDER["queue"], ORDER["exchange"], ORDER["key"])
    return {}


def publish(channel):
    channel.confirm_delivery()  # from here on basic_publish raises unless confirmed
    properties = pika.BasicProperties(
        content_type="application/cloudevents+json", delivery_mode=2
    )
    began = time.time()
    for message in ORDER["messages"]:
        body = message["body"].encode()
        channel.basic_publish(
            ORDER["exchange"], message["key"], body, properties, mandatory=True
        )
    return {"confirmed": len(ORDER["messages"]), "began": began}


def collect(channel):
    events = []
    if ORDER["count"]:
        for method, _properties, body in channel.consume(
            ORDER["queue"], inactivity_timeout=ORDER["seconds"]
        ):
            if method is None:
                break
            events.append({"key": method.routing_key, "event": json.loads(body)})
            channel.basic_ack(method.delivery_tag)
            if len(events) == ORDER["count"]:
                break
        channel.cancel()
    left = channel.queue_declare(ORDER["queue"], passive=True).method.message_count
    return {"events": events, "left": left}


connection = pika.BlockingConnection(pika.URLParameters(ORDER["url"]))
operation = {"bind": bind, "publish": publish, "collect": collect}[ORDER["op"]]
print(json.dumps(operation(connection.channel())))
connection.close()

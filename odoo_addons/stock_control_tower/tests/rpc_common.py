"""What the tests of the sidecar's route share: a token, and calls under it."""

import json

from odoo.tests import HttpCase

URL = "/stock_control_tower/rpc"
SCOPES = ["outbox.read", "inbox.write", "status.read"]


class RpcCase(HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.subscription = cls.env["stock.tower.subscription"].create({"name": "Test"})
        cls.Token = cls.env["stock.tower.token"]
        cls.token = cls.Token._generate("test", SCOPES, cls.subscription)
        cls.product = cls.env["product.product"].create(
            {"name": "P", "default_code": "SKU-RPC", "is_storable": True}
        )
        cls.stock = cls.env["stock.warehouse"].search([], limit=1).lot_stock_id

    def post(self, body, token=None, **headers):
        if token is not False:
            headers["Authorization"] = f"Bearer {token or self.token}"
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.url_open(
            URL, data=data, headers={"Content-Type": "application/json", **headers}
        )

    def call(self, method, params=None, token=None):
        request = {"jsonrpc": "2.0", "id": 7, "method": method, "params": params or {}}
        answer = self.post(request, token)
        self.assertEqual(answer.status_code, 200, answer.text)
        self.assertEqual(answer.json()["id"], 7)
        return answer.json()

    def code(self, method, params=None):
        return self.call(method, params)["error"]["code"]

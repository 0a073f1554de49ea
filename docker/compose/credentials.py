# For `odoo shell`: the sidecar's subscription and a token for it, as shell variables.
import os
import sys

Subscription = env["stock.tower.subscription"].with_context(active_test=False)  # noqa: F821
subscription = Subscription.search([("name", "=", "Sidecar")], limit=1)
values = {
    "name": "Sidecar",
    "url": "http://sidecar:8070/webhooks/odoo",
    "active": True,
    "allow_private": True,
}
if subscription:
    subscription.write(values)
else:
    subscription = Subscription.create(values)
Token = env["stock.tower.token"]  # noqa: F821
clear_text = os.environ.get("ODOO_TOKEN", "")
if Token._recognise(clear_text).subscription_id != subscription:
    Token.search([("name", "=", "Sidecar")]).action_revoke()
    clear_text = Token._generate(
        "Sidecar", ["outbox.read", "inbox.write", "status.read"], subscription
    )
env.cr.commit()  # noqa: F821
sys.stdout.write(f"ODOO_TOKEN={clear_text}\nWEBHOOK_SECRETS={subscription.secret}\n")

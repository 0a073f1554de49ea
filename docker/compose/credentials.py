# For `odoo shell`: the sidecar's subscription and a new token, as shell variables.
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
Token.search([("name", "=", "Sidecar")]).action_revoke()
token = Token._generate(
    "Sidecar", ["outbox.read", "inbox.write", "status.read"], subscription
)
env.cr.commit()  # noqa: F821
sys.stdout.write(f"ODOO_TOKEN={token}\nWEBHOOK_SECRETS={subscription.secret}\n")

# For `odoo shell`: the sidecar's subscription and a fresh service token, as shell variables.
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
print(f"ODOO_TOKEN={token}")
print(f"WEBHOOK_SECRETS={subscription.secret}")

#!/bin/bash
# Runs once in the Odoo image: the database with the addon and the demo company, and the sidecar's
# credentials in the shared volume. Running it again changes nothing but the credentials.
set -euo pipefail
database=(--db_host postgres --db_user odoo --db_password "$PASSWORD" -d tower)
# Root only to hand over the volumes; Odoo's files belong to Odoo.
chown odoo: /var/lib/odoo
as_odoo() { setpriv --reuid odoo --regid odoo --init-groups env HOME=/var/lib/odoo odoo "$@"; }
install() { as_odoo "${database[@]}" --without-demo=True --no-http --stop-after-init -i "$1"; }
shell() { as_odoo shell "${database[@]}" --no-http --log-level=error; }

install stock_control_tower
# Before the demo company's first events, which carry it.
shell <<< 'env["ir.config_parameter"].set_param("stock_control_tower.environment", "demo"); env.cr.commit()'
install stock_control_tower_demo
shell < "$(dirname "$0")/credentials.py" > /run/tower/sidecar.env.part
grep -q '^ODOO_TOKEN=' /run/tower/sidecar.env.part
mv /run/tower/sidecar.env.part /run/tower/sidecar.env

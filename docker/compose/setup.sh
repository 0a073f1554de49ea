#!/bin/bash
# Runs in the Odoo image at every start, before Odoo: the database with the addon and the demo company,
# and the sidecar's credentials in the shared volume. It changes only what is missing, changed or no longer valid.
set -euo pipefail
kept=/run/tower # sidecar.env, and which addons the database was made from
database=(--db_host postgres --db_user odoo --db_password "$PASSWORD" -d tower)
# Root only to hand over the volumes; Odoo's files belong to Odoo.
chown odoo: /var/lib/odoo
as_odoo() { setpriv --reuid odoo --regid odoo --init-groups env HOME=/var/lib/odoo odoo "$@"; }
# -i passes over what is installed, -u over what is not.
install() { as_odoo "${database[@]}" --without-demo=True --no-http --stop-after-init -i "$1" -u "$1"; }
shell() { as_odoo shell "${database[@]}" --no-http --log-level=error; }
sources() {
  cd /mnt/extra-addons
  find . \( -name static -o -name tests -o -name __pycache__ \) -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
}

now=$(sources | sha256sum)
if [ "$now" != "$(cat $kept/addons 2>/dev/null || true)" ]; then
  install stock_control_tower
  # Before the demo company's first events, which carry it.
  shell <<< 'env["ir.config_parameter"].set_param("stock_control_tower.environment", "demo"); env.cr.commit()'
  install stock_control_tower_demo
  echo "$now" > $kept/addons
fi

# A running sidecar holds the token it was started with, so one that works stays.
if [ -f $kept/sidecar.env ]; then
  set -a
  . $kept/sidecar.env
  set +a
fi
umask 077
shell < "$(dirname "$0")/credentials.py" > $kept/sidecar.env.part
grep -q '^ODOO_TOKEN=sct_' $kept/sidecar.env.part
chown 65534 $kept/sidecar.env.part # the sidecar's user
mv $kept/sidecar.env.part $kept/sidecar.env

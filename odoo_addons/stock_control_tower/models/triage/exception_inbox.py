from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, formatLang

MAX_ROWS = 500
# Which states a view of the inbox shows; `mine` goes by the owner as well.
VIEWS = {
    "todo": ("new", "regressed", "acknowledged", "in_progress", "waiting"),
    "new": ("new", "regressed"),
    "mine": ("new", "regressed", "acknowledged", "in_progress", "waiting", "snoozed"),
    "doing": ("acknowledged", "in_progress"),
    "waiting": ("waiting",),
    "snoozed": ("snoozed",),
    "resolved": ("resolved",),
}


class StockTowerException(models.Model):
    """The inbox of the Exceptions page: its rows, and how many each choice shows.

    A query is a dict of texts, each of them optional: `view` (a key of `VIEWS`),
    `severity`, `partner` (a code), `search`.
    """

    _inherit = "stock.tower.exception"

    @api.model
    def inbox_page(self, query=None, limit=60, shown=()):
        """The worst first, and what the page says about all of them.

        :param shown: ids on screen; what they are by now comes along, wherever they
            are in the order
        """
        query = query or {}
        domain = self._inbox_domain(query)
        rows = self.search(domain, limit=max(1, min(int(limit), MAX_ROWS)))
        others = self.search([("id", "in", list(shown)[:MAX_ROWS])]) - rows
        return {
            "at": fields.Datetime.now().isoformat() + "Z",
            "rows": [one._inbox_row() for one in rows],
            "others": [one._inbox_row() for one in others],
            "count": self.search_count(domain),
            "views": self._count_views(query),
            "severities": self._count_by("severity", query),
            "partners": self._count_by("partner_code", query),
            "at_risk": self._at_risk(domain),
            "can_act": self._may_act(),
            "user_id": self.env.uid,
        }

    @api.model
    def inbox_owners(self):
        """Who can take an exception on, as [id, name]."""
        operators = self.env.ref("stock_control_tower.group_operator").sudo()
        users = operators.all_user_ids.filtered(
            lambda user: not user.share and user.company_ids & self.env.companies
        )
        return [[user.id, user.name] for user in users.sorted("name")[:200]]

    @api.model
    def action_inbox_list(self, query=None):
        """The rows of the inbox as a list with Odoo's own search and export."""
        return self._window(
            self.env._("Exceptions"), self._name, list(self._inbox_domain(query or {}))
        )

    @api.model
    def action_inbox_orders(self, query=None):
        """The open transfers that the exceptions of a query hold up."""
        ids = self._blocked_ids(self._inbox_domain(query or {}))
        return self._window(
            self.env._("Transfers at risk"), "stock.picking", [("id", "in", ids)]
        )

    @api.model
    def _inbox_domain(self, query, without=""):
        """:param without: name of a choice that is left open"""
        query = {name: value for name, value in query.items() if name != without}
        domain = Domain.TRUE
        if query.get("view") in VIEWS:
            domain &= Domain("state", "in", VIEWS[query["view"]])
        if query.get("view") == "mine":
            domain &= Domain("owner_id", "=", self.env.uid)
        if query.get("severity"):
            domain &= Domain("severity", "=", str(query["severity"]))
        if query.get("partner"):
            domain &= Domain("partner_code", "=", str(query["partner"]))
        for word in str(query.get("search") or "").split():
            # "Unknown item" is what people read where the code says unknown_item.
            code = word.replace(" ", "_")
            names = ("thing", "partner_code", "cause", "owner_id.name")
            domain &= Domain("code", "ilike", code) | Domain.OR(
                Domain(name, "ilike", word) for name in names
            )
        return domain

    @api.model
    def _count_views(self, query):
        """Return dict view -> rows that it would show."""
        domain = self._inbox_domain(query, without="view")
        by_state = dict(self._read_group(domain, ["state"], ["__count"]))
        counts = {
            view: sum(by_state.get(state, 0) for state in states)
            for view, states in VIEWS.items()
        }
        mine = domain & self._inbox_domain({"view": "mine"})
        return counts | {"mine": self.search_count(mine)}

    @api.model
    def _count_by(self, field, query):
        """Return [[value, rows], …] for the choice of one field, most first."""
        choice = {"partner_code": "partner"}.get(field, field)
        domain = self._inbox_domain(query, without=choice)
        counted = self._read_group(domain, [field], ["__count"])
        return sorted(
            ([value, count] for value, count in counted if value),
            key=lambda one: (-one[1], one[0]),
        )

    @api.model
    def _at_risk(self, domain):
        """Return what the exceptions of a domain hold up: orders, money, events."""
        by_company = self._read_group(domain, ["company_id"], ["value:sum"])
        amounts = {}
        for company, value in by_company:
            currency = (company or self.env.company).currency_id
            amounts[currency] = amounts.get(currency, 0.0) + value
        ((events,),) = self._read_group(domain, aggregates=["open_count:sum"])
        return {
            "orders": len(self._blocked_ids(domain)),
            "events": events or 0,
            "value": " + ".join(
                formatLang(self.env, value, currency_obj=currency)
                for currency, value in amounts.items()
                if value
            ),
        }

    @api.model
    def _blocked_ids(self, domain):
        """Ids of the open transfers, each once, however many exceptions name it."""
        self.env["stock.tower.exception"].flush_model(["picking_ids"])
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT stock_picking_id
                     FROM stock_tower_exception_picking
                    WHERE stock_tower_exception_id IN %s""",
                self._search(domain).subselect(),
            )
        )
        ids = [picking_id for (picking_id,) in rows]
        return self.env["stock.picking"].search([("id", "in", ids)]).ids

    def _inbox_row(self):
        self.ensure_one()
        currency = (self.company_id or self.env.company).currency_id
        return {
            "id": self.id,
            "name": self.name,
            "code": self.code or "",
            "thing": self.thing or "",
            "partner": self.partner_code or "",
            "category": self.category,
            "cause": self.cause or "",
            "state": self.state,
            "severity": self.severity,
            "open_count": self.open_count,
            "total_count": self.total_count,
            "orders": self.document_count,
            "value": formatLang(self.env, self.value, currency_obj=currency)
            if self.value
            else "",
            "promise_at": _iso(self.promise_at),
            "first_seen": _iso(self.first_seen),
            "last_seen": _iso(self.last_seen),
            "owner_id": self.owner_id.id,
            "owner": self.owner_id.name or "",
        }

    @api.model
    def _may_act(self):
        return self.env.user.has_group("stock_control_tower.group_operator")


def _iso(moment):
    return moment.isoformat() + "Z" if moment else None

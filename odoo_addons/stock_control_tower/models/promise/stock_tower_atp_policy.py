from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...lib.atp import Rules


class StockTowerAtpPolicy(models.Model):
    """What a company promises from: of all its products, or of one, or of one place."""

    _name = "stock.tower.atp.policy"
    _description = "Promise policy"
    _order = "company_id, product_id, warehouse_id, id"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
        domain="[('company_id', '=', company_id)]",
        help="Where it holds. Empty: in every warehouse of the company, except where "
        "a policy for that warehouse says otherwise.",
    )
    product_id = fields.Many2one(
        "product.product",
        check_company=True,
        ondelete="cascade",
        index="btree_not_null",
        domain="[('is_storable', '=', True)]",
        help="For which product. Empty: for all, except those with a policy of their "
        "own. One for a product wins over one for a warehouse.",
    )
    horizon_days = fields.Integer(
        "Horizon (days)",
        required=True,
        default=Rules().horizon_days,
        help="Demand and receipts of so many days from today count; nothing is "
        "promised for later days. Overdue demand always counts.",
    )
    safety_quantity = fields.Float(
        "Safety stock",
        digits="Product Unit",
        help="Never promised, per product and warehouse, in the product's unit.",
    )
    receipts = fields.Selection(
        [
            ("none", "None"),
            ("in_transit", "In transit"),
            ("asn_backed", "In transit or announced"),
            ("confirmed", "All confirmed"),
        ],
        "Receipts that count",
        required=True,
        default=Rules().receipts,
        help="For promises by date; none ever counts for what can be promised now.\n"
        "In transit: transfers that have left another warehouse.\n"
        "In transit or announced: also receipts with a supplier's ASN.\n"
        "All confirmed: every receipt that is planned and not a draft.\n"
        "An overdue receipt never counts: nobody knows when it arrives.",
    )

    _scope_unique = models.UniqueIndex(
        "(company_id, COALESCE(warehouse_id, 0), COALESCE(product_id, 0))",
        "There is a policy for this warehouse and product already. Change that one.",
    )
    _horizon_range = models.Constraint(
        "CHECK (horizon_days BETWEEN 0 AND 3650)",
        "The horizon must be from 0 (today only) to 3650 days.",
    )
    _safety_not_negative = models.Constraint(
        "CHECK (safety_quantity >= 0)",
        "The safety stock cannot be negative. For none, enter 0.",
    )

    @api.depends("product_id", "warehouse_id", "company_id")
    def _compute_display_name(self):
        for policy in self:
            policy.display_name = " / ".join(
                (policy.product_id or policy.company_id).mapped("display_name")
                + policy.warehouse_id.mapped("display_name")
            )

    @api.model
    def _rules(self, product_ids, companies):
        """What is decided for these products, in one statement.

        :return: {company id: {(product id or None, warehouse id or None): `Rules`}}
        """
        rules = defaultdict(dict)
        for row in self.env.execute_query(
            SQL(
                """
                SELECT company_id, product_id, warehouse_id, horizon_days,
                       safety_quantity::text, receipts
                  FROM stock_tower_atp_policy
                 WHERE company_id = ANY(%s)
                   AND (product_id IS NULL OR product_id = ANY(%s))
                """,
                companies.ids,
                list(product_ids),
            )
        ):
            company_id, product_id, warehouse_id, horizon, safety, receipts = row
            rules[company_id][product_id, warehouse_id] = Rules(
                horizon, Decimal(safety or 0), receipts
            )
        return rules

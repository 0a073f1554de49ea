from . import stock_tower_partner
from . import stock_tower_partner_policies

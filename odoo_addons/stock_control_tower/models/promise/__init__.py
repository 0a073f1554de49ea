from . import stock_tower_atp_policy
from . import stock_tower_atp
from . import stock_tower_atp_facts
from . import stock_tower_atp_findings
from . import stock_tower_atp_position
from . import stock_tower_atp_position_explained

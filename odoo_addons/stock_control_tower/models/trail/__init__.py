from . import stock_tower_trail
from . import trail_page
from . import trail_lines
from . import trail_detail
from . import trail_steps

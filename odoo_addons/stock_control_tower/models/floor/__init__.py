from . import stock_tower_floor
from . import floor_scan
from . import floor_place
from . import floor_count

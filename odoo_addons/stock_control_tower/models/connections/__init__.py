from . import stock_tower_sidecar
from . import stock_tower_queue

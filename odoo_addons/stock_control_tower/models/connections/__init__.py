from . import stock_tower_sidecar
from . import stock_tower_queue
from . import stock_tower_connections
from . import stock_tower_first_steps
from . import subscription_test

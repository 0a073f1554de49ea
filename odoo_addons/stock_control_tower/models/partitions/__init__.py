from . import stock_tower_sidecar
from . import stock_tower_partition
from . import partition_lease
from . import partition_number
from . import inbox_fence

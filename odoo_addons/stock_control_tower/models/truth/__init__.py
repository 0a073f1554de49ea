from . import product_product
from . import stock_tower_truth
from . import truth_page
from . import truth_opening
from . import truth_groups
from . import truth_ledger
from . import truth_lists
from . import truth_export

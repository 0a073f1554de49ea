from . import test_ledger_movements
from . import test_ledger_repairs

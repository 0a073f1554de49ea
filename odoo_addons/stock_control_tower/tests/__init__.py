from . import test_ledger_movements
from . import test_ledger_repairs
from . import test_sidecar_api

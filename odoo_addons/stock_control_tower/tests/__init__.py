from . import test_ledger_movements
from . import test_ledger_repairs
from . import test_sidecar_api
from . import test_ingest_access
from . import test_ingest_apply
from . import test_ingest_batch
from . import test_ingest_identity
from . import test_ingest_refusals

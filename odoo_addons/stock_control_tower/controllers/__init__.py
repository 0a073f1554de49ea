from . import sidecar_api
from . import truth_export

from . import sidecar_api

from . import exception_inbox
from . import exception_detail
from . import exception_fix
from . import exception_acts
from . import exception_hints
from . import bulk_watch

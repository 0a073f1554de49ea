"""Numbers committed outbox rows: gapless, contiguous, each exactly once.

Ids are taken before commit, so `id > last` loses rows of slow transactions. Rows get
their sequence after commit instead, from one sequencer at a time. Odoo's cursors are
REPEATABLE READ, where waiting for the lock would fix the snapshot before the lock is
had; so the first statement makes the transaction READ COMMITTED.
"""

from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from .sql import statement

_NUMBER = statement("number")
_CREATE = statement("create_sequence")
_LOCK = 0x5C7  # advisory locks are per database; any constant of our own will do
_BATCH = 20_000  # rows per transaction, about half a second


def create(cr):
    """Make the counter; does nothing where it is."""
    cr.execute(_CREATE)


def read_committed(cr):
    """See what others commit from now on. A cursor that has already begun keeps its
    level: that happens only where a test shares one cursor with the server."""
    if cr.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE:
        cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")


def number(cr):
    """Number every row committed until now; commits.

    :param cr: a fresh cursor of the caller's own
    :return: the head, the highest sequence there is
    """
    while True:
        read_committed(cr)
        cr.execute("SELECT FROM stock_tower_outbox WHERE sequence IS NULL LIMIT 1")
        if not cr.rowcount:
            return head(cr)
        cr.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        cr.execute(_NUMBER, {"limit": _BATCH})
        cr.commit()


def head(cr):
    """The highest sequence there is; 0 before the first event."""
    cr.execute("SELECT last_value FROM stock_tower_sequence")
    return cr.fetchone()[0]

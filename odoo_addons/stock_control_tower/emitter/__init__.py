"""Sends webhooks and screen hints off the user's request, on a clock of its own.

After a transaction that wrote outbox rows has committed, `wake` starts (or nudges) one
daemon thread per process and database. Odoo's scheduled actions have minute precision,
too coarse for the first retries; they stay as the backstop for a process that died.
"""

from .thread import wake

__all__ = ["wake"]

# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a sound installation looks like, from Odoo's side: facts in, findings out."""

from dataclasses import dataclass

OK, WARNING, PROBLEM = "ok", "warning", "problem"
MIN_POSTGRESQL = 150000  # server_version_num of 15.0
_SKEW_WARNING, _SKEW_PROBLEM = 2.0, 30.0  # seconds
_LATE_JOBS = 15 * 60  # seconds a job may be overdue: Odoo's cron looks once a minute


@dataclass(frozen=True)
class Finding:
    """One check: `code` is stable and names it, the texts are for a person."""

    code: str
    level: str
    found: str
    remedy: str = ""


def examine(facts):
    """Return the `Finding`s of one look, in the order in which they are read.

    :param facts: dict: `postgresql` (settings by name, all texts, with
        server_version_num), `workers` and `proxy_mode` of Odoo's configuration,
        `clock_skew` in seconds between Odoo and its database, `sidecar_skew` in
        seconds or None, `environment`, `late_jobs` (name, seconds overdue),
        `unclassified` number of locations, `subscriptions` with an address,
        `live_partners` number
    """
    return [
        _version(facts["postgresql"]),
        *_durability(facts["postgresql"]),
        _clock("database_clock", "the database", facts["clock_skew"]),
        *(
            []
            if facts["sidecar_skew"] is None
            else [_clock("sidecar_clock", "the sidecar", facts["sidecar_skew"])]
        ),
        _workers(facts["workers"]),
        _environment(facts["environment"]),
        _jobs(facts["late_jobs"]),
        _subscriptions(facts["subscriptions"]),
        _locations(facts["unclassified"]),
    ]


def _version(settings):
    number = int(settings["server_version_num"])
    found = f"PostgreSQL {number // 10000}.{number % 10000}"
    if number < MIN_POSTGRESQL:
        return Finding("postgresql_version", PROBLEM, found, "Upgrade to 15 or newer.")
    return Finding("postgresql_version", OK, found)


def _durability(settings):
    """A commit that is answered for must be on disk: partners forget what we took."""
    for name, sound in (
        ("fsync", ("on",)),
        ("full_page_writes", ("on",)),
        ("synchronous_commit", ("on", "remote_apply", "remote_write", "local")),
    ):
        value = settings[name]
        if value in sound:
            yield Finding(f"postgresql_{name}", OK, f"{name} = {value}")
        else:
            remedy = (
                f"Set {name} = on in postgresql.conf and reload: a crash now loses "
                "events that partners were told are safe."
            )
            yield Finding(f"postgresql_{name}", PROBLEM, f"{name} = {value}", remedy)


def _clock(code, other, skew):
    found = f"Odoo and {other} differ by {abs(skew):.1f} s"
    remedy = "Synchronise both machines by NTP: lags, leases and counts compare times."
    if abs(skew) > _SKEW_PROBLEM:
        return Finding(code, PROBLEM, found, remedy)
    if abs(skew) > _SKEW_WARNING:
        return Finding(code, WARNING, found, remedy)
    return Finding(code, OK, found)


def _workers(workers):
    if workers:
        return Finding("odoo_workers", OK, f"{workers} workers")
    return Finding(
        "odoo_workers",
        WARNING,
        "Odoo runs threads in one process",
        "In production set workers (two for each core) and put a reverse proxy in "
        "front: users and events then do not wait for each other.",
    )


def _environment(environment):
    if environment == "neutralized":
        return Finding(
            "environment",
            WARNING,
            "This is a neutralized copy: nothing is sent",
            "Set an environment of its own in Settings, if it is to exchange events.",
        )
    return Finding("environment", OK, f"environment is {environment}")


def _jobs(late):
    late = [(name, seconds) for name, seconds in late if seconds > _LATE_JOBS]
    if not late:
        return Finding("jobs", OK, "scheduled actions run on time")
    names = ", ".join(f"{name} ({seconds // 60} min)" for name, seconds in late)
    return Finding(
        "jobs",
        PROBLEM,
        f"overdue: {names}",
        "Start Odoo with max_cron_threads of 1 or more and look into its log.",
    )


def _subscriptions(count):
    if count:
        subscriptions = "1 subscription" if count == 1 else f"{count} subscriptions"
        return Finding("subscriptions", OK, f"{subscriptions} with an address")
    return Finding(
        "subscriptions",
        PROBLEM,
        "nobody is notified of events",
        "Create a subscription with the sidecar's address.",
    )


def _locations(unclassified):
    if not unclassified:
        return Finding("location_states", OK, "every stock location has a state")
    return Finding(
        "location_states",
        WARNING,
        f"{unclassified} locations have no state",
        "Decide under Location states: a warehouse goes live only without such.",
    )


_MOST = {"code": 64, "level": 8, "found": 500, "remedy": 500}
_MOST_FINDINGS = 200


def read_findings(value):
    """Return findings that another program sent, cut to what can be kept.

    :param value: list of dict `code`, `level`, `found`, `remedy`, each code once
    :raise ValueError: when it has another shape
    """
    if not (
        isinstance(value, list)
        and len(value) <= _MOST_FINDINGS
        and all(_is_finding(one) for one in value)
        and len({one["code"] for one in value}) == len(value)
    ):
        raise ValueError(
            "'findings' must hold {code, level, found, remedy}, all texts; each code "
            "once, and a level is ok, warning or problem."
        )
    return [
        {name: one[name][:most].replace("\0", "?") for name, most in _MOST.items()}
        for one in value
    ]


def _is_finding(one):
    return (
        isinstance(one, dict)
        and set(one) == set(_MOST)
        and all(isinstance(text, str) for text in one.values())
        and one["level"] in (OK, WARNING, PROBLEM)
    )

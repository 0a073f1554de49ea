"""The ledger's SQL, one statement per file under sql/, read once."""

from pathlib import Path

_FOLDER = Path(__file__).parents[2] / "sql"


def statement(name, **parts):
    """The text of sql/<name>.sql, without its comments, its {parts} filled in."""
    text = (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    text = "\n".join(li for li in text.splitlines() if not li.startswith("--"))
    return text.format(**parts) if parts else text

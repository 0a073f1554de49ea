"""Copies rows by SQL; goes before the scripts that fill a database.

A statement per table makes in seconds what the ORM would take hours for.
"""

MOVED = "{0} + n * %(span)s"
NAMED = "{0} || '-' || n"


def copy_rows(cr, table, changes, which, **values):
    """Add `values["copies"]` copies of the rows of a table.

    :param changes: {column: SQL of its value in copy `n`; {0} is the original's}
    :param which: SQL condition on the originals
    """
    cr.execute(
        """SELECT column_name FROM information_schema.columns
            WHERE table_name = %s ORDER BY ordinal_position""",
        [table],
    )
    columns = [name for (name,) in cr.fetchall()]
    copied = [changes.get(name, "{0}").format(f'o."{name}"') for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    cr.execute(
        f"""INSERT INTO {table} ({names})
            SELECT {", ".join(copied)}
              FROM (SELECT * FROM {table} WHERE {which}) o
             CROSS JOIN generate_series(1, %(copies)s) n""",
        values,
    )
    cr.execute(
        f"""SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id))
              FROM {table}"""
    )


def span(cr, *tables):
    """More than any id in the tables: an id of copy `n` is the original's + n * it."""
    cr.execute("SELECT " + ", ".join(f"(SELECT max(id) FROM {one})" for one in tables))
    return max(cr.fetchone()) + 1

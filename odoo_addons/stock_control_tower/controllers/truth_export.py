"""Stock truth as a file: exactly the rows of the list, sent while they are read."""

import csv
import io
import json
import tempfile

import xlsxwriter
from odoo import api, http
from odoo.http import content_disposition, request

CHUNK = 64 * 1024  # bytes
SHEET_ROWS = 1_000_000  # a worksheet ends at 2^20
# A spreadsheet would take a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TruthExport(http.Controller):
    @http.route(
        "/stock_control_tower/stock-truth.<any(csv,xlsx):kind>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=True,
    )
    def export(self, kind, companies, domain="[]", group_by="", until=None):
        """
        :param companies: ids of those switched on, comma between them
        :param domain: JSON, on the fields of `stock.tower.truth`
        :param group_by: names of fields, comma between them
        :param until: event number; stock after that event
        """
        chosen = [int(id_) for id_ in companies.split(",")]
        truth = request.env["stock.tower.truth"].with_context(
            allowed_company_ids=chosen
        )
        truth.env["stock.tower.overview"]._check_viewer()
        truth.env.companies.check_access("read")
        fields = [name for name in group_by.split(",") if name]
        header = truth._export_header(fields)
        rows = _rows(truth.env, json.loads(domain), fields, until or None)
        content = _csv(header, rows) if kind == "csv" else _xlsx(header, rows)
        types = {
            "csv": "text/csv; charset=utf-8",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
        return request.make_response(
            content,
            [
                ("Content-Type", types[kind]),
                ("Content-Disposition", content_disposition(f"stock-truth.{kind}")),
                # Not to be gathered by a proxy before it is passed on.
                ("X-Accel-Buffering", "no"),
            ],
        )


def _rows(env, domain, group_by, until):
    """Read in one snapshot of a cursor of its own: the request's is closed when the
    answer begins."""
    with env.registry.cursor(readonly=True) as cr:
        own = api.Environment(cr, env.uid, env.context)
        yield from own["stock.tower.truth"]._export_rows(domain, group_by, until)


def _csv(header, rows):
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")  # a spreadsheet program takes it for UTF-8 then
    writer.writerow(header)
    for row in rows:
        writer.writerow(
            f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
            for cell in row
        )
        if buffer.tell() > CHUNK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _xlsx(header, rows):
    """A workbook is a zip file, so it goes by way of a file on disk, row by row."""
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(file, {**options, "strings_to_urls": False}) as book:
            sheet = _sheet(book, header)
            for number, row in enumerate(rows):
                line = number % SHEET_ROWS
                if number and not line:
                    sheet = _sheet(book, header)
                sheet.write_row(line + 1, 0, row)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def _sheet(book, header):
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, header, book.add_format({"bold": True}))
    return sheet

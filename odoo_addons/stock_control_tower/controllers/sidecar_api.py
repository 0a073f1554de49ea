from odoo import http


class SidecarApi(http.Controller):
    pass

from decimal import Decimal

from odoo.tests import BaseCase

from ..lib.inbound.document_match import (
    Document,
    DocumentMove,
    Question,
    Wanted,
    choose_documents,
)
from ..lib.inbound.resolution import Refused

_CODES = {1: "DAL", 2: "RNO"}
_RECEIPT = Wanted("receipt", (("receipt",),))
_DISPATCH = Wanted("delivery", (("delivery", "pack", "pick"),))
_PICK = Wanted("pick", (("pick",), ("delivery",)))
_VOID = Wanted("delivery", (("delivery",),), is_done=True)


def document(number, state="assigned", operation="receipt", products=(1,), **values):
    """A transfer WH/<number> of order PO1 that is open for one of each product."""
    moves = tuple(
        DocumentMove(number * 100 + product, number, product, Decimal(1), Decimal(1))
        for product in products
    )
    name = f"WH/{number}"
    values = {
        "warehouse_id": 1,
        "names": frozenset({name}),
        "orders": frozenset({"PO1"}),
        "moves": moves,
    } | values
    return Document(number, name, state, operation, **values)


class TestDocumentMatch(BaseCase):
    """Each way to find a document, and each reason why not."""

    def choose(self, references, documents, wanted=_RECEIPT, parks=True, products=(1,)):
        question = Question(
            references=tuple({"type": type_, "id": id_} for type_, id_ in references),
            warehouses={1: "DAL"},
            products=frozenset(products),
            parks=parks,
        )
        left = lambda move: move.open  # noqa: E731
        return [
            one.id
            for one in choose_documents(question, wanted, documents, left, _CODES)
        ]

    def assertRefuses(self, code, references, documents, path=None, **options):
        with self.assertRaises(Refused) as caught:
            self.choose(references, documents, **options)
        self.assertEqual(caught.exception.refusal.code, code)
        if path:
            self.assertEqual(caught.exception.refusal.path, path)
        return caught.exception.refusal.message

    def test_by_what_says_most(self):
        asn = document(2, asns=frozenset({"ASN7"}))
        documents = [document(1), asn, document(3)]
        for references, found in (
            ([("po", "PO1"), ("asn", "ASN7"), ("picking", "WH/3")], [3]),
            ([("po", "PO1"), ("asn", "ASN7"), ("picking", "WH/9")], [2]),
            ([("bol", "B"), ("asn", "ASN7")], [2]),
            ([("origin", "WH/3")], [3]),
        ):
            with self.subTest(references=references):
                self.assertEqual(self.choose(references, documents), found)

    def test_nothing_named(self):
        for references in ([], [("receiving_advice", "R"), ("bol", "PO1")]):
            self.assertEqual(self.choose(references, [document(1)], parks=False), [])
            self.assertRefuses("reference_required", references, [document(1)])

    def test_nothing_found(self):
        references = [("bol", "B"), ("po", "PO9")]
        self.assertEqual(self.choose(references, [document(1)], parks=False), [])
        path = "/data/references/1"
        self.assertRefuses("document_not_found", references, [document(1)], path)

    def test_what_was_named_is_not_replaced_whatever_the_policy(self):
        for documents, code in (
            ([document(1, "done")], "document_closed"),
            ([document(1, "cancel")], "document_cancelled"),
            ([document(1, "cancel"), document(2, "done")], "document_closed"),
            ([document(1, warehouse_id=2)], "document_wrong_warehouse"),
            ([document(1), document(2)], "document_ambiguous"),
        ):
            with self.subTest(code=code):
                self.assertRefuses(code, [("po", "PO1")], documents, parks=False)

    def test_what_is_full_is_closed(self):
        move = DocumentMove(1, 1, 1, Decimal(0), Decimal(5))
        self.assertRefuses(
            "document_closed", [("po", "PO1")], [document(1, moves=(move,))]
        )

    def test_the_open_one_among_ended_ones(self):
        documents = [document(1, "done"), document(2, "cancel"), document(3)]
        self.assertEqual(self.choose([("po", "PO1")], documents), [3])
        documents[2] = document(3, names=frozenset({"WH/1", "WH/3"}))
        self.assertEqual(self.choose([("picking", "WH/1")], documents), [3])

    def test_the_products_tell(self):
        documents = [document(1, products=(1, 2)), document(2, products=(2, 3))]
        reference = [("po", "PO1")]
        self.assertEqual(self.choose(reference, documents, products=(1,)), [1])
        self.assertEqual(self.choose(reference, documents, products=(2, 3)), [2])
        self.assertEqual(self.choose(reference, documents, products=(3, 9)), [2])
        self.assertRefuses("document_ambiguous", reference, documents, products=(2,))
        message = self.assertRefuses(
            "document_ambiguous", reference, documents, products=(9,)
        )
        self.assertIn("WH/1, WH/2", message)

    def test_other_operations_do_not_count(self):
        documents = [document(1, operation="delivery"), document(2, operation="pick")]
        self.assertEqual(self.choose([("so", "PO1")], documents, parks=False), [])
        self.assertEqual(self.choose([("so", "PO1")], documents, _PICK), [2])
        self.assertEqual(self.choose([("so", "PO1")], documents[:1], _PICK), [1])

    def test_a_pick_that_is_done_is_not_replaced_by_the_delivery(self):
        documents = [
            document(1, operation="delivery"),
            document(2, "done", operation="pick"),
        ]
        self.assertRefuses("document_closed", [("so", "PO1")], documents, wanted=_PICK)

    def test_one_of_each_step_the_nearest_first(self):
        documents = [
            document(1, operation="pick"),
            document(2, "done", operation="pick"),
            document(3, operation="delivery"),
        ]
        self.assertEqual(self.choose([("so", "PO1")], documents, _DISPATCH), [3, 1])

    def test_several_orders(self):
        documents = [
            document(1),
            document(2, orders=frozenset({"PO2"})),
            document(3, orders=frozenset({"PO1", "PO2"}), state="done"),
        ]
        references = [("po", "PO2"), ("po", "PO1")]
        self.assertEqual(self.choose(references, documents), [2, 1])

    def test_what_is_to_be_taken_back_is_done(self):
        done = document(1, "done", operation="delivery")
        reference = [("so", "PO1")]
        self.assertEqual(self.choose(reference, [done], _VOID), [1])
        again = document(2, "done", operation="delivery")
        self.assertEqual(self.choose(reference, [done, again], _VOID), [1, 2])
        waits = document(3, operation="delivery")
        self.assertRefuses("document_open", reference, [waits], wanted=_VOID)
        empty = document(4, "done", operation="delivery", moves=())
        self.assertRefuses("document_closed", reference, [empty, waits], wanted=_VOID)

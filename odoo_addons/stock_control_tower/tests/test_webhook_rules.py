"""The pure parts of a webhook: signature, target, schedule."""

import base64

from odoo.tests import BaseCase, tagged

from ..lib.webhooks import retry_schedule, standard_webhooks, webhook_target
from ..lib.webhooks.webhook_target import TargetRefused


@tagged("post_install", "-at_install")
class TestWebhookRules(BaseCase):
    def test_vector_of_the_specification(self):
        self.assertEqual(
            standard_webhooks.signature(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                b'{"test": 2432232314}',
            ),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        )

    def test_one_signature_per_live_secret(self):
        secrets = [standard_webhooks.new_secret() for _ in range(2)]
        headers = standard_webhooks.headers(secrets, "msg_1", 1, b"x")
        self.assertEqual(
            headers["webhook-signature"].split(" "),
            [
                standard_webhooks.signature(secret, "msg_1", 1, b"x")
                for secret in secrets
            ],
        )

    def test_secrets_are_bounded(self):
        def made_of(length):
            return "whsec_" + base64.b64encode(b"k" * length).decode()

        for length in (24, 32, 64):
            self.assertEqual(len(standard_webhooks.secret_key(made_of(length))), length)
        for bad in (made_of(23), made_of(65), made_of(32)[6:], "whsec_***", ""):
            with self.assertRaises(ValueError):
                standard_webhooks.secret_key(bad)

    def test_message_ids_have_no_dot(self):
        ids = {standard_webhooks.new_message_id() for _ in range(100)}
        self.assertEqual(len(ids), 100)
        self.assertFalse(any("." in message_id for message_id in ids))

    def test_private_addresses_are_refused(self):
        for address in (
            "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "::1", "::",
            "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1",
            "::ffff:10.0.0.1", "2002:7f00:1::",
        ):  # fmt: skip
            self.assertFalse(webhook_target.is_public(address), address)
        for address in ("1.1.1.1", "2606:4700::1111"):
            self.assertTrue(webhook_target.is_public(address), address)

    def test_spelled_out_loopback_is_refused_when_resolved(self):
        for host in ("localhost", "2130706433", "0x7f.1", "127.1", "0177.0.0.1"):
            with self.assertRaises((TargetRefused, OSError), msg=host):
                webhook_target.resolve(host, 80, allow_private=False)

    def test_a_name_with_one_private_address_is_refused(self):
        def both(*_args, **_kwargs):
            return [(2, 1, 6, "", ("1.1.1.1", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]

        with self.assertRaises(TargetRefused):
            webhook_target.resolve("x.test", 80, False, getaddrinfo=both)

    def test_addresses_that_are_no_target(self):
        for url in (
            "file:///etc/passwd", "gopher://x/", "ftp://x", "//x", "x", "", None,
            "http://", "http://user:pass@x/", "http://x:99999/", "http://x/a b",
            "http://x/\r\nHost: y", "http://[::1",
        ):  # fmt: skip
            with self.assertRaises(TargetRefused, msg=url):
                webhook_target.parse(url)

    def test_schedule_grows_within_its_bounds(self):
        def waits(random):
            return [retry_schedule.wait_seconds(n, random) for n in range(1, 40)]

        self.assertEqual(waits(0.5)[:3], [2, 4, 8])
        self.assertLessEqual(max(waits(0.999)), 3600 * 1.25)
        self.assertEqual(waits(0.3), sorted(waits(0.3)))
        self.assertEqual(retry_schedule.wait_seconds(1, 0.5, retry_after=90), 90)
        self.assertEqual(retry_schedule.wait_seconds(1, 0.5, retry_after=10**9), 3600)

    def test_verdicts(self):
        self.assertEqual(retry_schedule.judge(204), "delivered")
        self.assertEqual(retry_schedule.judge(410), "gone")
        for status in (301, 302, 400, 401, 429, 500, 503):
            self.assertEqual(retry_schedule.judge(status), "retry")

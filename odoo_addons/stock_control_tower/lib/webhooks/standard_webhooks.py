"""Standard Webhooks 1.0.0: secrets and symmetric signatures (`v1`). Pure.

Source: the Standard Webhooks specification. The signed text is
`<webhook-id>.<webhook-timestamp>.<raw body>`; the key is the base64 after `whsec_`.
"""

import base64
import binascii
import hashlib
import hmac
import secrets

PREFIX = "whsec_"
SHORTEST_KEY, LONGEST_KEY = 24, 64  # bytes, as the specification bounds them


def new_secret():
    """A fresh secret, `whsec_` and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def new_message_id():
    """`msg_` and 26 letters and digits: no dot, which would blur the signed text."""
    return "msg_" + base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


def secret_key(secret):
    """The key bytes of a secret; ValueError with the remedy when it is malformed."""
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        key = b""
    if not secret.startswith(PREFIX) or not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
        raise ValueError(
            f"A webhook secret is '{PREFIX}' followed by {SHORTEST_KEY} to "
            f"{LONGEST_KEY} bytes in base64; leave it empty to have one generated."
        )
    return key


def signature(secret, message_id, timestamp, body):
    """One signature, `v1,<base64>`; `timestamp` in whole seconds, `body` bytes."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    digest = hmac.new(secret_key(secret), signed, hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def headers(live_secrets, message_id, timestamp, body):
    """Request headers; one signature per live secret, newest first."""
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(
            signature(secret, message_id, timestamp, body) for secret in live_secrets
        ),
    }

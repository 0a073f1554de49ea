"""Where a webhook may go: decided on the address that is connected to.

A webhook is a request from inside the admin's network to an address that somebody
typed, so private and loopback targets are refused unless an admin allows them. The
check is on the resolved address and the connection uses that address: a name that
resolves differently a moment later (DNS rebinding) gains nothing.
"""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from urllib.parse import urlsplit


class TargetRefused(Exception):
    """This target is never contacted; the message names the remedy."""


def parse(url):
    """(scheme, host, port, path) of a webhook URL; TargetRefused when it has none."""
    try:
        parts = urlsplit(url or "")
        port = parts.port
    except ValueError as error:
        raise TargetRefused(f"The URL '{url}' cannot be read: {error}.") from error
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise TargetRefused(
            f"The URL '{url}' is not an http or https address: "
            "write it like https://host/path."
        )
    if parts.username or parts.password:
        raise TargetRefused(
            "The URL carries a user name or password: remove them, "
            "the signature proves who is calling."
        )
    if any(ord(letter) <= 32 or ord(letter) > 126 for letter in url):
        raise TargetRefused("The URL holds spaces or non-ASCII letters: encode them.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return (
        parts.scheme,
        parts.hostname,
        port or {"https": 443, "http": 80}[parts.scheme],
        path,
    )


def is_public(address):
    """Whether an IP address (text) is reachable by anybody on the internet."""
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if ip.version == 6:
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner:
            ip = inner
    return ip.is_global and not ip.is_multicast


def resolve(host, port, allow_private, getaddrinfo=socket.getaddrinfo):
    """The addresses to try, in order; every one must be allowed, or none is used."""
    try:
        found = getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OSError(f"'{host}' does not resolve: {error}") from error
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise TargetRefused(
                    f"'{host}' is {address}, a private or loopback address: set "
                    "'Allow private addresses' if the subscriber really is there."
                )
    return addresses


def post(url, headers, body, *, allow_private, timeout, getaddrinfo=socket.getaddrinfo):
    """POST `body` (bytes) once, following no redirect.

    :param timeout: seconds for each of connect, send and answer; a receiver that
        drips its answer byte by byte is cut off after twice as long
    :return: (status code, value of Retry-After or None)
    :raise TargetRefused: the target is not allowed
    :raise OSError: it could not be reached or did not answer in time
    """
    scheme, host, port, path = parse(url)
    addresses = resolve(host, port, allow_private, getaddrinfo)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    connection.sock = plain = _connect(addresses, port, timeout)
    deadline = threading.Timer(2 * timeout, _cut_off, [plain])
    deadline.daemon = True
    deadline.start()
    try:
        if scheme == "https":
            connection.default_port = 443  # else the Host header would name it
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
        connection.request("POST", path, body=body, headers=headers)
        response = connection.getresponse()
        return response.status, response.getheader("retry-after")
    except http.client.HTTPException as error:
        raise OSError(f"'{host}' did not answer in HTTP: {error!r}") from error
    finally:
        deadline.cancel()
        connection.close()


def _cut_off(sock):
    with contextlib.suppress(OSError):  # closed meanwhile: the answer came in time
        sock.shutdown(socket.SHUT_RDWR)


def _connect(addresses, port, timeout):
    failure = OSError("no address")
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError as error:
            failure = error
    raise failure

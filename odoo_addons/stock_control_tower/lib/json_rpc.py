"""JSON-RPC 2.0, one request object at a time. Pure."""

import json

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
FENCED = -32010
LEASED = -32011


class RpcError(Exception):
    """An answer in `error`; everything else that is raised is a fault of ours."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


def parse(body):
    """(id, method, params) of a request's bytes; raises RpcError."""
    try:
        request = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RpcError(PARSE_ERROR, f"The body is not JSON: {error}") from error
    if not isinstance(request, dict):
        raise RpcError(
            INVALID_REQUEST, "One request object is expected; batches are not served."
        )
    request_id = request.get("id")
    if isinstance(request_id, bool) or not isinstance(request_id, str | int):
        raise RpcError(INVALID_REQUEST, "'id' must be a string or an integer.")
    method, params = request.get("method"), request.get("params", {})
    if request.get("jsonrpc") != "2.0" or not isinstance(method, str):
        raise RpcError(INVALID_REQUEST, "'jsonrpc' must be '2.0', 'method' a string.")
    if not isinstance(params, dict):
        raise RpcError(INVALID_PARAMS, "'params' must be an object.")
    return request_id, method, params


def result(request_id, text):
    """The answer, from the result's JSON text."""
    return f'{{"jsonrpc": "2.0", "id": {json.dumps(request_id)}, "result": {text}}}'


def error(request_id, failure):
    """The answer to a request that failed with an RpcError."""
    return json.dumps(
        {
            "jsonrpc": "2.0",
            "id": request_id,
            "error": {"code": failure.code, "message": failure.message},
        }
    )


def text(params, name, longest=200):
    value = params.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise _invalid(name, f"a text of 1 to {longest} characters")
    return value


def integer(params, name, lowest, highest, default=None):
    """An integer, or one in decimal digits: sequences outgrow a double."""
    value = params.get(name, default)
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value) if len(value) < 20 else highest + 1
    if isinstance(value, bool) or not isinstance(value, int):
        raise _invalid(name, "an integer or its decimal digits")
    if not lowest <= value <= highest:
        raise _invalid(name, f"between {lowest} and {highest}")
    return value


def choice(params, name, known):
    """One of the known words; the first when there is none."""
    value = params.get(name, known[0])
    if value not in known:
        raise _invalid(name, "one of " + ", ".join(known))
    return value


def counts(params, name, highest):
    """dict integer -> integer of an object such as `{"0": 7}`; empty when absent."""
    value = params.get(name, {})
    if not isinstance(value, dict):
        raise _invalid(name, "an object of numbers")
    try:
        numbers = {int(key): count for key, count in value.items()}
    except ValueError:
        raise _invalid(name, "an object whose names are integers") from None
    for count in numbers.values():
        if isinstance(count, bool) or not isinstance(count, int):
            raise _invalid(name, "an object of integers")
        if not 0 <= count <= highest:
            raise _invalid(name, f"an object of numbers between 0 and {highest}")
    return numbers


def _invalid(name, what):
    return RpcError(INVALID_PARAMS, f"'{name}' must be {what}.")

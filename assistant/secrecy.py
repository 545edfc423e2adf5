"""Secrets kept out of words: every way of writing a key that a log, an error or a reply might say back."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

HIDDEN = "***"
_SHORTEST = 6
"""Shorter secrets are words that any text may hold; and the start of a longer one gives enough of it away."""
_START = 8


@lru_cache(maxsize=64)
def forms(secret: str) -> tuple[str, ...]:
    """A secret as it may be written: plain, quoted for an address or JSON, in base64 or hex, reversed, its start."""
    if len(secret) < _SHORTEST:
        return ()
    raw = secret.encode("utf-8", "surrogatepass")
    found = [secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], repr(secret)[1:-1]]
    found += [base64.b64encode(raw).decode().rstrip("="), base64.urlsafe_b64encode(raw).decode().rstrip("=")]
    found += [raw.hex(), raw.hex().upper(), secret[::-1]]
    if len(secret) > 2 * _START:
        found.append(secret[:_START])
    return tuple(sorted(dict.fromkeys(found), key=len, reverse=True))


def scrubbed(text: str, secrets: Iterable[str]) -> str:
    """The text without any of them."""
    for secret in secrets:
        for form in forms(secret):
            if form in text:
                text = text.replace(form, HIDDEN)
    return text


def secrets_of(key: str, base_url: str) -> tuple[str, ...]:
    """The key, and what an address holds that should not be told: a password, the values of its query."""
    found = [key]
    try:
        parts = urlsplit(base_url)
        found += [unquote(parts.password or ""), *(value for _, value in parse_qsl(parts.query))]
    except ValueError:
        found.append(base_url)
    return tuple(dict.fromkeys(secret for secret in found if len(secret) >= _SHORTEST))

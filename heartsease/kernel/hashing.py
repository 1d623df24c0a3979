"""Digests and secrets."""

import hashlib
import hmac
import secrets


def sha256_hex(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def new_secret() -> str:
    """A 256-bit random secret, safe in a URL."""
    return secrets.token_urlsafe(32)


def keyed_digest(key: str, text: str) -> str:
    """HMAC-SHA256 of ``text`` under ``key``: what the database keeps of a secret."""
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()

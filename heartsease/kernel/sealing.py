"""Texts that lie in the database but are read only with a key that does not."""

import base64
import functools
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class UnreadableError(Exception):
    """What was sealed cannot be opened: another key, or another purpose."""


@functools.cache
def _cipher(key: str, purpose: str) -> Fernet:
    derived = hmac.new(key.encode(), f"sealed for {purpose}".encode(), hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


def seal(text: str, *, purpose: str) -> str:
    """``text``, unreadable without the house's secret key and for no other ``purpose``."""
    return _cipher(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def unseal(token: str, *, purpose: str) -> str:
    """What was sealed; raises ``UnreadableError`` where the key or the purpose is another."""
    try:
        return _cipher(settings.SECRET_KEY, purpose).decrypt(token.encode()).decode()
    except InvalidToken:
        raise UnreadableError from None

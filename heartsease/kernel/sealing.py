"""Words that only the journal itself can read again: sealed with a key that comes from the secret of the settings."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class BrokenSealError(Exception):
    """The words were sealed with another secret or for another purpose, or were changed since."""


def seal(text: str, *, purpose: str) -> str:
    """``text``, unreadable to whoever holds the database alone; it opens for the same ``purpose`` and no other."""
    return _cipher(purpose).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str, *, purpose: str) -> str:
    """What ``seal`` was given. Earlier secrets (``SECRET_KEY_FALLBACKS``) still open it."""
    try:
        return _cipher(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise BrokenSealError from None


def _cipher(purpose: str) -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([_key(str(secret), purpose) for secret in secrets])


def _key(secret: str, purpose: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))

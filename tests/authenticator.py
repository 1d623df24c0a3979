"""An authenticator in software: makes passkeys and answers with them as a browser would send it (WebAuthn, ES256)."""

import os
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://testserver"
PRESENT_AND_VERIFIED = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftKey:
    """A key for one place. ``count`` stays 0, as most do, or goes on with each answer."""

    host: str = "testserver"
    count: int = 0
    flags: AuthenticatorData.FLAG = PRESENT_AND_VERIFIED
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))

    @property
    def credential(self) -> AttestedCredentialData:
        """The public half, as the journal keeps it."""
        public = ES256.from_cryptography_key(self.private.public_key())  # type: ignore[no-untyped-call]
        return AttestedCredentialData.create(Aaguid.NONE, self.id, public)

    def make(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        """The answer to a question for a new passkey."""
        client = CollectedClientData.create("webauthn.create", websafe_decode(options["challenge"]), origin)
        attested = self._data(self.flags | AuthenticatorData.FLAG.AT, self.credential)
        made = AttestationObject.create("none", attested, {})
        return self._answer(clientDataJSON=client, attestationObject=made)

    def use(self, options: dict[str, Any], *, origin: str = ORIGIN) -> dict[str, Any]:
        """The answer to a question for a passkey that is there."""
        client = CollectedClientData.create("webauthn.get", websafe_decode(options["challenge"]), origin)
        data = self._data(self.flags)
        signature = self.private.sign(data + client.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)

    def _data(
        self, flags: AuthenticatorData.FLAG, credential: AttestedCredentialData | None = None
    ) -> AuthenticatorData:
        place = sha256(self.host.encode()).digest()
        data: AuthenticatorData = AuthenticatorData.create(place, flags, self.count, credential or b"")
        return data

    def _answer(self, **response: bytes) -> dict[str, Any]:
        name = websafe_encode(self.id)
        return {
            "id": name,
            "rawId": name,
            "type": "public-key",
            "response": {part: websafe_encode(value) for part, value in response.items()},
            "clientExtensionResults": {},
        }

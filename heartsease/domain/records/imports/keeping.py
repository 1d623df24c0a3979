"""A file between being looked at and being imported: its words, sealed."""

import datetime as dt
import json
from dataclasses import dataclass, field
from typing import Any, Self

from heartsease.domain.records.imports.reading import Encoding
from heartsease.kernel.sealing import seal, unseal

LIFETIME = dt.timedelta(hours=1)
"""How long a file waits for whoever chose it."""
_PURPOSE = "a file that is to be imported"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What a file said, and which of its lines an earlier try to write has refused."""

    name: str
    encoding: Encoding
    text: str
    refusals: dict[int, str] = field(default_factory=dict)

    def sealed(self) -> str:
        """What the database keeps."""
        kept = {"name": self.name, "encoding": self.encoding, "text": self.text, "refusals": self.refusals}
        return seal(json.dumps(kept, ensure_ascii=False), purpose=_PURPOSE)

    @classmethod
    def unsealed(cls, sealed: str) -> Self:
        """What ``sealed`` holds; raises ``BrokenSealError`` where the house has another secret key by now."""
        kept: dict[str, Any] = json.loads(unseal(sealed, purpose=_PURPOSE))
        refusals = {int(number): sentence for number, sentence in kept["refusals"].items()}
        return cls(kept["name"], Encoding(kept["encoding"]), kept["text"], refusals)

"""Where a page of a timeline begins: a place in the order, so that a page costs the same however old it is."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Just after the entry with this time and id, in descending order."""

    happened_at: dt.datetime
    row_id: uuid.UUID

    def older(self) -> Q:
        """The condition of standing after this place."""
        return Q(happened_at__lte=self.happened_at) & (Q(happened_at__lt=self.happened_at) | Q(id__lt=self.row_id))

    def to_text(self) -> str:
        """For an address."""
        return f"{(self.happened_at - _EPOCH) // dt.timedelta(microseconds=1)}-{self.row_id.hex}"

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The cursor in an address, or None for anything else: the first page."""
        moment, _dash, row = text.partition("-")
        try:
            micros = dt.timedelta(microseconds=int(moment))
            return cls(_EPOCH + micros, uuid.UUID(row))
        except (ValueError, OverflowError):
            return None

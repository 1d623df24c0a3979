"""Where a page of a list begins: a place in the order of time, so that a page costs the same however old it is."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Just after the row with this time and id, in descending order."""

    moment: dt.datetime
    row_id: uuid.UUID

    def older(self, column: str) -> Q:
        """The condition of standing after this place, where ``column`` holds the time."""
        before = Q(**{f"{column}__lt": self.moment}) | Q(id__lt=self.row_id)
        return Q(**{f"{column}__lte": self.moment}) & before

    def to_text(self) -> str:
        """For an address."""
        return f"{(self.moment - _EPOCH) // dt.timedelta(microseconds=1)}-{self.row_id.hex}"

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """The cursor in an address, or None for anything else: the first page."""
        moment, _dash, row = text.partition("-")
        try:
            place = cls(_EPOCH + dt.timedelta(microseconds=int(moment)), uuid.UUID(row))
        except (ValueError, OverflowError):
            return None
        # The last year of the calendar has moments that no zone further east can name.
        return place if place.moment.year < dt.MAXYEAR else None

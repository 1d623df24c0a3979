"""How much one person of the staff may read in an hour (ASVS 2.4.1): more than any work asks for, less than a theft.

| role                     | children                               | faces                     | photographs |
|--------------------------|----------------------------------------|---------------------------|-------------|
| practitioner, student    | 30; or the own ones and 6, at most 50  | 60; or the own ones and 6 | 300         |
| senior, nominated member | 80                                     | 240                       | 500         |

*Children*: those of whom a page, record, entry, answer about photographs or picture was delivered. Own ones are those
of the person's rooms and key children. In a room of 24 that leaves six more for an afternoon's cover; and twice the
most, which a thief has who knows the password too, stays below 120. Eighty are the children in the newest entries of
five rooms.
*Faces*: small portraits beside the names in lists. Names alone are not counted: no list shows more of them than the
children with whom its reader works.
*Photographs*: those in a size worth stealing. Lists show up to 36 of them on a page, on tablets that keep nothing.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from heartsease.domain.access.permissions import UNSCOPED_ROLES, Role
from heartsease.kernel.errors import NotAllowedError

FRESH = dt.timedelta(minutes=5)
"""For how long what was delivered may be delivered again without being written down again."""
HELD = dt.timedelta(hours=1) + FRESH
"""For how long a reading counts: what was last delivered within an hour was written down within this time."""
SPARE = 6
MOST_OWN = 50


class Measure(models.TextChoices):
    """What is counted."""

    CHILD = "child", _("Children")
    FACE = "face", _("Faces")
    PHOTO = "photo", _("Photographs")


_NARROW = {Measure.CHILD: 30, Measure.FACE: 60, Measure.PHOTO: 300}
_WIDE = {Measure.CHILD: 80, Measure.FACE: 240, Measure.PHOTO: 500}


def budget(role: Role, *, own_children: int = 0) -> Mapping[Measure, int]:
    """How much somebody in ``role`` with so many ``own_children`` may read within an hour."""
    if role in UNSCOPED_ROLES:
        return _WIDE
    own = own_children + SPARE
    return _NARROW | {
        Measure.CHILD: min(MOST_OWN, max(_NARROW[Measure.CHILD], own)),
        Measure.FACE: max(_NARROW[Measure.FACE], own),
    }


class ReadingPausedError(NotAllowedError):
    """The reader has come to the end of a budget: nothing more is delivered."""

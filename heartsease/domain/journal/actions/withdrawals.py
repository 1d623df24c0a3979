"""What follows in the journal when a family takes back its agreement to photographs (design section 3.4)."""

import datetime as dt
import uuid
from collections import defaultdict

from django.db.models import Exists, OuterRef, Q

from heartsease.domain.access.actor import Actor, require
from heartsease.domain.access.permissions import Permission
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.models import ObservationChild, ObservationPhoto
from heartsease.domain.journal.rules import State
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.models import Region
from heartsease.domain.setting import queries as setting
from heartsease.kernel import clock


def forget_covered(*, actor: Actor, child_id: uuid.UUID) -> None:
    """Remove the files that were made of photographs with the child for what was agreed before."""
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    with_child = ObservationPhoto.objects.filter(
        Q(photo__regions__child_id=child_id) | Q(observation__subjects__child_id=child_id),
        photo__removed_at__isnull=True,
    )
    photos.forget_covered(actor=actor, photo_ids=with_child.values_list("photo_id", flat=True).distinct())


def burn_withdrawn(*, actor: Actor) -> int:
    """Paint children out of photographs for good, where the grace that the setting chose is over; gives how many
    photographs were changed.

    Of a child in whose own journal no photographs are agreed any more; of one who only is in others' journals no more,
    at once where it is no child of the entry. Its own family keeps the pictures that only others may not see
    (decision 17). Cut off anywhere, it goes on where it was.
    """
    require(actor, Permission.PHOTO_PERMISSION_RECORD)
    grace = dt.timedelta(days=setting.current_setting(actor).chosen.burning_after_days)
    withdrawn = PhotoWithdrawal.objects.filter(
        purpose__in=[Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS], agreed_again_at__isnull=True, burnt_at__isnull=True
    )
    changed = 0
    for one in withdrawn.order_by("withdrawn_at"):
        is_over = one.purpose == Purpose.OWN_JOURNAL and one.withdrawn_at + grace <= clock.now()
        burnt, left = _burn(actor, one.child_id, only_elsewhere=not is_over)
        changed += burnt
        if is_over and not left:
            children.mark_burnt(actor=actor, withdrawal_id=one.pk)
    return changed


def _burn(actor: Actor, child_id: uuid.UUID, *, only_elsewhere: bool) -> tuple[int, int]:
    """How many photographs were changed, and how many could not be."""
    regions = Region.objects.filter(child_id=child_id, photo__removed_at__isnull=True)
    if only_elsewhere:
        in_own_entry = ObservationChild.objects.filter(
            observation__pictures__photo_id=OuterRef("photo_id"), child_id=child_id
        )
        # While an entry is written, a child may be named in its photograph a moment before being chosen.
        regions = regions.filter(
            ~Exists(in_own_entry), photo__placed__observation__state__in=[State.PUBLISHED, State.WITHDRAWN]
        )
    by_photo: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for photo_id, region_id in regions.values_list("photo_id", "pk"):
        by_photo[photo_id].append(region_id)
    changed = 0
    for photo_id, region_ids in by_photo.items():
        if photos.burn_regions(actor=actor, photo_id=photo_id, region_ids=region_ids):
            # As the photo's own: it tells of two uploads that they are one, which an entry that was sent needs no more.
            ObservationPhoto.objects.filter(photo_id=photo_id).update(upload_hash=photo_id.hex)
            audit.record(actor, Event.FACES_BURNT, subject_type="photo", subject_id=photo_id, child_ids=[child_id])
            changed += 1
    return changed, len(by_photo) - changed

"""Which colleagues have a picture: of the active setting, for its own people and tablets."""

import uuid

from heartsease.domain.photos.models import StaffPortrait


def staff_portraits() -> dict[uuid.UUID, uuid.UUID]:
    """The photo of each membership that has one, whoever works here now."""
    return dict(StaffPortrait.objects.values_list("membership_id", "photo_id"))


def staff_portrait(membership_id: uuid.UUID) -> uuid.UUID | None:
    """The photo of one membership."""
    return StaffPortrait.objects.filter(membership_id=membership_id).values_list("photo_id", flat=True).first()

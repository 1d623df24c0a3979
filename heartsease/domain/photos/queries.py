"""What is asked about a photo, and which colleagues have a picture: of the active setting."""

import uuid

from django.db.models import Q, QuerySet

from heartsease.domain.photos.models import Region, Resolution, StaffPortrait


def questions(photo_id: uuid.UUID) -> QuerySet[Region]:
    """The places of which somebody has to say who is there: nobody has, or what was to be hidden can be seen."""
    seen_through = Q(resolution=Resolution.MASKED, is_proven=False, is_covered=False)
    return Region.objects.filter(Q(resolution=Resolution.OPEN) | seen_through, photo_id=photo_id)


def staff_portraits() -> dict[uuid.UUID, uuid.UUID]:
    """The photo of each membership that has one, whoever works here now."""
    return dict(StaffPortrait.objects.values_list("membership_id", "photo_id"))


def staff_portrait(membership_id: uuid.UUID) -> uuid.UUID | None:
    """The photo of one membership."""
    return StaffPortrait.objects.filter(membership_id=membership_id).values_list("photo_id", flat=True).first()

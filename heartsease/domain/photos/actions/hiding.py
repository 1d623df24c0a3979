"""A photo that is taken away from everybody but reviewers, without destroying it, and given back."""

import uuid

from heartsease.domain.access.actor import Actor
from heartsease.domain.photos.models import Photo
from heartsease.kernel import clock


def hide_photo(*, actor: Actor, photo_id: uuid.UUID) -> bool:
    """Hide a photo; whether it was not hidden already. The caller (``journal.actions``) has checked, and records."""
    shown = Photo.objects.filter(pk=photo_id, hidden_at__isnull=True)
    return bool(shown.update(hidden_at=clock.now(), hidden_by_id=actor.membership_id))


def show_photo(*, actor: Actor, photo_id: uuid.UUID) -> bool:
    """Show a hidden photo again to whom it was shown before; whether it was hidden. As for ``hide_photo``."""
    hidden = Photo.objects.filter(pk=photo_id, setting_id=actor.setting_id, hidden_at__isnull=False)
    return bool(hidden.update(hidden_at=None, hidden_by=None))

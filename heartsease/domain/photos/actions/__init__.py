"""Every write of photos, by subject."""

from heartsease.domain.photos.actions.burning import burn_regions, forget_covered
from heartsease.domain.photos.actions.faces import (
    ToldFace,
    answer_region,
    examine_waiting,
    tell_faces,
)
from heartsease.domain.photos.actions.files import (
    destroy_leftovers,
    destroy_removed,
    mark_removed,
    remove_own_portrait,
    set_own_portrait,
    set_portrait,
    store_photo,
)
from heartsease.domain.photos.actions.hiding import hide_photo, show_photo

__all__ = [
    "ToldFace",
    "answer_region",
    "burn_regions",
    "destroy_leftovers",
    "destroy_removed",
    "examine_waiting",
    "forget_covered",
    "hide_photo",
    "mark_removed",
    "remove_own_portrait",
    "set_own_portrait",
    "set_portrait",
    "show_photo",
    "store_photo",
    "tell_faces",
]

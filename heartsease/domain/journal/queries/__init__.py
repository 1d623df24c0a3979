"""Every read of the journal, by reader."""

from heartsease.domain.journal.queries.faces import (
    HeldPhoto,
    held_photo,
    held_photos,
    named_in_pictures,
)
from heartsease.domain.journal.queries.family import (
    FamilyComment,
    FamilyEntry,
    FamilyPage,
    family_entry,
    family_timeline,
    home_entries,
    shared_photographs,
)
from heartsease.domain.journal.queries.parts import PlacedPicture
from heartsease.domain.journal.queries.pictures import Picture, hidden_pictures, picture, portrait
from heartsease.domain.journal.queries.seen import OpenedEntry, Seen, seen_by
from heartsease.domain.journal.queries.staff import (
    ListedEntry,
    areas_by_month,
    child_timeline,
    drafts_left_by,
    in_detail,
    listed,
    my_entries,
    names_of_others,
    new_from_families,
    open_next_steps,
    recent_in_room,
    review_queue,
    with_last_observed,
)
from heartsease.domain.journal.queries.visible import (
    observation,
    own_writable,
    subject,
    visible_observations,
    whole,
)

__all__ = [
    "FamilyComment",
    "FamilyEntry",
    "FamilyPage",
    "HeldPhoto",
    "ListedEntry",
    "OpenedEntry",
    "Picture",
    "PlacedPicture",
    "Seen",
    "areas_by_month",
    "child_timeline",
    "drafts_left_by",
    "family_entry",
    "family_timeline",
    "held_photo",
    "held_photos",
    "hidden_pictures",
    "home_entries",
    "in_detail",
    "listed",
    "my_entries",
    "named_in_pictures",
    "names_of_others",
    "new_from_families",
    "observation",
    "open_next_steps",
    "own_writable",
    "picture",
    "portrait",
    "recent_in_room",
    "review_queue",
    "seen_by",
    "shared_photographs",
    "subject",
    "visible_observations",
    "whole",
    "with_last_observed",
]

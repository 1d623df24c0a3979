"""What a person writes in an entry, as one value: the shape of drafts, edits and kept versions."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.utils.translation import gettext as _

from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import LONGEST_LINE, LONGEST_NOTE, MOST_CHILDREN
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.text import clean_block


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChildPart:
    """One child's part of an entry. Leuven levels are 1 to 5."""

    child_id: uuid.UUID
    line: str = ""
    well_being: int | None = None
    involvement: int | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything of an entry but its photographs."""

    happened_at: dt.datetime
    text: str = ""
    children: tuple[ChildPart, ...] = ()
    tags: frozenset[uuid.UUID] = frozenset()
    next_step: str = ""
    next_step_is_for_home: bool = False
    room_id: uuid.UUID | None = None

    def cleaned(self) -> "Content":
        """The same with its texts cleaned and its limits checked."""
        text, next_step = clean_block(self.text), clean_block(self.next_step)
        parts = tuple(dataclasses.replace(part, line=clean_block(part.line)) for part in self.children)
        fields = {}
        if len(text) > LONGEST_NOTE:
            fields["text"] = _("This note is longer than %(most)d characters.") % {"most": LONGEST_NOTE}
        if len(next_step) > LONGEST_LINE:
            fields["next_step"] = _("This next step is longer than %(most)d characters.") % {"most": LONGEST_LINE}
        for part in parts:
            if len(part.line) > LONGEST_LINE:
                fields[f"line-{part.child_id}"] = _("This line is longer than %(most)d characters.") % {
                    "most": LONGEST_LINE
                }
            if any(level is not None and not 1 <= level <= 5 for level in (part.well_being, part.involvement)):
                fields[f"child-{part.child_id}"] = _("Well-being and involvement go from 1 to 5.")
        if len(parts) > MOST_CHILDREN:
            fields["children"] = _("An entry holds at most %(most)d children.") % {"most": MOST_CHILDREN}
        if len({part.child_id for part in parts}) != len(parts):
            fields["children"] = _("A child was chosen twice.")
        if fields:
            raise InvalidInputError(" ".join(fields.values()), fields=fields)
        return dataclasses.replace(self, text=text, next_step=next_step, children=parts)


def content_of(observation: Observation) -> Content:
    """What ``observation`` says now; its subjects and tags should be prefetched."""
    return Content(
        happened_at=observation.happened_at,
        text=observation.text,
        children=tuple(
            ChildPart(
                child_id=subject.child_id,
                line=subject.line,
                well_being=subject.well_being,
                involvement=subject.involvement,
            )
            for subject in observation.subjects.all()
        ),
        tags=frozenset(tag.node_id for tag in observation.tags.all()),
        next_step=observation.next_step,
        next_step_is_for_home=observation.next_step_is_for_home,
        room_id=observation.room_id,
    )


def to_stored(content: Content) -> dict[str, Any]:
    """``content`` as JSON, for a kept version."""
    return {
        "happened_at": content.happened_at.isoformat(),
        "text": content.text,
        "children": [
            {
                "child_id": str(part.child_id),
                "line": part.line,
                "well_being": part.well_being,
                "involvement": part.involvement,
            }
            for part in content.children
        ],
        "tags": sorted(str(tag) for tag in content.tags),
        "next_step": content.next_step,
        "next_step_is_for_home": content.next_step_is_for_home,
    }

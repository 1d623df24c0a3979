"""Reading an entry from a form, and laying out the form's choices."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from heartsease.domain.frameworks.rules import NOTICED
from heartsease.domain.frameworks.suggesting import Suggestion
from heartsease.domain.frameworks.tree import FrameworkTree, TreeNode
from heartsease.domain.journal.content import ChildPart, Content
from heartsease.kernel import clock
from heartsease.kernel.errors import InvalidInputError
from heartsease.kernel.ids import parse_id

LEVELS = range(1, 6)


def sent_content(request: HttpRequest, zone: ZoneInfo) -> Content:
    """The entry that a whole form describes.

    Of a request that was cut off Django gives the fields that came, or none, without a word; stored as they are,
    they would empty the draft. The time is the last field of the form, and every browser sends it.
    """
    if "happened_at" not in request.POST:
        raise InvalidInputError(_("What you wrote did not arrive whole, so nothing was changed. Please try again."))
    return parse_content(request.POST, zone)


def parse_content(posted: QueryDict, zone: ZoneInfo) -> Content:
    """The entry that a form describes; times are read in the setting's own zone."""
    children = _ids(posted.getlist("children"), "children", _("A child could not be read. Choose again."))
    return Content(
        happened_at=_moment(posted.get("happened_at", ""), zone),
        text=posted.get("text", ""),
        children=tuple(
            ChildPart(
                child_id=child_id,
                line=posted.get(f"line-{child_id}", ""),
                well_being=_level(posted.get(f"well_being-{child_id}", "")),
                involvement=_level(posted.get(f"involvement-{child_id}", "")),
            )
            for child_id in dict.fromkeys(children)
        ),
        tags=frozenset(_ids(posted.getlist("tags"), "tags", _("A tag could not be read. Choose again."))),
        next_step=posted.get("next_step", ""),
        next_step_is_for_home=posted.get("next_step_is_for_home") == "on",
        room_id=parse_id(posted.get("room", "")),
    )


def _ids(texts: Iterable[str], field: str, sentence: str) -> list[uuid.UUID]:
    found = [parse_id(text) for text in texts]
    if None in found:
        raise InvalidInputError(sentence, fields={field: sentence})
    return [one for one in found if one is not None]


def _level(text: str) -> int | None:
    if not text:
        return None
    if text not in {"1", "2", "3", "4", "5"}:
        raise InvalidInputError(_("Well-being and involvement go from 1 to 5."))
    return int(text)


def _moment(text: str, zone: ZoneInfo) -> dt.datetime:
    if not text:
        return clock.now()
    try:
        local = dt.datetime.fromisoformat(text).replace(tzinfo=zone)
        return local.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        sentence = _("This is not a date and time. Choose when it happened.")
        raise InvalidInputError(sentence, fields={"happened_at": sentence}) from None


@dataclass(frozen=True, slots=True)
class AreaChoice:
    """An area to tap, with what is offered inside it for the ages of the chosen children."""

    node: TreeNode
    number: int
    is_chosen: bool
    aspects: Sequence[TreeNode]
    prompts: Sequence[TreeNode]


def area_choices(tree: FrameworkTree, tags: frozenset[uuid.UUID], ages: Iterable[int]) -> list[AreaChoice]:
    """All areas; those chosen, or with something chosen inside, carry their aspects and prompts."""
    ages = sorted(set(ages))
    chosen_areas = {tree.area_by_node.get(tag) for tag in tags}
    choices = []
    for area in tree.areas:
        is_chosen = area.id in chosen_areas
        prompts: Mapping[uuid.UUID, TreeNode] = {}
        if is_chosen:
            offered = [node for age in ages for node in tree.prompts_for(area.id, age)] if ages else []
            kept = [node for tag in tags if (node := tree.get(tag)) is not None and node.area_id == area.id]
            prompts = {node.id: node for node in [*offered, *kept] if node.kind in NOTICED}
        choices.append(
            AreaChoice(
                node=area,
                number=tree.area_number(area.id),
                is_chosen=is_chosen,
                aspects=tree.aspects_of(area.id) if is_chosen else (),
                prompts=list(prompts.values()),
            )
        )
    return choices


@dataclass(frozen=True, slots=True)
class SuggestionChip:
    """Tags that may suit a note, to be added together with one tap: an area and its aspect, or an area and a prompt."""

    area: TreeNode
    number: int
    inside: TreeNode | None
    is_prompt: bool = False


def suggestion_chips(
    tree: FrameworkTree, likely: Iterable[Suggestion], tags: frozenset[uuid.UUID]
) -> list[SuggestionChip]:
    """What is not chosen yet of what is likely: an area with its likeliest aspect, and what may have been noticed."""
    chosen_areas = {tree.area_by_node.get(tag) for tag in tags}
    chips = []
    for one in likely:
        number = tree.area_number(one.area.id)
        if one.area.id not in chosen_areas:
            chips.append(SuggestionChip(one.area, number, one.aspects[0] if one.aspects else None))
        chips += [
            SuggestionChip(one.area, number, node, is_prompt=True) for node in one.prompts[:1] if node.id not in tags
        ]
    return chips

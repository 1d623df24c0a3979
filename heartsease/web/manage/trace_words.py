"""Lines of the trace in plain words. The trace holds ids alone; names are looked up when somebody reads it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, SENTENCES, Permission, Role
from heartsease.domain.accounts import queries as accounts
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.audit.sentences import PARTS
from heartsease.domain.audit.sentences import SENTENCES as DEEDS
from heartsease.domain.children import queries as children
from heartsease.domain.setting import queries as setting
from heartsease.kernel import clock
from heartsease.web.manage.choices_form import ChoicesForm

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Names:
    """Everybody at the setting by id, and in lists to choose from."""

    people: Mapping[uuid.UUID, str]
    """By person and by membership."""
    children: Mapping[uuid.UUID, str]
    people_in_groups: Choices
    children_in_groups: Choices
    rooms: dict[uuid.UUID, str] = field(default_factory=dict)

    @classmethod
    def at_setting(cls, actor: Actor) -> "Names":
        """Two queries, however many lines are read."""
        people: dict[uuid.UUID, str] = {}
        groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
        members = accounts.people(actor).prefetch_related(None)
        for member_id, person_id, name, role, ended_at in members.values_list(
            "pk", "person_id", "person__full_name", "role", "ended_at"
        ):
            people[member_id] = people[person_id] = name
            side = _("Ended") if ended_at else _("Families") if role in FAMILY_ROLES else _("Staff")
            groups[side].setdefault(str(person_id), name)
        on_roll: dict[uuid.UUID, str] = {}
        left: dict[uuid.UUID, str] = {}
        today = clock.today(actor.zone)
        for child_id, name, leaving in children.visible_children(actor).values_list("pk", "full_name", "leaving_date"):
            (left if leaving and leaving < today else on_roll)[child_id] = name
        return cls(
            people,
            on_roll | left,
            [(side, list(groups[side].items())) for side in (_("Staff"), _("Families"), _("Ended")) if side in groups],
            [
                (title, [(str(child_id), name) for child_id, name in found.items()])
                for title, found in ((_("On the roll"), on_roll), (_("Left"), left))
                if found
            ],
        )

    def look_up_rooms(self, actor: Actor, lines: Iterable[AuditEvent]) -> None:
        """Names of rooms, where a line is about one."""
        if any(line.subject_type == "room" for line in lines):
            self.rooms.update(setting.rooms(actor).values_list("pk", "name"))

    def tell(self, line: AuditEvent, child_ids: Iterable[uuid.UUID]) -> str:
        """What happened, in a sentence; ``child_ids`` are all whom the act concerns."""
        details = line.details if isinstance(line.details, dict) else {}
        named = sorted(self.children.get(child_id, _removed()) for child_id in child_ids)
        words = {
            "who": self._who(line),
            "child": get_text_list(named, _("and")) if named else _("no child"),
            "person": self.people.get(line.subject_id, _removed()) if line.subject_id else _("nobody"),
            "room": self.rooms.get(line.subject_id, _("that was removed")) if line.subject_id else "",
            "part": PARTS.get(str(details.get("part")), _("a page")),
            "asked": _asked(details.get("asked")),
            "choices": " ".join(
                str(ChoicesForm.base_fields[name].label) for name in details if name in ChoicesForm.base_fields
            ),
            "code": str(details.get("code") or _("with nothing")),
            "event": line.event,
        }
        try:
            return str(DEEDS[Event(line.event)]) % words
        except ValueError:
            return _("%(who)s did what this version of the journal has no words for (%(event)s)") % words

    def _who(self, line: AuditEvent) -> str:
        if line.role == Role.SYSTEM:
            return str(ROLE_NAMES[Role.SYSTEM])
        if line.person_id is None:
            return _("Somebody")
        name = self.people.get(line.person_id) or _("Somebody who was removed")
        role = str(ROLE_NAMES[Role(line.role)]) if line.role in set(Role) else line.role
        return _("%(name)s, %(role)s,") % {"name": name, "role": role.lower()}


def _asked(right: object) -> str:
    return str(SENTENCES[Permission(str(right))]) if right in set(Permission) else _("something")


def _removed() -> str:
    return _("somebody who was removed")

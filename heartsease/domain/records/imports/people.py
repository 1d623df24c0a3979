"""Who has an account: what a user name in a file means for somebody at this setting."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import ROLE_NAMES, Role
from heartsease.domain.accounts import queries
from heartsease.domain.accounts.models import Membership, Person
from heartsease.domain.records.imports.cells import Cells
from heartsease.kernel.text import folded

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """An adult on a line: the name, the user name, and the role they are to have."""

    number: int
    full_name: str
    user_name: str
    role: Role


class People:
    """The accounts behind the user names of a file, and everybody at the setting."""

    def __init__(self, actor: Actor, user_names: Iterable[str]) -> None:
        wanted = sorted(set(user_names))
        self._persons: dict[str, Person] = {}
        for begin in range(0, len(wanted), _AT_ONCE):
            names = wanted[begin : begin + _AT_ONCE]
            for person in Person.objects.alias(lower=Lower("user_name")).filter(lower__in=names):
                self._persons[person.user_name.casefold()] = person
        self._memberships: dict[tuple[object, str], Membership] = {}
        self._namesakes: dict[str, list[Membership]] = defaultdict(list)
        for membership in queries.people(actor):
            self._memberships[membership.person_id, membership.role] = membership
            self._namesakes[folded(membership.person.full_name)].append(membership)
        self._first_lines: dict[str, Wanted] = {}

    def person(self, user_name: str) -> Person | None:
        """Whoever signs in with ``user_name``, here or elsewhere."""
        return self._persons.get(user_name)

    def membership(self, user_name: str, role: Role) -> Membership | None:
        """What ``user_name`` is here in ``role``, in force or ended."""
        person = self.person(user_name)
        return self._memberships.get((person.pk, role)) if person is not None else None

    def in_roles(self, user_name: str, roles: Collection[Role]) -> list[Membership]:
        """What ``user_name`` is here in any of ``roles``, and has not ended."""
        found = [self.membership(user_name, role) for role in Role if role in roles]
        return [one for one in found if one is not None and one.ended_at is None]

    def problem(self, wanted: Wanted) -> str:
        """Why this account cannot be given, or nothing."""
        earlier = self._first_lines.setdefault(wanted.user_name, wanted)
        if folded(earlier.full_name) != folded(wanted.full_name):
            return _("Line %(line)d has the same user name for %(name)s.") % {
                "line": earlier.number,
                "name": earlier.full_name,
            }
        person = self.person(wanted.user_name)
        if person is not None and person.full_name.casefold() != wanted.full_name.casefold():
            return _("This user name belongs to somebody else. Please choose another.")
        membership = self.membership(wanted.user_name, wanted.role)
        if membership is not None and membership.ended_at is not None:
            return _("The access of %(name)s has ended. An import does not bring it back: do that by hand.") % {
                "name": wanted.full_name
            }
        return ""

    def warnings(self, wanted: Wanted) -> list[str]:
        """A sentence for each person here who is called the same and has another user name."""
        namesakes = [
            one
            for one in self._namesakes.get(folded(wanted.full_name), [])
            if one.ended_at is None and one.person.user_name.casefold() != wanted.user_name
        ]
        return [
            _("Somebody called %(name)s is here already, with the user name %(user_name)s (%(role)s).")
            % {
                "name": one.person.full_name,
                "user_name": one.person.user_name,
                "role": str(ROLE_NAMES[Role(one.role)]).lower(),
            }
            for one in namesakes[:3]
        ]


def user_name_in(cells: Cells) -> str:
    """The user name on a line, as accounts keep it."""
    name = cells.text("user_name").casefold()
    cells.fits("user_name", name)
    if " " in name:
        cells.problems.append(_("“%(label)s”: a user name has no spaces in it.") % {"label": cells.label("user_name")})
    return name


def is_email(text: str) -> bool:
    """Whether ``text`` is an e-mail address, and not only a user name."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

"""Lines about parents and relatives: whose child, with which account, in which home; and the contact on the record."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from heartsease.domain.access.actor import Actor
from heartsease.domain.access.permissions import FAMILY_ROLES, ROLE_NAMES, STAFF_ROLES, Role
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.accounts.models import Membership
from heartsease.domain.children import actions as children
from heartsease.domain.children.actions import ContactDetails, NewContact, NewLink
from heartsease.domain.children.models import AccessRestriction, Child, Contact, FamilyLink
from heartsease.domain.records.imports.cells import Cells, cells_of
from heartsease.domain.records.imports.children import Roll, in_words
from heartsease.domain.records.imports.homes import Home, Homes, Resident, refuse_all
from heartsease.domain.records.imports.kinds import Kind
from heartsease.domain.records.imports.people import People, Wanted, is_email, user_name_in
from heartsease.domain.records.imports.plan import Change, Fate, Line, refused
from heartsease.domain.records.imports.reading import Sheet
from heartsease.domain.setting import queries as setting
from heartsease.domain.setting.rules import Relatives
from heartsease.kernel.text import folded

_AT_ONCE = 2_000
_STEPS = ("", "step", "step ", "foster ", "adoptive ", "grand", "great grand", "god")
_PARENTS = {
    f"{before}{word}"
    for before in _STEPS[:5]
    for word in ("parent", "mother", "father", "mum", "mummy", "mom", "dad", "daddy", "carer")
} | {"parent or carer", "parent carer", "guardian", "legal guardian", "special guardian"}
_RELATIVES = {
    f"{before}{word}"
    for before in _STEPS[5:]
    for word in ("parent", "mother", "father", "ma", "pa", "mum", "dad", "parents")
} | {"relative", "granny", "gran", "nan", "nana", "nanny", "grampy", "aunt", "auntie", "aunty", "uncle", "sister",
     "brother", "cousin", "niece", "nephew"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a line asks for, once it makes sense by itself."""

    cells: Cells
    child: Child
    full_name: str
    relation: str
    wanted: Wanted | None
    """The account with which the adult reads; None for a contact without one."""

    @property
    def number(self) -> int:
        """The line's number."""
        return self.cells.number

    @property
    def title(self) -> str:
        """Who it is about."""
        return _("%(adult)s, for %(child)s") % {"adult": self.full_name, "child": self.child.full_name}

    @property
    def neighbour(self) -> str:
        """With whom the adult is said to live."""
        return self.cells.text("lives_with") if self.wanted else ""


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be done for a line: save ``details`` where there are any, and link the adult."""

    wish: _Wish
    details: ContactDetails | None
    contact: Contact | None
    needs_link: bool


class ParentsPlanner:
    """Decides the fate of each line about a parent or relative."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._roll = Roll(actor)
        self._contacts: dict[uuid.UUID, dict[str, list[Contact]]] = defaultdict(lambda: defaultdict(list))
        self._links: dict[uuid.UUID, list[FamilyLink]] = defaultdict(list)
        self._barred: dict[uuid.UUID, list[AccessRestriction]] = defaultdict(list)
        self._has_relatives = setting.current_setting(actor).chosen.relatives is not Relatives.NONE
        self._homes: dict[uuid.UUID, Homes] = {}
        self._without_account: set[tuple[uuid.UUID, str]] = set()
        self._admitted: dict[tuple[str, Role], Membership] = {}
        self._first_of: dict[int, uuid.UUID] = {}
        """For each home that was empty, by identity, the first link that was made in it."""

    def plan(self, sheet: Sheet, refusals: Mapping[int, str]) -> list[Line]:
        """The fate of every line, and the order that would add or change it."""
        read = [self._read(cells, refusals) for cells in cells_of(Kind.PARENTS, sheet, ["birth_date"])]
        wishes = [one for one in read if isinstance(one, _Wish)]
        self._load(wishes)
        self._people = People(self._actor, (one.wanted.user_name for one in wishes if one.wanted))
        problems: dict[int, str] = {}
        lines_of: dict[tuple[uuid.UUID, str], int] = {}
        for wish in wishes:
            if problem := self._problem(wish, lines_of):
                problems[wish.number] = problem
        self._settle_homes([wish for wish in wishes if wish.number not in problems])
        problems |= refuse_all(self._homes.values())
        return [
            one
            if isinstance(one, Line)
            else refused(one.number, one.title, [problems[one.number]])
            if one.number in problems
            else self._line(one)
            for one in read
        ]

    def write(self, lines: Sequence[Line]) -> None:
        """Save contacts, admit each adult once however many children they have in the file, and link them.

        What later lines build on is remembered last: lines that are refused leave nothing to build on.
        """
        orders: list[_Order] = [line.order for line in lines]
        contacts = [
            NewContact(one.wish.child.pk, one.details, one.contact.pk if one.contact else None)
            for one in orders
            if one.details is not None
        ]
        children.save_contacts(actor=self._actor, contacts=contacts)
        admitted, first_of = dict(self._admitted), dict(self._first_of)
        links = [
            self._new_link(one.wish, one.wish.wanted, admitted, first_of)
            for one in orders
            if one.wish.wanted is not None and one.needs_link
        ]
        children.link_families(actor=self._actor, links=links)
        self._admitted, self._first_of = admitted, first_of

    def _new_link(
        self,
        wish: _Wish,
        wanted: Wanted,
        admitted: dict[tuple[str, Role], Membership],
        first_of: dict[int, uuid.UUID],
    ) -> NewLink:
        home, key = self._homes[wish.child.pk].home_of(wanted.user_name), (wanted.user_name, wanted.role)
        if key not in admitted:
            admitted[key] = self._people.membership(*key) or accounts.admit_person(
                actor=self._actor, full_name=wanted.full_name, user_name=wanted.user_name, role=wanted.role
            )
        link = NewLink(
            child_id=wish.child.pk,
            membership=admitted[key],
            relation=wish.relation,
            shares_home_with=home.link_id or first_of.get(id(home)),
            has_parental_responsibility=wish.cells.flag("has_parental_responsibility") or False,
        )
        first_of.setdefault(id(home), link.id)
        return link

    def _read(self, cells: Cells, refusals: Mapping[int, str]) -> _Wish | Line:
        title = cells.text("full_name")[:120]
        if cells.problems:
            return refused(cells.number, title, cells.problems)
        cells.need("child_name", "birth_date", "full_name", "relation")
        child_name, birth_date = cells.words("child_name"), cells.day("birth_date")
        full_name, relation = cells.words("full_name"), cells.words("relation")
        user_name = user_name_in(cells)
        role = self._role(cells, relation) if user_name else None
        for name in ("lives_with", "phone_numbers"):
            cells.words(name)
        cells.flag("has_parental_responsibility")
        if cells.problems or birth_date is None:
            return refused(cells.number, title, cells.problems)
        found = self._roll.find(child_name, birth_date)
        if len(found) != 1:
            return refused(cells.number, title, [self._no_child(child_name, birth_date, are_several=bool(found))])
        if cells.number in refusals:
            return refused(cells.number, title, [refusals[cells.number]])
        wanted = Wanted(cells.number, full_name, user_name, role) if role else None
        return _Wish(cells, found[0], full_name, relation, wanted)

    def _role(self, cells: Cells, relation: str) -> Role | None:
        said = folded(cells.text("reads_as"))
        for words in (said, folded(relation)):
            if words in _PARENTS:
                return Role.PARENT
            if words in _RELATIVES:
                return Role.RELATIVE
            if words and words == said:
                break
        cells.problems.append(_("“%(label)s”: write parent or relative.") % {"label": cells.label("reads_as")})
        return None

    def _no_child(self, name: str, birth_date: dt.date, *, are_several: bool) -> str:
        facts = {"name": name, "day": in_words(birth_date)}
        if are_several:
            return _("Several children called %(name)s and born on %(day)s are here. Do this on the record.") % facts
        if self._roll.has_name(name):
            return _("%(name)s is here, but not with this date of birth (%(day)s).") % facts
        return _("There is no child called %(name)s, born on %(day)s. Import the children first, or mend the file.") % (
            facts
        )

    def _load(self, wishes: list[_Wish]) -> None:
        """What is known of the adults of the children in the file, in a few queries."""
        child_ids = sorted({wish.child.pk for wish in wishes})
        for begin in range(0, len(child_ids), _AT_ONCE):
            some = child_ids[begin : begin + _AT_ONCE]
            for contact in Contact.objects.filter(child_id__in=some):
                self._contacts[contact.child_id][folded(contact.full_name)].append(contact)
            for link in FamilyLink.objects.select_related("membership__person").filter(child_id__in=some):
                self._links[link.child_id].append(link)
            for restriction in AccessRestriction.objects.filter(child_id__in=some, lifted_at__isnull=True):
                self._barred[restriction.child_id].append(restriction)

    def _problem(self, wish: _Wish, lines_of: dict[tuple[uuid.UUID, str], int]) -> str:
        name = folded(wish.full_name)
        earlier = lines_of.setdefault((wish.child.pk, name), wish.number)
        if earlier != wish.number:
            return _("Line %(line)d is about an adult of this name and the same child.") % {"line": earlier}
        if len(self._contacts[wish.child.pk].get(name, [])) > 1:
            return _("Several contacts of this name are on the child’s record. Do this there.")
        if wish.wanted is None:
            self._without_account.add((wish.child.pk, name))
            return ""
        return self._people.problem(wish.wanted) or self._link_problem(wish, wish.wanted)

    def _link_problem(self, wish: _Wish, wanted: Wanted) -> str:
        links = self._links_of(wish.child.pk, wanted)
        here = next((one for one in links if one.ended_at is None), None)
        if here is not None and here.membership.role != wanted.role:
            return _("%(name)s reads this journal already, as %(role)s. An import does not change that.") % {
                "name": wish.full_name,
                "role": str(ROLE_NAMES[Role(here.membership.role)]).lower(),
            }
        if here is None and self._is_barred(wish, wanted):
            return _("A restriction on the child’s record keeps this adult from the journal.")
        if here is None and wanted.role is Role.RELATIVE and not self._has_relatives:
            return _("Your setting has chosen that nobody but parents and carers reads a journal.")
        if here is None and links:
            return _("The access of %(name)s to this journal has ended. An import does not bring it back.") % {
                "name": wish.full_name
            }
        return ""

    def _is_barred(self, wish: _Wish, wanted: Wanted) -> bool:
        """Whether ``link_family`` would refuse this adult."""
        person = self._people.person(wanted.user_name)
        person_id = person.pk if person is not None else None
        return any(one.keeps_away(person_id, wish.full_name) for one in self._barred[wish.child.pk])

    def _links_of(self, child_id: uuid.UUID, wanted: Wanted) -> list[FamilyLink]:
        """The adult's links to the child, ended ones too."""
        person = self._people.person(wanted.user_name)
        return [one for one in self._links[child_id] if person and one.membership.person_id == person.pk]

    def _link(self, wish: _Wish) -> FamilyLink | None:
        """The adult's link to the child that has not ended."""
        links = self._links_of(wish.child.pk, wish.wanted) if wish.wanted else []
        return next((one for one in links if one.ended_at is None), None)

    def _settle_homes(self, wishes: list[_Wish]) -> None:
        for wish in wishes:
            homes = self._homes.get(wish.child.pk) or self._open_homes(wish.child.pk)
            if wish.wanted and self._link(wish) is None:
                homes.add(Resident(wish.wanted.user_name, wish.full_name, wish.number), Home())
        for wish in wishes:
            if wish.wanted and wish.neighbour and not self._is_mere_contact(wish.child.pk, wish.neighbour):
                resident = Resident(wish.wanted.user_name, wish.full_name)
                self._homes[wish.child.pk].join(resident, wish.number, wish.neighbour)

    def _open_homes(self, child_id: uuid.UUID) -> Homes:
        homes = self._homes[child_id] = Homes()
        for link in self._links[child_id]:
            if link.ended_at is None:
                person = link.membership.person
                homes.add(Resident(person.user_name.casefold(), person.full_name), Home(link.household_id, link.pk))
        return homes

    def _is_mere_contact(self, child_id: uuid.UUID, full_name: str) -> bool:
        """Whether somebody belongs to the child and reads no journal, so that no home is shared in it."""
        if self._homes[child_id].knows(full_name):
            return False
        name = folded(full_name)
        return (child_id, name) in self._without_account or bool(self._contacts[child_id].get(name))

    def _line(self, wish: _Wish) -> Line:
        link = self._link(wish)
        known = self._contacts[wish.child.pk].get(folded(wish.full_name))
        contact = known[0] if known else None
        details = self._details(wish, contact)
        changes = _differences(wish.cells, contact, details) if contact else []
        sentences = self._sentences(wish, has_link=link is not None, has_contact=contact is not None)
        fate = Fate.ADD if sentences else Fate.CHANGE if changes else Fate.SAME

        return Line(
            wish.number,
            wish.title,
            fate,
            tuple(sentences),
            tuple(changes),
            tuple(self._warnings(wish, link)),
            wish.child.pk,
            _Order(wish, details if contact is None or changes else None, contact, needs_link=link is None),
        )

    def _details(self, wish: _Wish, contact: Contact | None) -> ContactDetails:
        before = {field.name: getattr(contact, field.name) for field in fields(ContactDetails)} if contact else {}
        said = {
            "relation": wish.relation,
            "phone_numbers": wish.cells.text("phone_numbers"),
            "email": wish.wanted.user_name if wish.wanted and is_email(wish.wanted.user_name) else "",
        }
        if contact is not None and contact.email.casefold() == said["email"]:
            del said["email"]
        has_responsibility = wish.cells.flag("has_parental_responsibility")
        if has_responsibility is not None:
            before["has_parental_responsibility"] = has_responsibility
        # An empty cell says nothing, so what the record says stays; and so does the name that stands there.
        name = {} if contact else {"full_name": wish.full_name}
        return ContactDetails(**{**before, **name, **{key: text for key, text in said.items() if text}})

    def _sentences(self, wish: _Wish, *, has_link: bool, has_contact: bool) -> list[str]:
        facts = {"child": wish.child.first_name, "relation": wish.relation}
        sentences = []
        if wish.wanted is not None and not has_link:
            facts |= {"role": str(ROLE_NAMES[wish.wanted.role]).lower(), "user_name": wish.wanted.user_name}
            sentences.append(
                _("Is to read the journal of %(child)s as %(role)s (%(relation)s), with the user name %(user_name)s.")
                % facts
            )
            if wish.neighbour and not self._is_mere_contact(wish.child.pk, wish.neighbour):
                sentences.append(_("Shares a home with %(name)s.") % {"name": wish.neighbour})
        if not has_contact:
            sentences.append(_("Becomes a contact (%(relation)s) on the record of %(child)s.") % facts)
        return sentences

    def _warnings(self, wish: _Wish, link: FamilyLink | None) -> list[str]:
        warnings = self._account_warnings(wish.wanted) if wish.wanted and link is None else []
        if link is not None and folded(link.relation) != folded(wish.relation):
            warnings.append(
                _("Stands among the readers of the journal as “%(relation)s”, and stays so.")
                % {"relation": link.relation}
            )
        if wish.neighbour and self._is_mere_contact(wish.child.pk, wish.neighbour):
            warnings.append(_("%(name)s reads no journal, so “Lives with” changes nothing.") % {"name": wish.neighbour})
        return warnings

    def _account_warnings(self, wanted: Wanted) -> list[str]:
        warnings = self._people.warnings(wanted)
        if self._people.in_roles(wanted.user_name, STAFF_ROLES):
            warnings.append(_("This is a colleague. After signing in they choose as what they act."))
        for other in FAMILY_ROLES - {wanted.role}:
            if self._people.in_roles(wanted.user_name, {other}):
                warnings.append(_("Is here already as %(role)s.") % {"role": str(ROLE_NAMES[other]).lower()})
        return warnings


def _differences(cells: Cells, contact: Contact, details: ContactDetails) -> list[Change]:
    labels = {
        "relation": cells.label("relation"),
        "phone_numbers": cells.label("phone_numbers"),
        "email": _("E-mail address"),
        "has_parental_responsibility": cells.label("has_parental_responsibility"),
    }
    return [
        Change(label, _value(getattr(contact, name)), _value(getattr(details, name)))
        for name, label in labels.items()
        if getattr(contact, name) != getattr(details, name)
    ]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) or "–"

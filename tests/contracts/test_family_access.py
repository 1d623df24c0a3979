"""In every state but one a link opens nothing: every rule, every address and every picture is tried (G9, G10)."""

import ast
import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.urls import reverse

from heartsease.domain.access.permissions import ROLE_PERMISSIONS, Role
from heartsease.domain.children import actions as children_actions
from heartsease.domain.children import queries as children
from heartsease.domain.children.models import AccessRestriction, FamilyLink
from heartsease.domain.children.rules import LinkState, SecondReason
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.intake import receive
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.errors import DomainError
from heartsease.kernel.ids import new_id
from tests import entries, links
from tests.cast import House
from tests.contracts.test_addresses import ADDRESSES, Address, everything_stored
from tests.contracts.test_writers import modules

MARK = "zyzzyva"
ABOUT_ONESELF = ("account", "agreement", "still-here", "paused")
"""Pages of the own account: no child is on them, and no child's link opens or shuts them."""
OF_FAMILIES = [
    one
    for one in ADDRESSES
    if one.permission in ROLE_PERMISSIONS[Role.PARENT] and not one.name.startswith(ABOUT_ONESELF)
]
MAY_READ_LINKS = (
    "domain/children/",
    "domain/journal/queries/seen.py",
    "config/alarms.py",
    "domain/records/exports/",
    "domain/records/imports/",
    "web/staff/children/",
    "cli/example/",
)
"""Who looks at links themselves: those who keep them. Whoever decides what a family reads asks ``children.queries``."""


@dataclass(frozen=True)
class Life:
    """What may have happened to a link, each by itself."""

    is_ended: bool
    is_restricted: bool
    is_suspended: bool
    answer: str
    second: str

    @property
    def opens(self) -> bool:
        """Whether the journal is open, said once more and in other words than the code's."""
        return self == Life(False, False, False, "right", self.second) and self.second != "lacking"


LIVES = [
    Life(*life)
    for life in itertools.product(
        [False, True], [False, True], [False, True], ["none", "right", "frozen"], ["", "lacking", "given"]
    )
]


@dataclass(frozen=True)
class Journal:
    """Amara's journal, in which Tunde has had a part, and what is known of it."""

    house: House
    entry: Observation
    photo_id: uuid.UUID
    ids: dict[str, uuid.UUID]
    marks: list[str]


@pytest.fixture
def journal(house: House) -> Journal:
    """Everything of Amara's carries a mark; Tunde is linked to nobody else."""
    house.choose(review_required=False, home_entries_wait=False, parents_save_pictures=True)
    amara, tunde = house.children["Amara"], house.actor("Tunde")
    with receive([entries.photo_bytes(7)]) as upload:
        photos.set_portrait(actor=house.system, child=amara, photo_id=new_id(), upload=upload)
    sent = entries.submitted(house, "Priya", "Amara", photos=1, text=f"{MARK} words", next_step=f"{MARK} step")
    entry = entries.publish_now(sent)
    on: dict[str, Any] = {"actor": tunde, "observation_id": entry.pk, "child_id": amara.pk}
    comment = actions.comment(**on, comment_id=new_id(), text=f"{MARK} said")
    actions.like(**on)
    entries.publish_now(entries.submitted(house, "Tunde", "Amara", text=f"{MARK} from home"))
    draft = entries.drafted(house, "Tunde", "Amara", photos=1, text=f"{MARK} draft")
    asked = children_actions.ask_for_relative(
        actor=tunde, child_id=amara.pk, full_name=f"{MARK} gran", email=f"{MARK}@example.org", relation="gran"
    )
    photo_id = entries.photo_ids(entry)[0]
    ids = {
        "child_id": amara.pk,
        "observation_id": entry.pk,
        "photo_id": photo_id,
        "comment_id": comment.pk,
        "request_id": asked.pk,
        "draft_id": draft.pk,
        "draft_photo_id": entries.photo_ids(draft)[0],
    }
    born = f"{amara.birth_date.day} {amara.birth_date:%B %Y}"
    return Journal(house, entry, photo_id, ids, ["Amara", MARK, born, str(amara.birth_date)])


def live(house: House, life: Life) -> None:
    """Let all of it have happened to Tunde's link to Amara."""
    now = clock.now()
    row = FamilyLink.objects.filter(pk=house.links["Tunde", "Amara"].pk)
    row.update(
        ended_at=now if life.is_ended else None,
        suspended_at=now if life.is_suspended else None,
        suspension_words="Please talk to us.",
        confirmed_at=now if life.answer == "right" else None,
        frozen_at=now if life.answer == "frozen" else None,
        second_reason=SecondReason.NAMESAKE if life.second else "",
        second_confirmed_at=now if life.second == "given" else None,
    )
    if life.is_restricted:
        AccessRestriction.objects.create(
            child=house.children["Amara"],
            full_name="Tunde Example",
            person=house.family["Tunde"].person,
            reason="An order.",
            made_at=now,
        )


def test_every_rule_says_the_same_of_every_life(journal: Journal) -> None:
    for life in LIVES:
        with transaction.atomic():
            live(journal.house, life)
            every_rule_says_the_same(life, journal)
            transaction.set_rollback(True)


def every_rule_says_the_same(life: Life, journal: Journal) -> None:
    """What each reader of family access answers."""
    house, amara = journal.house, journal.house.children["Amara"]
    tunde = house.actor("Tunde")
    own = FamilyLink.objects.filter(membership=house.family["Tunde"])
    assert (links.state(house, "Tunde", "Amara") is LinkState.IN_FORCE) == life.opens, life
    assert own.filter(children.in_force()).exists() == life.opens, life
    assert bool(children.own_children(tunde)) == life.opens, life
    assert children.visible_children(tunde).exists() == life.opens, life
    assert (children.household_of(tunde, amara.pk) is not None) == life.opens, life
    assert bool(children.own_requests(tunde)) == life.opens, life
    assert queries.visible_observations(tunde).count() == (3 if life.opens else 0), life
    assert bool(queries.home_entries(tunde)) == life.opens, life
    for read in (
        lambda: children.child(tunde, amara.pk),
        lambda: queries.picture(tunde, journal.photo_id, Size.SMALL),
        lambda: queries.picture_to_save(tunde, journal.photo_id),
        lambda: queries.portrait(tunde, amara.pk, Size.SMALL),
        lambda: queries.subject(tunde, journal.entry.pk, amara.pk),
    ):
        assert _answers(read) == life.opens, life
    assert not (life.opens and children.standing(tunde).is_anything)


def test_one_life_in_all_of_them_opens_the_journal() -> None:
    """The enumeration proves that it can fail: two of the seventy-two are open."""
    assert len(LIVES) == 72
    assert sum(life.opens for life in LIVES) == 2


CLOSED = {
    LinkState.WAITING: Life(False, False, False, "none", ""),
    LinkState.FROZEN: Life(False, False, False, "frozen", ""),
    LinkState.UNSECONDED: Life(False, False, False, "right", "lacking"),
    LinkState.SUSPENDED: Life(False, False, True, "right", ""),
    LinkState.RESTRICTED: Life(False, True, False, "right", ""),
    LinkState.ENDED: Life(True, False, False, "right", ""),
}
LED_TO_QUESTION = {LinkState.WAITING, LinkState.FROZEN, LinkState.UNSECONDED, LinkState.SUSPENDED}


def test_every_state_is_tried() -> None:
    assert set(CLOSED) == set(LinkState) - {LinkState.IN_FORCE}


@pytest.mark.parametrize("state", CLOSED, ids=str)
def test_no_address_of_families_shows_or_changes_anything(state: LinkState, journal: Journal) -> None:
    house = journal.house
    live(house, CLOSED[state])
    assert links.state(house, "Tunde", "Amara") is state
    before, client = everything_stored(), house.client("Tunde")
    for address, method, url in every_request(journal):
        data = {"text": f"Hello {address.name}", "children": str(journal.ids["child_id"]), "liked": "yes"}
        for headers in ({"accept": "text/html"}, {"HX-Request": "true"}):
            asked = (
                client.post(url, data, headers=headers)
                if method == "POST"
                else client.generic(method, url, headers=headers)
            )
            body = asked.content.decode(errors="replace") + str(asked.headers)
            assert not [mark for mark in journal.marks if mark in body.replace(url, "")], (address, method)
            assert _is_closed(address, asked, is_led=state in LED_TO_QUESTION), (address, method, asked.status_code)
    assert everything_stored() == before


def test_the_same_requests_find_it_all_while_the_link_is_in_force(journal: Journal) -> None:
    """The search proves that it can fail."""
    client = journal.house.client("Tunde")
    found = {
        address.name: client.get(url).status_code for address, method, url in every_request(journal) if method == "GET"
    }
    assert set(found.values()) == {200, 302}
    assert {name for name, status in found.items() if status == 302} == {"home", "journal-confirm"}
    assert MARK in client.get("/journal").content.decode()


def every_request(journal: Journal) -> Iterator[tuple[Address, str, str]]:
    """Every address that admits a parent, about Amara's things; those from home about Tunde's own."""
    for address in OF_FAMILIES:
        ids = {**journal.ids, "size": "large"}
        if address.name.startswith("from-home"):
            ids |= {"observation_id": ids["draft_id"], "photo_id": ids["draft_photo_id"]}
        pattern = {name: ids[name] for name in address.arguments}
        for method in address.methods:
            yield address, method, reverse(address.name, kwargs=pattern)


def _is_closed(address: Address, asked: HttpResponseBase, *, is_led: bool) -> bool:
    """A page that is not there, the question, or a page that says that no journal is open."""
    leads = asked.headers.get("Location") or asked.headers.get("HX-Redirect") or ""
    if address.name in {"journal-confirm", "journal", "from-home", "from-home-new", "home"}:
        return asked.status_code in {200, 302, 422}
    if address.name in {"photo", "photo-report", "photo-save", "portrait"}:
        return asked.status_code == 404
    return urlsplit(leads).path == "/journal/confirm" if is_led else asked.status_code == 404


def _answers(read: Any) -> bool:
    try:
        read()
    except DomainError:
        return False
    return True


def test_whoever_decides_what_a_family_reads_asks_the_one_rule() -> None:
    """Nobody else reads the table of links."""
    readers = {
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(name.name == "FamilyLink" for name in node.names)
    }
    assert {path for path in readers if not path.startswith(MAY_READ_LINKS)} == set()
    assert "domain/children/queries/access.py" in readers

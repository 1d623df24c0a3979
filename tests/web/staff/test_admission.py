"""Who gets in to which page of staff about entries and rooms: every address, every kind of caller."""

import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from heartsease.domain.children.models import PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal.models import Comment, Observation, ObservationPhoto, ReviewStep
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Photo, Region
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from heartsease.web.staff.urls import urlpatterns
from tests import entries, faces
from tests.cast import House
from tests.web.staff.sending import HTML, form_of

WRITERS = {"Maggie", "Sen", "Priya", "Stu", "Owen"}
REVIEWERS = {"Maggie", "Sen"}
COMMENTERS = WRITERS - {"Stu"}


@dataclass(frozen=True)
class Page:
    """An address, which roles are let in, which entry it is asked with, and who of them then gets it."""

    roles: set[str]
    methods: str = "GET"
    about: str = ""
    served: set[str] | None = None


ROOM = {"Maggie", "Sen", "Priya", "Stu"}
PAGES = {
    "today": Page(WRITERS),
    "room": Page(WRITERS),
    "register": Page(WRITERS),
    "register-mark": Page(WRITERS, "POST", served=ROOM),
    "photo-changes": Page(WRITERS),
    "hidden-pictures": Page(REVIEWERS),
    "hidden-picture-show": Page(REVIEWERS, "POST", about="reported", served=REVIEWERS),
    "hidden-picture-destroy": Page(REVIEWERS, "POST", about="reported", served=REVIEWERS),
    "photo-change-done": Page(REVIEWERS, "POST", about="published", served=REVIEWERS),
    "capture": Page(WRITERS),
    "capture-draft": Page(WRITERS, about="draft", served={"Priya"}),
    "capture-save": Page(WRITERS, "POST", about="draft", served={"Priya"}),
    "capture-send": Page(WRITERS, "POST", about="draft", served={"Priya"}),
    "capture-families": Page(WRITERS, about="draft", served={"Priya"}),
    "capture-share": Page(WRITERS, "POST", about="draft", served={"Priya"}),
    "capture-discard": Page(WRITERS, "POST", about="draft", served={"Priya"}),
    "capture-photo": Page(WRITERS, "PUT DELETE", about="draft", served={"Priya"}),
    "capture-photo-faces": Page(WRITERS, "POST", about="photograph", served={"Priya"}),
    "faces": Page(WRITERS),
    "faces-photo": Page(WRITERS, about="held", served={"Maggie", "Sen", "Priya"}),
    "faces-answer": Page(WRITERS, "POST", about="held", served={"Maggie", "Sen", "Priya"}),
    "capture-prompts": Page(WRITERS),
    "capture-suggestions": Page(WRITERS, "POST"),
    "my-entries": Page(WRITERS),
    "observation": Page(WRITERS, about="published", served=ROOM),
    "observation-edit": Page(WRITERS, "GET POST", about="published", served=ROOM),
    "observation-recall": Page(WRITERS, "POST", about="waiting", served={"Maggie", "Sen", "Priya"}),
    "observation-withdraw": Page(REVIEWERS, "POST", about="published", served=REVIEWERS),
    "observation-comment": Page(COMMENTERS, "POST", about="published", served={"Maggie", "Sen", "Priya"}),
    "review": Page(REVIEWERS),
    "review-one": Page(REVIEWERS, about="submitted", served=REVIEWERS),
    "review-approve": Page(REVIEWERS, "POST", about="submitted", served=REVIEWERS),
    "review-return": Page(REVIEWERS, "POST", about="submitted", served=REVIEWERS),
}
ABOUT_AN_ENTRY = [name for name, page in PAGES.items() if page.about]
FAMILY = ["Grace", "Nana"]


def entry_for(house: House, about: str) -> Observation:
    """Priya's entry about Amara."""
    if about == "draft":
        return entries.drafted(house, "Priya", "Amara")
    if about == "photograph":
        return entries.drafted(house, "Priya", "Amara", photos=1)
    if about == "reported":
        shown = entries.published(house, "Priya", "Amara", photos=1)
        Photo.objects.filter(placed__observation=shown).update(hidden_at=clock.now())
        return shown
    if about == "held":
        held = entries.submitted(house, "Priya", "Amara", photos=1)
        faces.look(faces.LEFT, faces.RIGHT)
        return held
    if about == "submitted":
        return entries.submitted(house, "Priya", "Amara")
    return (entries.approved if about == "waiting" else entries.published)(house, "Priya", "Amara")


def address_of(house: House, name: str, entry_id: uuid.UUID | None = None) -> str:
    """An address with the ids it needs."""
    photo_id = (
        ObservationPhoto.objects.filter(observation=entry_id).values_list("photo_id", flat=True).first() or new_id()
    )
    known = {
        "observation_id": entry_id or new_id(),
        "photo_id": photo_id,
        "region_id": Region.objects.filter(photo_id=photo_id).values_list("pk", flat=True).first() or new_id(),
        "child_id": house.children["Amara"].pk,
        "room_id": house.rooms["Acorns"].pk,
        "mark": "arrive",
        "withdrawal_id": _withdrawal_of(house) if entry_id else new_id(),
    }
    route = next(str(one.pattern) for one in urlpatterns if isinstance(one, URLPattern) and one.name == name)
    return reverse(name, kwargs={key: value for key, value in known.items() if f":{key}>" in route})


def _withdrawal_of(house: House) -> uuid.UUID:
    row, _is_new = PhotoWithdrawal.objects.get_or_create(
        child=house.children["Amara"],
        purpose=Purpose.DISPLAY,
        agreed_again_at=None,
        defaults={"withdrawn_at": clock.now()},
    )
    return row.pk


def ask(client: Client, house: House, name: str, address: str) -> int:
    """The status that a fitting request gets; a write brings what its form holds."""
    method = PAGES[name].methods.split()[-1]
    if method == "DELETE":
        return client.put(address, entries.photo_bytes(1), content_type="application/octet-stream").status_code
    if name == "capture-photo-faces":
        return client.post(address, '{"faces": []}', content_type="application/json").status_code
    form = form_of(house, "Amara") | {"who": "adult", "note": "A word.", "version": "1", "id": str(new_id())}
    response = client.post(address, form) if method == "POST" else client.get(address)
    return response.status_code


def test_every_address_is_tried() -> None:
    assert {one.name for one in urlpatterns if isinstance(one, URLPattern)} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_right_roles_get_in_and_the_right_people_are_served(house: House, name: str) -> None:
    page = PAGES[name]
    for who in (*sorted(WRITERS), *FAMILY):
        entry = entry_for(house, page.about) if page.about else None
        status = ask(house.client(who), house, name, address_of(house, name, entry.pk if entry else None))
        if who not in page.roles:
            assert status == 403, who
        elif page.served is not None and who not in page.served:
            assert status == (403 if (name, who) == ("observation-recall", "Stu") else 404), who
        elif (name, who) == ("observation-edit", "Stu"):
            assert status == 403, "a student changes no colleague's entry"
        else:
            assert status in {200, 201, 302}, who


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_sent_to_sign_in(house: House, nobody: Client, name: str) -> None:
    page = PAGES[name]
    entry = entry_for(house, page.about) if page.about else None
    address = address_of(house, name, entry.pk if entry else None)
    before = ReviewStep.objects.count()
    assert ask(nobody, house, name, address) == 401
    if "GET" in page.methods:
        response = nobody.get(address, headers=HTML)
        assert response["Location"].startswith("/sign-in?next=")
    assert ReviewStep.objects.count() == before
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", PAGES)
def test_another_setting_gets_nothing(house: House, hollies: House, name: str) -> None:
    page = PAGES[name]
    entry = entry_for(house, page.about) if page.about else None
    address = address_of(house, name, entry.pk if entry else None)
    hazel = hollies.client("Hazel")
    if entry is not None:
        assert ask(hazel, house, name, address) == 404
        now = entries.fresh(entry)
        assert (now.state, now.version, now.text) == (entry.state, entry.version, entry.text)
    elif name in {"room", "register-mark"}:
        assert ask(hazel, house, name, address) == 404
    else:
        body = hazel.get(address, follow=True).content.decode()
        assert "Hollies" in body or name in {"capture-prompts", "capture-suggestions"}
        assert not [word for word in ("Amara", "Acorns", "Sunflower") if word in body]


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(house: House, name: str) -> None:
    page = PAGES[name]
    entry = entry_for(house, page.about) if page.about else None
    address = address_of(house, name, entry.pk if entry else None)
    client = house.client("Maggie")
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        if method not in page.methods.split():
            assert client.generic(method, address).status_code == 405, method
    if entry is not None:
        assert entries.fresh(entry).state == entry.state


@pytest.mark.parametrize("name", ABOUT_AN_ENTRY)
def test_an_id_of_nothing_is_not_here(house: House, name: str) -> None:
    maggie = house.client("Maggie")
    # Saving under a new id begins a draft: that is how an entry comes to be.
    expected = {200, 302} if name in {"capture-save", "capture-send"} else {404}
    assert ask(maggie, house, name, address_of(house, name)) in expected
    address = address_of(house, name)
    for broken in ("0", "not-an-id", "%00", "..", "1 OR 1=1"):
        at = next(part for part in address.split("/") if len(part) == 36)
        assert ask(maggie, house, name, address.replace(at, broken, 1)) in {404, 405}


def test_a_room_of_another_setting_is_as_one_that_is_not(house: House, hollies: House) -> None:
    client = house.client("Maggie")
    answers = [client.get(f"/rooms/{room}") for room in (hollies.rooms["Ivy"].pk, new_id())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Ivy" not in answers[0].content.decode()


def test_a_draft_is_its_authors_even_for_those_who_review(house: House) -> None:
    draft = entries.drafted(house, "Priya", "Amara", text="not for your eyes")
    for who in ("Maggie", "Sen", "Stu", "Owen"):
        client = house.client(who)
        for address in (f"/capture/{draft.pk}", f"/observations/{draft.pk}", f"/observations/{draft.pk}/edit"):
            assert client.get(address).status_code == 404
        for address in ("/today", "/my-entries", f"/rooms/{house.rooms['Acorns'].pk}"):
            assert "not for your eyes" not in client.get(address).content.decode()
    for who in ("Maggie", "Sen"):
        assert house.client(who).get(f"/review/{draft.pk}").status_code == 404
        assert house.client(who).post(f"/review/{draft.pk}/approve").status_code == 404
    assert entries.fresh(draft).state == State.DRAFT

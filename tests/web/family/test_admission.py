"""Who gets in to which of the family's pages: every address, every kind of caller."""

import uuid
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from heartsease.domain.children.actions import ask_for_relative
from heartsease.domain.children.models import FamilyLink, RelativeRequest
from heartsease.domain.journal.models import Comment, Like, Observation
from heartsease.kernel.ids import new_id
from heartsease.web.family.urls import urlpatterns
from tests.cast import House
from tests.web.family.making import publish, say, write_at_home

HTML = {"Accept": "text/html"}
PARENTS, READERS = {"Grace"}, {"Grace", "Nana"}
STAFF = ["Maggie", "Sen", "Priya", "Stu"]


@dataclass(frozen=True)
class Page:
    """An address, who of Amara's family is let in, and how a good answer looks."""

    callers: set[str]
    methods: str
    of_a_child: bool = False
    of_an_entry: bool = False
    of_a_request: bool = False
    good: int = 200


PAGES = {
    "journal-confirm": Page(READERS, "GET POST", good=302),
    "relatives": Page(PARENTS, "GET"),
    "relative-ask": Page(PARENTS, "GET POST", good=422),
    "relative-remove": Page(PARENTS, "GET POST", of_a_request=True, good=302),
    "journal": Page(READERS, "GET"),
    "journal-child": Page(READERS, "GET", of_a_child=True),
    "journal-entry": Page(READERS, "GET", of_a_child=True, of_an_entry=True),
    "journal-like": Page(READERS, "POST", of_a_child=True, of_an_entry=True, good=302),
    "journal-comment": Page(READERS, "POST", of_a_child=True, of_an_entry=True, good=302),
    "journal-comment-withdraw": Page({"Grace"}, "POST", of_a_child=True, of_an_entry=True, good=302),
    "journal-seen": Page(PARENTS, "GET", of_a_child=True),
    "journal-photographs": Page(PARENTS, "GET POST", of_a_child=True, good=302),
    "from-home": Page(PARENTS, "GET"),
    "from-home-new": Page(PARENTS, "GET"),
    "from-home-entry": Page(PARENTS, "GET POST", of_an_entry=True, good=302),
    "from-home-save": Page(PARENTS, "POST", of_an_entry=True, good=302),
    "from-home-discard": Page(PARENTS, "POST", of_an_entry=True, good=302),
    "from-home-photo": Page(PARENTS, "PUT DELETE", of_an_entry=True),
    "from-home-photo-faces": Page(PARENTS, "POST", of_an_entry=True),
}
OF_A_CHILD = [name for name, page in PAGES.items() if page.of_a_child]
OF_AN_ENTRY = [name for name, page in PAGES.items() if page.of_an_entry]
OF_A_REQUEST = [name for name, page in PAGES.items() if page.of_a_request]
FROM_HOME = [name for name in OF_AN_ENTRY if name.startswith("from-home")]


@pytest.fixture
def ids(house: House) -> dict[str, uuid.UUID]:
    """What the addresses name: an entry of Amara's with a word of Grace's, and Grace's draft with a photograph."""
    published = publish(house, "Amara")
    draft = write_at_home(house, "Grace", "Amara", photos=1)
    return {
        "child_id": house.children["Amara"].pk,
        "published": published.pk,
        "comment_id": say(house, published, "Amara", "Grace", "Lovely.").pk,
        "draft": draft.pk,
        "photo_id": draft.pictures.get().photo_id,
        "request_id": ask_for_relative(
            actor=house.actor("Grace"),
            child_id=house.children["Amara"].pk,
            full_name="Gran Hale",
            email="gran@example.org",
            relation="grandmother",
        ).pk,
    }


def address(name: str, ids: dict[str, uuid.UUID], **changes: uuid.UUID) -> str:
    """The address of a page about what ``ids`` names."""
    entry = ids["published"] if name.startswith("journal") else ids["draft"]
    known = {**ids, "observation_id": entry, **changes}
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters})


def call(client: Client, name: str, url: str, **more: str) -> int:
    """The status of a well-meant request."""
    method = PAGES[name].methods.split()[-1]
    if name == "from-home-photo-faces":
        return client.post(url, {"faces": []}, content_type="application/json").status_code
    if method == "POST":
        return client.post(url, {"text": "Thank you."} | more).status_code
    return client.generic(method, url).status_code


def test_every_address_is_tried() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_the_family_gets_in(house: House, ids: dict[str, uuid.UUID], name: str) -> None:
    page = PAGES[name]
    FamilyLink.objects.update(has_parental_responsibility=True)
    for who in sorted(page.callers):
        assert call(house.client(who), name, address(name, ids), children=str(ids["child_id"])) == page.good
    for who in sorted(READERS - page.callers):
        wrong = 404 if name == "journal-comment-withdraw" else 403
        assert call(house.client(who), name, address(name, ids)) == wrong


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", STAFF)
def test_staff_have_pages_of_their_own(house: House, ids: dict[str, uuid.UUID], name: str, who: str) -> None:
    assert call(house.client(who), name, address(name, ids)) == 403


@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_sent_to_sign_in(house: House, ids: dict[str, uuid.UUID], nobody: Client, name: str) -> None:
    url = address(name, ids)
    method = PAGES[name].methods.split()[0]
    response = nobody.generic(method, url, headers=HTML)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/sign-in")
    assert nobody.generic(method, url).status_code == 401
    asked = nobody.generic(method, url, headers={"HX-Request": "true"})
    assert asked.status_code == 401
    assert asked.headers["HX-Redirect"].startswith("/sign-in")


@pytest.mark.parametrize("name", PAGES)
def test_other_methods_are_refused(house: House, ids: dict[str, uuid.UUID], name: str) -> None:
    grace = house.client("Grace")
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(PAGES[name].methods.split()):
        assert grace.generic(method, address(name, ids)).status_code == 405


@pytest.mark.parametrize("name", [*OF_A_CHILD, *FROM_HOME, *OF_A_REQUEST])
@pytest.mark.parametrize("who", ["Rosa", "Omar"])
def test_another_family_finds_nothing(house: House, ids: dict[str, uuid.UUID], name: str, who: str) -> None:
    before = _rows()
    assert call(house.client(who), name, address(name, ids)) == 404
    assert _rows() == before


@pytest.mark.parametrize("name", [*OF_A_CHILD, *FROM_HOME, *OF_A_REQUEST])
def test_another_setting_finds_nothing(house: House, hollies: House, ids: dict[str, uuid.UUID], name: str) -> None:
    before = _rows()
    assert call(hollies.client("Petra"), name, address(name, ids)) == 404
    assert _rows() == before


@pytest.mark.parametrize("name", [*FROM_HOME, *OF_A_REQUEST])
def test_what_one_parent_writes_is_not_for_the_other_to_change(
    house: House, ids: dict[str, uuid.UUID], name: str
) -> None:
    assert call(house.client("Tunde"), name, address(name, ids)) == 404


@pytest.mark.parametrize("name", FROM_HOME)
def test_a_published_entry_is_nobodys_draft(house: House, ids: dict[str, uuid.UUID], name: str) -> None:
    url = address(name, ids, observation_id=ids["published"])
    before = _rows()
    assert call(house.client("Grace"), name, url) == 404
    assert _rows() == before


@pytest.mark.parametrize("name", OF_A_CHILD)
def test_a_child_of_somebody_else_looks_like_none(house: House, ids: dict[str, uuid.UUID], name: str) -> None:
    grace = house.client("Grace")
    pages = [
        grace.generic(PAGES[name].methods, address(name, ids, child_id=child_id)).content.decode()
        for child_id in (house.children["Ben"].pk, new_id())
    ]
    assert _said(pages[0]) == _said(pages[1])
    assert "Ben" not in pages[0]


# Not from-home-save: an id that is not there yet is what a new entry begins with.
@pytest.mark.parametrize("name", [name for name in OF_AN_ENTRY if name != "from-home-save"])
def test_an_entry_of_somebody_else_looks_like_none(house: House, ids: dict[str, uuid.UUID], name: str) -> None:
    method = PAGES[name].methods.split()[0]
    grace = house.client("Grace")
    pages = [
        grace.generic(method, address(name, ids, observation_id=entry_id))
        for entry_id in (publish(house, "Ben").pk, new_id())
    ]
    assert [page.status_code for page in pages] == [404, 404]
    assert _said(pages[0].content.decode()) == _said(pages[1].content.decode())


@pytest.mark.parametrize(
    "path",
    [
        "/journal/not-an-id",
        "/journal/0",
        "/journal/{child}/not-an-id",
        "/journal/{child}/{entry}/comments/5/withdraw",
        "/journal/{child}0",
        "/from-home/not-an-id",
        "/from-home/{entry}/photos/1",
    ],
)
def test_an_address_that_makes_no_sense_is_not_there(house: House, ids: dict[str, uuid.UUID], path: str) -> None:
    url = path.format(child=ids["child_id"], entry=ids["published"])
    assert house.client("Grace").get(url).status_code == 404
    assert house.client("Grace").post(url).status_code == 404


@pytest.mark.parametrize("child", ["Ben", "nobody", "not-an-id"])
def test_writing_about_somebody_elses_child_is_not_offered(house: House, child: str) -> None:
    wanted = str(house.children[child].pk) if child in house.children else child
    if child == "nobody":
        wanted = str(new_id())
    assert house.client("Grace").get(f"/from-home/new?child={wanted}").status_code == 404


def test_access_that_has_ended_has_ended(house: House, ids: dict[str, uuid.UUID]) -> None:
    grace = house.client("Grace")
    link = house.links["Grace", "Amara"]
    link.ended_at = link.linked_at
    link.save(update_fields=["ended_at"])
    for name in [*OF_A_CHILD, *FROM_HOME, *OF_A_REQUEST]:
        assert call(grace, name, address(name, ids)) == 404
    assert str(ids["draft"]) not in grace.get("/from-home").content.decode()
    assert "Amara" not in grace.get("/journal").content.decode()


def _rows() -> tuple[list[object], ...]:
    return (
        list(Observation.objects.order_by("pk").values()),
        list(Comment.objects.order_by("pk").values()),
        list(Like.objects.order_by("pk").values()),
        list(RelativeRequest.objects.order_by("pk").values()),
    )


def _said(page: str) -> str:
    """What a page says, without its request's number and the form's secrets."""
    return page.partition('<main id="main"')[2].partition("If you report this")[0]

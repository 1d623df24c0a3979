"""What a family allows: the grid, its history, and what nobody without need may learn from it."""

import datetime as dt
import re

import pytest

from heartsease.domain.children import actions
from heartsease.domain.children.models import PhotoPermission, SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.kernel import clock
from tests.cast import ALL_PURPOSES, House, add_child
from tests.entries import photo_ids
from tests.pictures import jpeg, scene
from tests.web.pictures.asking import photographed

ANSWERS = {"answered_by": "Grace Example", "method": "paper", "answer_display": "no"}


def page_of(house: House, child: str, by: str = "Sen") -> str:
    """The page of permissions."""
    return house.client(by).get(f"/children/{house.children[child].pk}/permissions").content.decode()


def states(page: str) -> list[str]:
    """What the grid says of each purpose."""
    grid = page[page.index('id="now"') :].split("</table>", maxsplit=1)[0]
    return re.findall(r"(?:</svg>|pill--draft\">)(Yes|No new ones|No|Not asked yet)</span>", grid)


def record(house: House, child: str, by: str = "Sen", **changes: str) -> tuple[int, str]:
    """What a browser gets for a form with ``changes``."""
    today = clock.today(house.system.zone).isoformat()
    address = f"/children/{house.children[child].pk}/permissions/record"
    response = house.client(by).post(address, ANSWERS | {"answered_on": today} | changes)
    return response.status_code, response.content.decode()


def protect(house: House, child: str) -> None:
    """Set the protected flag."""
    facts = SensitiveFacts(child=house.children[child], is_protected=True)
    actions.save_sensitive_facts(actor=house.system, facts=facts)


def test_the_grid_tells_yes_from_no_from_not_asked(house: House) -> None:
    PhotoPermission.objects.filter(child=house.children["Amara"], purpose=Purpose.PUBLICITY).delete()
    house.permit("Amara", {Purpose.DISPLAY: False}, by="Grace Example")
    page = page_of(house, "Amara")
    assert states(page) == ["Yes", "Yes", "Yes", "No", "Not asked yet"]
    assert "Grace Example" in page
    assert "on a paper form" in page
    assert "Maggie" not in page.split('id="now"')[1]


def test_an_agreement_that_ended_stops_new_photographs_only(house: House) -> None:
    today = clock.today(house.system.zone)
    actions.record_photo_permission(
        actor=house.system,
        child_id=house.children["Amara"].pk,
        answers={Purpose.OWN_JOURNAL: True},
        answered_by="A parent",
        answered_on=today - dt.timedelta(days=30),
        method="paper",
        last_day=today - dt.timedelta(days=1),
    )
    assert states(page_of(house, "Amara"))[0] == "No new ones"


def test_answers_are_recorded_with_who_when_and_how(house: House) -> None:
    status, _page = record(house, "Amara", answer_publicity="yes", method="talk", last_day="31/12/2099")
    assert status == 302
    answers = {one.purpose: one for one in PhotoPermission.objects.filter(answered_by="Grace Example")}
    assert {purpose: one.is_allowed for purpose, one in answers.items()} == {"display": False, "publicity": True}
    assert answers["publicity"].method == "talk"
    assert answers["publicity"].last_day == dt.date(2099, 12, 31)
    assert answers["display"].recorded_by == house.staff["Sen"]
    page = page_of(house, "Amara")
    assert states(page)[3] == "No"
    assert "until 31 Dec 2099" in page
    assert "Sen Sunflower" in page


def test_the_whole_history_stays(house: House) -> None:
    record(house, "Amara", answer_display="no")
    record(house, "Amara", answer_display="yes")
    history = page_of(house, "Amara").split('id="history"')[1]
    assert re.findall(r"<strong>(Yes|No)</strong> Photographs on the walls", history) == ["Yes", "No", "Yes"]


def test_two_adults_differ_until_a_nominated_member_decides(house: House) -> None:
    record(house, "Amara", answered_by="Tunde Example", answer_display="no")
    assert states(page_of(house, "Amara"))[3] == "No"
    status, _page = record(house, "Amara", by="Maggie", answer_display="yes", is_decision="on")
    assert status == 302
    page = page_of(house, "Amara")
    assert states(page)[3] == "Yes"
    assert "the setting’s decision" in page


def test_only_a_nominated_member_can_decide(house: House) -> None:
    address = f"/children/{house.children['Amara'].pk}/permissions/record"
    assert "is_decision" in house.client("Maggie").get(address).content.decode()
    assert "is_decision" not in house.client("Sen").get(address).content.decode()
    record(house, "Amara", by="Sen", is_decision="on")
    assert not PhotoPermission.objects.filter(is_decision=True).exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("answered_by", "", "Say who answered."),
        ("answered_by", "\x00", "Say who answered."),
        ("answered_by", "x" * 300, "at most 120 characters fit here"),
        ("answered_on", "", "Write the day of the answer."),
        ("answered_on", "2099-01-01", "The day of the answer is in the future."),
        ("answered_on", "yesterday", "this is no day of the calendar."),
        ("last_day", "2001-01-01", "The last day is before the day of the answer."),
        ("method", "", "Say how it was answered."),
        ("method", "telepathy", "Select a valid choice."),
        ("answer_display", "perhaps", "Select a valid choice."),
    ],
)
def test_each_limit_speaks_beside_its_field(house: House, field: str, value: str, sentence: str) -> None:
    before = PhotoPermission.objects.count()
    status, page = record(house, "Amara", **({"answer_publicity": "no"} | {field: value}))
    assert status == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', page, flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]
    assert re.search(r'name="answer_publicity" value="no"[^>]* checked', page)
    assert PhotoPermission.objects.count() == before


def test_at_least_one_answer_is_recorded(house: House) -> None:
    status, page = record(house, "Amara", answer_display="")
    assert status == 422
    assert "Record at least one answer." in page


def test_known_adults_are_offered_so_that_each_is_written_in_one_way(house: House) -> None:
    page = house.client("Sen").get(f"/children/{house.children['Amara'].pk}/permissions/record").content.decode()
    offered = re.findall(r'<option value="([^"]+)"></option>', page)
    assert set(offered) == {"Grace Example", "Tunde Example", "Nana Example", "A parent"}


@pytest.mark.parametrize("by", ["Priya", "Stu"])
def test_a_protected_child_looks_exactly_like_a_familys_no(house: House, by: str) -> None:
    """To everybody without need the two pages are the same, letter for letter, but for the child's own id."""
    add_child(house, "Twin", "Acorns", key_person="Priya")
    add_child(house, "Tina", "Acorns", key_person="Priya")
    house.permit("Tina", {purpose: False for purpose in Purpose if purpose is not Purpose.OWN_JOURNAL})
    protect(house, "Twin")
    pages = [
        re.sub(r'value="[^"]{64}"|content="[^"]{64}"|hue-\d+', "", page_of(house, name, by))
        .replace(str(house.children[name].pk), "id")
        .replace(name, "name")
        for name in ("Twin", "Tina")
    ]
    assert pages[0] == pages[1]
    assert states(page_of(house, "Twin", by)) == ["Yes", "No", "No", "No", "No"]


EVERYWHERE = (
    "/today",
    "/rooms/{room}",
    "/register",
    "/capture",
    "/children/{child}",
    "/children/{child}/permissions",
    "/photographs/changes",
    "/observations/{entry}",
    "/pictures/{photo}/small",
)


@pytest.mark.parametrize("by", ["Priya", "Stu", "Rosa", "Grace"])
def test_nowhere_does_protection_look_other_than_a_no(house: House, by: str) -> None:
    """The same pages and pictures, once while the family says no, once while it says yes and the child is protected."""
    entry = photographed(house, jpeg(scene(320, 240)))
    places = {
        "room": house.rooms["Acorns"].pk,
        "child": house.children["Amara"].pk,
        "entry": entry.pk,
        "photo": photo_ids(entry)[0],
    }
    addresses = [address.format(**places) for address in (*EVERYWHERE, "/journal", f"/journal/{{child}}/{entry.pk}")]
    client = house.client(by)
    no: dict[Purpose, bool] = {purpose: False for purpose in Purpose if purpose is not Purpose.OWN_JOURNAL}

    def seen() -> list[tuple[int, bytes]]:
        answers = [client.get(address) for address in addresses]
        return [(answer.status_code, varying(answer.getvalue())) for answer in answers]

    house.permit("Amara", no)
    while_refused = seen()
    house.permit("Amara", dict.fromkeys(no, True))
    protect(house, "Amara")
    while_protected = seen()
    for address, refused, protected in zip(addresses, while_refused, while_protected, strict=True):
        assert refused == protected, address
    assert sum(status == 200 for status, _body in while_refused) >= 2


def varying(page: bytes) -> bytes:
    """A page without what is another at each request: tokens, new ids, the time of day."""
    return re.sub(rb'[\w-]{64}|\b[0-9a-f]{16}\b|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d|nonce="[^"]+"', b"", page)


def test_those_with_need_are_told_why_a_yes_is_a_no(house: House) -> None:
    protect(house, "Amara")
    page = page_of(house, "Amara")
    assert states(page) == ["Yes", "No", "No", "No", "No"]
    assert page.count("What is recorded in confidence makes this a no.") == 4
    house.permit("Ben", dict.fromkeys(ALL_PURPOSES, False))
    assert "in confidence makes" not in page_of(house, "Ben")

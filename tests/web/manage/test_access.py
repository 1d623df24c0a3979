"""What somebody may do is changed after a page that shows before and after, with a reason where it becomes more."""

import re
from typing import Any

import pytest
from django.test import Client

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import AccessChange, Membership
from tests.cast import House
from tests.pages import problem, text_of
from tests.people import REASON, access, change, fresh, in_days, second_member, see_checks
from tests.web.manage.asking import hidden, person


def now(house: House, name: str, **changes: Any) -> dict[str, Any]:
    """What the form of somebody's access holds when it is opened, with ``changes``."""
    held = access(house, name)
    filled = {
        "role": held.role.value,
        "scope": held.scope.value if held.scope else "",
        "rooms": [str(room) for room in held.rooms],
        "last_day": held.last_day.isoformat() if held.last_day else "",
    }
    if held.has_offsite_right:
        filled["has_offsite_right"] = "on"
    return {name: value for name, value in (filled | changes).items() if value != ""}


def ask(house: House, name: str, client: Client | None = None, **changes: Any) -> dict[str, Any]:
    """What the page sends that shows what would change."""
    client = client or house.client("Maggie")
    response = client.post(person(house, name, "/access"), now(house, name, **changes))
    assert response.status_code == 200, response.content.decode()
    return hidden(response.content.decode())


def save(house: House, name: str, *, reason: str = "", **changes: Any) -> Any:
    asked = ask(house, name, **changes)
    return house.client("Maggie").post(person(house, name, "/access"), asked | {"save": "yes", "reason": reason})


def test_the_form_shows_what_holds(house: House) -> None:
    page = house.client("Maggie").get(person(house, "Stu", "/access")).content.decode()
    checked = set(re.findall(r'name="(\w+)" value="([^"]*)"[^>]* checked', page))
    assert checked == {("role", "student"), ("scope", ""), ("rooms", str(house.rooms["Acorns"].pk))}
    assert f'value="{in_days(house, 30).isoformat()}"' in page
    assert "As the setting chose: their key children and the children of their rooms" in page


def test_nothing_is_saved_before_it_was_looked_at(house: House) -> None:
    maggie = house.client("Maggie")
    both = [str(room.pk) for room in house.rooms.values()]
    sent = now(house, "Priya", rooms=both, last_day=in_days(house, 9).isoformat())
    page = text_of(maggie.post(person(house, "Priya", "/access"), sent))
    assert access(house, "Priya").last_day is None
    for words in ("Acorns", "Acorns, Oaks", "none: until it is ended"):
        assert words in page
    assert page.count("<dt>Afterwards</dt>") == 2
    assert page.count("more than now") == 1
    response = maggie.post(person(house, "Priya", "/access"), hidden(page) | {"save": "yes", "reason": REASON})
    assert response["Location"] == person(house, "Priya")
    assert access(house, "Priya").last_day == in_days(house, 9)
    assert len(access(house, "Priya").rooms) == 2
    assert AccessChange.objects.get().reason == REASON


def test_more_needs_a_reason_and_nothing_is_lost_without_one(house: House) -> None:
    asked = ask(house, "Priya", scope="all")
    response = house.client("Maggie").post(person(house, "Priya", "/access"), asked | {"save": "yes", "reason": " "})
    assert response.status_code == 422
    assert problem(response) == "Write why. Nominated members read it here later."
    assert hidden(response.content.decode()) == asked
    assert access(house, "Priya").scope is None
    assert save(house, "Priya", reason="x" * 501, scope="all").status_code == 422
    assert save(house, "Priya", reason=REASON, scope="all").status_code == 302
    assert access(house, "Priya").scope is Scope.ALL


def test_less_needs_none(house: House) -> None:
    assert save(house, "Priya", scope="key_children").status_code == 302
    assert access(house, "Priya").scope is Scope.KEY_CHILDREN


def test_it_holds_on_the_next_request(house: House) -> None:
    owen = house.client("Owen")
    assert owen.get("/review").status_code == 403
    save(house, "Owen", reason=REASON, role="senior")
    assert owen.get("/review").status_code == 200
    save(house, "Owen", role="practitioner")
    assert owen.get("/review").status_code == 403


def test_a_step_back_loses_nothing(house: House) -> None:
    asked = ask(house, "Priya", scope="all", last_day=in_days(house, 4).isoformat())
    page = house.client("Maggie").post(person(house, "Priya", "/access"), asked | {"again": "yes"}).content.decode()
    assert re.search(r'name="scope" value="all"[^>]* checked', page)
    assert f'value="{in_days(house, 4).isoformat()}"' in page


def test_the_same_again_is_no_change(house: House) -> None:
    response = house.client("Maggie").post(person(house, "Priya", "/access"), now(house, "Priya"), follow=True)
    assert "Nothing was changed." in text_of(response)
    assert not AccessChange.objects.exists()


def test_somebody_who_was_quicker_is_not_overruled_unseen(house: House) -> None:
    maggie = house.client("Maggie")
    asked = ask(house, "Priya", scope="key_children")
    second_member(house)
    change(house, "Priya", by="Nora", last_day=in_days(house, 3))
    response = maggie.post(person(house, "Priya", "/access"), asked | {"save": "yes"})
    page = text_of(response)
    assert response.status_code == 409
    assert "Somebody was quicker" in page
    assert page.count("<dt>Afterwards</dt>") == 2
    assert access(house, "Priya").scope is None
    again = maggie.post(person(house, "Priya", "/access"), hidden(page) | {"save": "yes", "reason": REASON})
    assert again.status_code == 302
    assert (access(house, "Priya").scope, access(house, "Priya").last_day) == (Scope.KEY_CHILDREN, None)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("role", "", "Choose a role."),
        ("role", "parent", "Choose one of the roles."),
        ("scope", "everything", "Choose one of these."),
        ("rooms", "nonsense", "Choose among the rooms of your setting."),
        ("last_day", "soon\x00", "this is no day of the calendar"),
    ],
)
def test_each_limit_speaks_beside_its_field(field: str, value: str, sentence: str, house: House) -> None:
    response = house.client("Maggie").post(person(house, "Priya", "/access"), now(house, "Priya", **{field: value}))
    assert response.status_code == 422
    beside = re.search(rf'id="id_{field}_error".*?</div>', response.content.decode(), flags=re.DOTALL)
    assert beside is not None
    assert sentence in beside[0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"role": "student"}, "Students and supply need a last day."),
        ({"last_day": "2020-01-01"}, "This day is over."),
        ({"has_offsite_right": "on"}, "Record first that their checks were seen."),
    ],
)
def test_what_cannot_be_comes_back_with_what_was_filled_in(
    changes: dict[str, str], sentence: str, house: House
) -> None:
    before = access(house, "Priya")
    response = save(house, "Priya", reason=REASON, **changes)
    assert response.status_code == 422
    assert sentence in problem(response)
    assert access(house, "Priya") == before
    assert not AccessChange.objects.exists()


def test_the_off_site_right_is_given_where_checks_were_seen(house: House) -> None:
    see_checks(house, house.staff["Priya"])
    assert save(house, "Priya", reason=REASON, has_offsite_right="on").status_code == 302
    assert access(house, "Priya").has_offsite_right
    assert "also away from the setting" in text_of(house.client("Maggie").get("/manage/people"))


def test_the_last_nominated_member_cannot_give_it_up(house: House) -> None:
    asked = ask(house, "Maggie", role="senior")
    response = house.client("Maggie").post(person(house, "Maggie", "/access"), asked | {"save": "yes"})
    assert response.status_code == 403
    assert "last nominated member" in text_of(response)
    assert fresh(house.staff["Maggie"]).role == Role.NOMINATED_MEMBER
    second_member(house)
    page = text_of(house.client("Maggie").post(person(house, "Maggie", "/access"), now(house, "Maggie", role="senior")))
    assert "only another nominated member can give back" in page
    maggie = house.client("Maggie")
    assert maggie.post(person(house, "Maggie", "/access"), hidden(page) | {"save": "yes"}).status_code == 302
    assert maggie.get("/manage/").status_code == 403


def test_who_has_left_is_let_in_before_anything_is_changed(house: House) -> None:
    actions.end_membership(actor=house.actor("Maggie"), membership_id=house.staff["Owen"].pk)
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(last_day=in_days(house, -1))
    for name in ("Owen", "Stu"):
        assert house.client("Maggie").get(person(house, name, "/access")).status_code == 422
        assert "/access" not in text_of(house.client("Maggie").get(person(house, name)))


class TestChecks:
    """Checks and training, recorded or corrected."""

    def test_are_recorded_and_shown(self, house: House) -> None:
        day = in_days(house, -3)
        sent = {"checks_seen_on": day.isoformat(), "checks_seen_by": "Olga", "trained_on": day, "trained_by": "Tom"}
        maggie = house.client("Maggie")
        assert maggie.post(person(house, "Priya", "/checks"), sent).status_code == 302
        page = text_of(maggie.get(person(house, "Priya")))
        assert f"{day.day} {day:%B %Y}, Olga" in page
        assert f"{day.day} {day:%B %Y}, Tom" in page
        assert 'value="Olga"' in text_of(maggie.get(person(house, "Priya", "/checks")))

    def test_half_of_it_is_refused_beside_the_field(self, house: House) -> None:
        response = house.client("Maggie").post(person(house, "Priya", "/checks"), {"checks_seen_by": "Olga"})
        assert response.status_code == 422
        assert "Give both" in problem(response)
        assert 'value="Olga"' in text_of(response)
        assert fresh(house.staff["Priya"]).checks_seen_by == ""

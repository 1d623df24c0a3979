"""Everybody at the setting: the lists, and the page of each."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts import actions, queries
from heartsease.domain.accounts.models import Device, Membership, Pin, SignInFailure
from heartsease.domain.journal.models import Observation
from heartsease.kernel import clock
from tests.cast import House, add_family, add_staff
from tests.entries import drafted
from tests.pages import text_of
from tests.people import REASON, change, in_days, second_member, see_checks
from tests.web.manage.asking import person


def names(house: House, query: str = "") -> list[str]:
    """The names in the list."""
    page = house.client("Maggie").get(f"/manage/people{query}").content.decode()
    return re.findall(r'class="list-text">(\w+)', page)


def test_staff_stand_by_role_with_their_rooms(house: House) -> None:
    assert names(house) == ["Maggie", "Sen", "Owen", "Priya", "Stu"]
    page = house.client("Maggie").get("/manage/people").content.decode()
    assert re.search(r"Priya Sunflower<small>Acorns</small>", page)
    assert page.count("<small>every child</small>") == 2
    assert f"until {date_format(in_days(house, 30), 'j M Y')}" in page


def test_families_stand_with_their_children(house: House) -> None:
    assert names(house, "?show=families") == ["Grace", "Omar", "Rosa", "Tunde", "Nana"]
    page = house.client("Maggie").get("/manage/people?show=families").content.decode()
    assert "<small>Amara (mother), Kofi (mother)</small>" in page


def test_search_and_the_list_of_those_who_ended(house: House) -> None:
    assert names(house, "?q=PRI") == ["Priya"]
    assert names(house, "?show=ended") == []
    house.client("Maggie").post(person(house, "Owen", "/end"))
    assert names(house, "?show=ended") == ["Owen"]
    assert "Owen" not in names(house)


def test_times_are_those_of_the_setting(house: House) -> None:
    ended = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    Membership.objects.filter(pk=house.staff["Owen"].pk).update(ended_at=ended)
    assert "1 July 2026, 00:30" in house.client("Maggie").get(person(house, "Owen")).content.decode()


@pytest.mark.parametrize("show", ["staff", "families"])
def test_the_number_of_queries_does_not_grow(house: House, show: str) -> None:
    def cost() -> int:
        client = house.client("Maggie")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/manage/people?show={show}").status_code == 200
        return len(asked)

    few = cost()
    for number in range(6):
        add_staff(house, f"Colleague{number}", Role.PRACTITIONER, "Acorns", "Oaks")
        add_family(house, f"Parent{number}", ("Ben", "aunt"), ("Kofi", "aunt"))
    assert cost() == few
    assert few <= 9


def states(house: House, name: str) -> str:
    """The list's line about somebody."""
    lists = [house.client("Maggie").get(f"/manage/people?show={show}") for show in ("staff", "families", "ended")]
    page = " ".join(text_of(one) for one in lists)
    found = re.search(rf'class="list-text">{name} .*?</li>', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[0])


def test_each_state_is_on_the_list_and_on_the_page(house: House) -> None:
    maggie = house.actor("Maggie")
    new = actions.admit_person(actor=maggie, full_name="Nia New", user_name="nia", role=Role.PRACTITIONER)
    house.staff["Nia"] = new
    actions.suspend_member(actor=maggie, membership_id=house.staff["Owen"].pk, reason=REASON)
    actions.end_membership(actor=maggie, membership_id=house.staff["Sen"].pk)
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(last_day=in_days(house, -1))
    for name, words in (
        ("Nia", "not come in yet"),
        ("Nia", "checks not recorded"),
        ("Owen", "suspended"),
        ("Sen", "ended"),
        ("Stu", f"ended after {date_format(in_days(house, -1), 'j M Y')}"),
    ):
        assert words in states(house, name)
        assert words in text_of(house.client("Maggie").get(person(house, name)))
    assert "not come in yet" not in states(house, "Priya")
    see_checks(house, new)
    assert "checks not recorded" not in states(house, "Nia")


def test_a_link_that_waits_is_on_the_list_with_its_end(house: House) -> None:
    see_checks(house, house.staff["Priya"])
    actions.make_sign_in_link(
        actor=house.actor("Maggie"), membership=house.family["Grace"], lifetime=dt.timedelta(days=7)
    )
    assert "the link works until" in states(house, "Grace")
    assert "A link waits until" in text_of(house.client("Maggie").get(person(house, "Grace")))


def guess_wrong(house: House, name: str, source: str, times: int, ago: dt.timedelta = dt.timedelta(0)) -> None:
    digest = queries.name_digest(house.staff[name].person.user_name)
    SignInFailure.objects.bulk_create(
        SignInFailure(name_digest=digest, source=source, at=clock.now() - ago) for _number in range(times)
    )


def test_who_is_locked_out_is_shown_until_when_and_released(house: House) -> None:
    maggie = house.client("Maggie")
    guess_wrong(house, "Priya", "192.0.2.1", 4)
    guess_wrong(house, "Priya", "192.0.2.2", 4)
    guess_wrong(house, "Owen", "192.0.2.3", 5, dt.timedelta(minutes=16))
    assert "locked out" not in states(house, "Priya")
    assert "locked out" not in states(house, "Owen")
    guess_wrong(house, "Priya", "192.0.2.1", 1, dt.timedelta(minutes=5))
    until = date_format((clock.now() + dt.timedelta(minutes=10)).astimezone(house.system.zone), "H:i")
    assert f"locked out until {until}" in states(house, "Priya")
    page = text_of(maggie.get(person(house, "Priya")))
    assert f"Locked out until {until}" in page
    assert maggie.post(person(house, "Priya", "/release")).status_code == 302
    assert "locked out" not in states(house, "Priya")
    assert not SignInFailure.objects.filter(source="192.0.2.1").exists()
    assert SignInFailure.objects.filter(source="192.0.2.3").count() == 5


def test_a_locked_pin_is_shown_with_its_tablet_and_released(house: House) -> None:
    actions.make_pin(actor=house.actor("Priya"))
    Pin.objects.update(failures=4)
    assert "PIN locked" not in states(house, "Priya")
    Pin.objects.update(failures=5)
    assert "PIN locked" in states(house, "Priya")
    assert "PIN locked on Hall tablet" in text_of(house.client("Maggie").get(person(house, "Priya")))
    house.client("Maggie").post(person(house, "Priya", "/release-pin"))
    assert Pin.objects.get().failures == 0
    assert "PIN locked" not in states(house, "Priya")


def test_where_somebody_is_signed_in_and_all_of_it_ended(house: House) -> None:
    maggie, one, two = house.client("Maggie"), house.client("Priya"), house.client("Priya")
    page = text_of(maggie.get(person(house, "Priya")))
    assert "End all 2 sign-ins" in page
    assert "by password since" in page
    assert "Hall tablet" in page
    maggie.post(person(house, "Priya", "/sessions"))
    assert [client.get("/today").status_code for client in (one, two)] == [401, 401]
    assert "Nowhere." in text_of(maggie.get(person(house, "Priya")))


def test_own_devices_lead_to_the_register(house: House) -> None:
    asked = actions.ask_for_device(membership=house.staff["Owen"], browser="", source="192.0.2.1").device
    page = text_of(house.client("Maggie").get(person(house, "Owen")))
    assert f'href="/manage/devices/{asked.pk}"' in page
    assert "waits for approval" in page
    Device.objects.filter(pk=asked.pk).update(state="refused")
    assert f"/manage/devices/{asked.pk}" not in text_of(house.client("Maggie").get(person(house, "Owen")))


def test_the_page_remembers_what_was_changed_and_why(house: House) -> None:
    change(house, "Priya", rooms=frozenset(room.pk for room in house.rooms.values()), reason=REASON)
    actions.suspend_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, reason="Asked about")
    actions.reinstate_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, reason="All is well")
    page = text_of(house.client("Maggie").get(person(house, "Priya")))
    for words in ("Rooms:", "Acorns, Oaks", REASON, "Suspended", "Asked about", "Suspension ended", "All is well"):
        assert words in page
    assert page.index("Suspension ended") < page.index("Access changed")


def test_drafts_of_whose_last_day_is_over_wait_to_be_handed_over(house: House) -> None:
    draft = drafted(house, "Stu", "Amara")
    maggie = house.client("Maggie")
    assert "drafts that were not sent" not in text_of(maggie.get(person(house, "Stu")))
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(last_day=in_days(house, -1))
    page = text_of(maggie.get(person(house, "Stu")))
    assert "1 draft that was not sent" in page
    assert re.findall(r"<option[^>]*>([^<]+)", page) == ["Sen Sunflower, Senior", "Maggie Sunflower, Nominated member"]
    for wrong in ("", "nonsense", str(house.staff["Owen"].pk)):
        maggie.post(person(house, "Stu", "/drafts"), {"to": wrong})
        assert Observation.objects.get(pk=draft.pk).author == house.staff["Stu"]
    maggie.post(person(house, "Stu", "/drafts"), {"to": str(house.staff["Sen"].pk)})
    assert Observation.objects.get(pk=draft.pk).author == house.staff["Sen"]
    assert "that was not sent" not in text_of(maggie.get(person(house, "Stu")))


def test_two_nominated_members_are_advised(house: House) -> None:
    maggie = house.client("Maggie")
    for address in ("/manage/", "/manage/people"):
        assert "only one nominated member" in text_of(maggie.get(address))
    second_member(house)
    for address in ("/manage/", "/manage/people"):
        assert "only one nominated member" not in text_of(maggie.get(address))


def test_the_page_of_a_parent_says_whose_journal_they_read(house: House) -> None:
    page = text_of(house.client("Maggie").get(person(house, "Grace")))
    assert "Amara Example" in page
    assert "Kofi Example" in page
    for staff_only in ("What they may do", "Checks and training", "Badge", "Pause access"):
        assert staff_only not in page


@pytest.mark.parametrize("part", ["/access", "/checks", "/suspend", "/reinstate", "/again"])
def test_what_is_for_staff_is_not_there_for_families(part: str, house: House) -> None:
    assert house.client("Maggie").get(person(house, "Grace", part)).status_code == 404
    assert house.client("Maggie").post(person(house, "Grace", part), {"reason": REASON}).status_code == 404

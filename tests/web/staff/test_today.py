"""Today, the rooms and the register: one tap a child, who was not seen for a while, and what waits."""

import datetime as dt
import re

import pytest
from django.test import Client

from heartsease.domain.accounts.models import Device, Membership, Session, Way
from heartsease.domain.children.models import Attendance
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import ObservationChild
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests import entries
from tests.cast import House
from tests.pages import text_of
from tests.web.staff.sending import HTMX


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


def room_page(house: House, client: Client, room: str = "Acorns") -> str:
    """What a room's page says."""
    return text_of(client.get(f"/rooms/{house.rooms[room].pk}"))


def quiet_names(page: str) -> list[str]:
    """The children under "Not seen for a while", in order."""
    found = re.search(r'aria-labelledby="quiet">(.*?)</section>', page, re.DOTALL)
    return re.findall(r'class="list-text">([^<]+)<small>', found[1]) if found else []


def mark(house: House, client: Client, name: str, what: str, *, is_htmx: bool = True) -> str:
    """One tap in the register; the answering tile, or where it leads."""
    address = f"/register/{house.children[name].pk}/{what}"
    response = client.post(address, headers=HTMX if is_htmx else {})
    if is_htmx:
        assert response.status_code == 200
        return text_of(response)
    assert response.status_code == 302
    return str(response["Location"])


def test_arrived_left_and_both_taken_back(house: House, priya: Client) -> None:
    tile = mark(house, priya, "Amara", "arrive")
    assert tile.count("<li") == 1
    assert "goes home" in tile
    assert "not-here" in tile
    assert "1 of 2 here today" in room_page(house, priya)
    assert "is back" in mark(house, priya, "Amara", "leave")
    assert "0 of 2 here today" in room_page(house, priya)
    assert "goes home" in mark(house, priya, "Amara", "still-here")
    assert "goes home" not in mark(house, priya, "Amara", "not-here")
    assert not Attendance.objects.exists()


def test_a_child_who_comes_back_has_two_stays_and_one_tile(house: House, priya: Client) -> None:
    for what in ("arrive", "leave", "arrive"):
        mark(house, priya, "Amara", what)
    assert Attendance.objects.count() == 2
    assert room_page(house, priya).count(f"/register/{house.children['Amara'].pk}/leave") == 1
    assert text_of(priya.get("/register")).count("Amara Example") == 2


@pytest.mark.parametrize("what", ["arrive", "leave", "not-here", "still-here"])
def test_a_second_tap_changes_nothing(house: House, priya: Client, what: str) -> None:
    mark(house, priya, "Amara", "arrive")
    first = mark(house, priya, "Amara", what)
    rows = list(Attendance.objects.values())
    assert mark(house, priya, "Amara", what) == first
    assert list(Attendance.objects.values()) == rows


def test_without_a_script_a_mark_leads_back_to_the_room(house: House, priya: Client) -> None:
    assert mark(house, priya, "Amara", "arrive", is_htmx=False) == f"/rooms/{house.rooms['Acorns'].pk}"
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(("name", "status"), [("Leo", 422), ("Mia", 422), ("Kofi", 404)])
def test_only_children_who_attend_here_are_marked(house: House, priya: Client, name: str, status: int) -> None:
    response = priya.post(f"/register/{house.children[name].pk}/arrive", headers=HTMX)
    assert response.status_code == status
    assert not Attendance.objects.exists()
    assert priya.post(f"/register/{house.children['Amara'].pk}/asleep").status_code == 404


def test_the_register_says_names_hours_and_key_persons(house: House, priya: Client) -> None:
    mark(house, priya, "Amara", "arrive")
    page = text_of(priya.get("/register"))
    arrived = Attendance.objects.get().arrived_at.astimezone(house.system.zone)
    for words in ("Amara Example", "Acorns", f"{arrived:%H:%M}", "still here", "Priya Sunflower"):
        assert words in page
    assert "Amara" not in text_of(house.client("Owen").get("/register"))


@pytest.mark.parametrize("day", ["", "nonsense", "2026-02-30", "9999-12-31", "0001-01-01", "1999-12-31", "\x00"])
def test_any_day_of_the_register_can_be_asked_for(house: House, priya: Client, day: str) -> None:
    page = priya.get("/register", {"day": day})
    assert page.status_code == 200
    assert len(re.findall(r'href="\?day=\d{4}-\d\d-\d\d"', text_of(page))) in {1, 2}


def test_quiet_begins_right_after_the_chosen_number_of_days(house: House, priya: Client) -> None:
    house.choose(quiet_after_days=14)
    amara = entries.published(house, "Priya", "Amara")
    ben = entries.published(house, "Priya", "Ben")
    boundary = clock.now() - dt.timedelta(days=14)
    for entry, moment in ((amara, boundary + dt.timedelta(minutes=1)), (ben, boundary - dt.timedelta(minutes=1))):
        ObservationChild.objects.filter(observation=entry).update(happened_at=moment)
    assert quiet_names(room_page(house, priya)) == ["Ben"]
    house.choose(quiet_after_days=15)
    assert quiet_names(room_page(house, priya)) == []
    house.choose(quiet_after_days=13)
    assert quiet_names(room_page(house, priya)) == ["Ben", "Amara"], "the longest first"


def test_only_what_is_published_breaks_the_quiet(house: House, priya: Client) -> None:
    entries.drafted(house, "Priya", "Amara")
    entries.submitted(house, "Priya", "Amara")
    gone = entries.published(house, "Priya", "Ben")
    actions.withdraw(actor=house.actor("Sen"), observation_id=gone.pk)
    page = room_page(house, priya)
    assert sorted(quiet_names(page)) == ["Amara", "Ben"]
    assert "no entry yet" in page
    for nobody in ("Leo", "Mia", "Kofi"):
        assert nobody not in page


def test_the_room_shows_its_newest_entries_and_no_others(house: House, priya: Client) -> None:
    entries.published(house, "Priya", "Amara", text="seen in the Acorns")
    entries.published(house, "Owen", "Kofi", text="seen in the Oaks")
    entries.submitted(house, "Priya", "Amara", text="not yet")
    page = room_page(house, priya)
    assert [words in page for words in ("seen in the Acorns", "seen in the Oaks", "not yet")] == [True, False, False]
    assert "seen in the Acorns" not in room_page(house, house.client("Owen"))


def test_the_first_page_says_what_waits(house: House, priya: Client) -> None:
    entry = entries.published(house, "Priya", "Amara")
    amara = house.children["Amara"].pk
    actions.comment(
        actor=house.actor("Grace"), observation_id=entry.pk, child_id=amara, comment_id=new_id(), text="At home too!"
    )
    entries.drafted(house, "Priya", "Ben")
    page = text_of(priya.get("/today"))
    for words in ("At home too!", "about Amara", "1 draft to finish", "0 of 2 here"):
        assert words in page
    owens = text_of(house.client("Owen").get("/today"))
    assert "At home too!" not in owens
    assert "entry waits" not in page, "Priya does not review"


class TestFirstPin:
    """Whoever has none is led to it, calmly, and never held up."""

    def test_a_full_sign_in_on_a_tablet_leads_there_until_there_is_one(self, priya: Client) -> None:
        page = text_of(priya.get("/today"))
        assert 'href="/account/pin?next=/today"' in page
        assert "New observation" in page
        made = text_of(priya.post("/account/pin?next=/today"))
        assert re.search(r'href="/today" data-leaves', made)
        assert "/account/pin?next" not in text_of(priya.get("/today"))

    @pytest.mark.parametrize("way", [Way.PIN, Way.BADGE])
    def test_whoever_came_in_quickly_is_not_asked(self, way: Way, priya: Client) -> None:
        Session.objects.update(way=way)
        assert "/account/pin?next" not in text_of(priya.get("/today"))

    def test_not_on_a_device_of_ones_own(self, house: House, priya: Client) -> None:
        Device.objects.filter(pk=house.tablet.pk).update(kind="own", owner=house.staff["Priya"].person)
        Session.objects.update(has_second_factor=True)
        Membership.objects.filter(pk=house.staff["Priya"].pk).update(has_offsite_right=True)
        page = priya.get("/today")
        assert page.status_code == 200
        assert "/account/pin?next" not in text_of(page)

    @pytest.mark.parametrize("going", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
    def test_it_leads_nowhere_else(self, going: str, priya: Client) -> None:
        made = text_of(priya.post("/account/pin", {"next": going}))
        assert 'href="/account/" data-leaves' in made

"""A child's journal and development, as staff see them."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.models import Child
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.models import Framework
from heartsease.domain.journal.models import NextStep, Observation, ObservationChild, ObservationPhoto
from heartsease.domain.journal.rules import Source
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.web.staff.children.making import change_child, publish

HTMX = {"HX-Request": "true"}


def journal(house: House, name: str, query: str = "", *, by: str = "Priya", htmx: bool = False) -> str:
    """The page of a child's journal."""
    address = f"/children/{house.children[name].pk}{query}"
    return house.client(by).get(address, headers=HTMX if htmx else {}).content.decode()


def test_a_journal_shows_the_childs_own_entries_newest_first(house: House) -> None:
    publish(house, "Amara", text="The older one.", days_ago=3)
    publish(house, "Amara", text="The newer one.", days_ago=1)
    publish(house, "Ben", text="Of somebody else.")
    page = journal(house, "Amara")
    assert page.index("The newer one.") < page.index("The older one.")
    assert "Of somebody else." not in page


def test_a_journal_says_where_an_entry_stands(house: House) -> None:
    waiting = publish(house, "Amara", text="Just published.", is_visible=False)
    assert f"Families see it at {timezone.localtime(waiting.visible_from, house.system.zone):%H:%M}" in journal(
        house, "Amara"
    )
    Observation.objects.update(visible_from=clock.now(), edited_at=clock.now(), source=Source.HOME)
    page = journal(house, "Amara")
    assert "Families see it" not in page
    assert "edited" in page
    assert "From home" in page


def test_a_draft_and_a_withdrawn_entry_are_not_in_the_journal(house: House) -> None:
    entry = publish(house, "Amara", text="Withdrawn again.")
    ObservationChild.objects.filter(observation=entry).update(visible_from=None)
    Observation.objects.filter(pk=entry.pk).update(visible_from=None, state="withdrawn")
    assert "Withdrawn again." not in journal(house, "Amara")


def test_a_group_entry_shows_the_childs_own_line_and_who_else_was_there(house: House) -> None:
    publish(house, "Amara", "Ben")
    page = journal(house, "Amara")
    assert "Amara in person." in page
    assert "Ben in person." not in page
    assert "<span>Ben</span>" in page


def test_photographs_are_shown_and_those_beyond_four_are_counted(house: House) -> None:
    publish(house, "Amara", pictures=6)
    page = journal(house, "Amara")
    for placed in ObservationPhoto.objects.order_by("position")[:4]:
        assert f'src="/pictures/{placed.photo_id}/small"' in page
    assert "/large" not in page
    assert 'alt="Photograph 1 of 6"' in page
    assert ">+2</span>" in page


def test_older_entries_follow_with_and_without_a_script(house: House) -> None:
    for number in range(14):
        publish(house, "Amara", text=f"Number {number:02}.", days_ago=number + 1)
    first = journal(house, "Amara")
    assert re.findall(r"Number (\d\d)\.", first) == [f"{number:02}" for number in range(12)]
    older = re.search(r'href="[^"?]*(\?before=[^"]+)"', first)
    assert older is not None
    whole = journal(house, "Amara", older[1])
    assert re.findall(r"Number (\d\d)\.", whole) == ["12", "13"]
    assert "<html" in whole
    part = journal(house, "Amara", older[1], htmx=True)
    assert re.findall(r"Number (\d\d)\.", part) == ["12", "13"]
    assert "<html" not in part
    assert "Older entries" not in part


def test_a_month_that_goes_on_has_its_heading_once(house: House) -> None:
    first_day = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    for number in range(14):
        entry = publish(house, "Amara", text=f"Number {number}.")
        happened_at = first_day + dt.timedelta(days=number)
        Observation.objects.filter(pk=entry.pk).update(happened_at=happened_at)
        ObservationChild.objects.filter(observation=entry).update(happened_at=happened_at)
    first = journal(house, "Amara")
    older = re.search(r'href="[^"?]*(\?before=[^"]+)"', first)
    assert older is not None
    assert first.count("March 2026</h2>") == 1
    assert "March 2026</h2>" not in journal(house, "Amara", older[1], htmx=True)
    assert journal(house, "Amara", older[1]).count("March 2026</h2>") == 1


@pytest.mark.parametrize("before", ["nonsense", "1-2", "-", "9" * 40, f"{10**30}-{'0' * 32}", "\x00"])
def test_a_broken_place_in_the_journal_is_its_beginning(house: House, before: str) -> None:
    publish(house, "Amara", text="The first one.")
    assert "The first one." in journal(house, "Amara", f"?before={before}")


def test_days_and_times_are_those_of_the_setting(house: House) -> None:
    """Half past eleven in the evening in London's summer is the day before in UTC's morning."""
    entry = publish(house, "Amara", text="A summer night.")
    happened_at = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    Observation.objects.filter(pk=entry.pk).update(happened_at=happened_at)
    ObservationChild.objects.filter(observation=entry).update(happened_at=happened_at)
    page = journal(house, "Amara")
    assert "Wednesday 1 July" in page
    assert "July 2026</h2>" in page


def test_the_head_says_who_the_child_is(house: House) -> None:
    change_child(house, "Amara", known_as="Ami", birth_date=clock.today(house.system.zone) - dt.timedelta(days=800))
    page = journal(house, "Amara")
    assert "2 years 2 months" in page
    assert "Acorns" in page
    assert "Key person: Priya Sunflower" in page
    assert "called Ami" in page
    assert "Starts on" in journal(house, "Mia", by="Sen")
    assert "Left on" in journal(house, "Leo", by="Sen")


@pytest.mark.parametrize("part", ["", "/development", "/record", "/permissions", "/facts", "/record/edit", "/portrait"])
def test_what_the_child_must_not_eat_is_on_every_page_of_the_child(house: House, part: str) -> None:
    change_child(house, "Amara", allergies="Peanut-mark", dietary_needs="Halal-mark", health_needs="Asthma-mark")
    page = house.client("Maggie").get(f"/children/{house.children['Amara'].pk}{part}").content.decode()
    banner = page[page.index("banner--allergy") :]
    assert banner.index("Peanut-mark") < banner.index("Halal-mark") < banner.index("Asthma-mark")
    assert "banner--allergy" not in house.client("Maggie").get(f"/children/{house.children['Ben'].pk}").content.decode()


def test_each_look_at_a_child_is_traced(house: House) -> None:
    child_id = house.children["Amara"].pk
    priya = house.client("Priya")
    for part in ("", "/development", "/record", "/permissions"):
        priya.get(f"/children/{child_id}{part}")
    seen = AuditEvent.objects.filter(event="child:viewed", person_id=house.staff["Priya"].person_id)
    assert [one.details["part"] for one in seen] == ["journal", "development", "record", "permissions"]
    assert {one.child_id for one in seen} == {child_id}


def test_a_refused_look_leaves_no_trace_of_a_view(house: House) -> None:
    house.client("Owen").get(f"/children/{house.children['Amara'].pk}")
    assert not AuditEvent.objects.filter(event="child:viewed").exists()


def test_a_new_observation_is_offered_for_children_who_attend(house: House) -> None:
    assert f"?child={house.children['Amara'].pk}" in journal(house, "Amara")
    assert "?child=" not in journal(house, "Mia", by="Sen")
    assert "?child=" not in journal(house, "Leo", by="Sen")


@pytest.mark.parametrize("htmx", [True, False])
def test_a_next_step_is_done_with_one_tap(house: House, htmx: bool) -> None:
    publish(house, "Amara", next_step="Pour from the small jug.")
    step = NextStep.objects.get()
    address = f"/children/{house.children['Amara'].pk}/next-steps/{step.pk}/done"
    assert address in journal(house, "Amara")
    response = house.client("Stu").post(address, headers=HTMX if htmx else {})
    assert response.status_code == (200 if htmx else 302)
    assert ("is-done" in response.content.decode()) is htmx
    step.refresh_from_db()
    answered_at = step.answered_at
    assert answered_at is not None
    assert address not in journal(house, "Amara")
    assert house.client("Stu").post(address, headers=HTMX if htmx else {}).status_code in {200, 302}
    step.refresh_from_db()
    assert step.answered_at == answered_at


def test_a_next_step_of_another_setting_is_not_there(house: House, hollies: House) -> None:
    publish(house, "Amara", next_step="Pour from the small jug.")
    address = f"/children/{hollies.children['Zed'].pk}/next-steps/{NextStep.objects.get().pk}/done"
    assert hollies.client("Hazel").post(address).status_code == 404
    assert NextStep.objects.get().answered_at is None


def test_the_quilt_counts_entries_by_area_and_month(house: House) -> None:
    tree = frameworks.framework("eyfs", check=True)
    literacy = next(area for area in tree.areas if str(area.text) == "Literacy")
    below = [aspect.id for aspect in tree.aspects_of(literacy.id)]
    publish(house, "Amara", tags=frozenset(below), days_ago=0)
    publish(house, "Amara", tags=frozenset(below[:1]), days_ago=0)
    publish(house, "Ben", tags=frozenset(below[:1]), days_ago=0)
    page = house.client("Priya").get(f"/children/{house.children['Amara'].pk}/development").content.decode()
    row = re.search(r'<tr class="area-(\d)"><th scope="row">Literacy</th>(.*?)</tr>', page)
    assert row is not None
    assert int(row[1]) == tree.area_number(literacy.id)
    assert re.findall(r'level-(\d)">(\d+)<', row[2]) == [("0", "0")] * 11 + [("2", "2")]
    assert "Nothing yet about:" in page
    assert "Literacy" not in page[page.index("Nothing yet about:") :].split("</p>")[0]


def test_a_setting_without_a_framework_still_has_its_pages(house: House) -> None:
    Framework.objects.update(is_current=False)
    frameworks.forget()
    publish(house, "Amara")
    for part in ("", "/development"):
        assert house.client("Priya").get(f"/children/{house.children['Amara'].pk}{part}").status_code == 200
    frameworks.forget()


def test_a_child_who_was_never_written_about_has_a_kind_page(house: House) -> None:
    assert "journal is empty" in journal(house, "Ben")
    before = f"?before={int(clock.now().timestamp() * 1_000_000)}-{new_id().hex}"
    assert "There are no older entries" in journal(house, "Ben", before)


def test_words_of_people_are_never_markup(house: House) -> None:
    Child.objects.filter(pk=house.children["Amara"].pk).update(
        full_name="<b>Amara</b>", allergies="<script>alert(1)</script>", interests='"><img src=x>'
    )
    publish(house, "Amara", text="<script>alert(2)</script>", next_step="<i>later</i>")
    for part in ("", "/development", "/record", "/permissions", "/record/edit"):
        page = house.client("Maggie").get(f"/children/{house.children['Amara'].pk}{part}").content.decode()
        assert not re.search(r"<script>|<img src=x|<b>Amara|<i>later", page)

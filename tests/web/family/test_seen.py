"""Who of the staff has looked at a child, as its parents read it; and that they read of nobody else."""

import dataclasses
import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heartsease.domain.access.permissions import Role
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import VIEWS, Event
from heartsease.domain.children.queries import own_children
from heartsease.domain.children.seen import DAYS, who_has_seen
from heartsease.domain.journal import actions as journal
from heartsease.kernel import clock
from heartsease.kernel.errors import NotAllowedError
from heartsease.kernel.ids import new_id
from tests.cast import House, add_family, add_staff
from tests.pages import text_of
from tests.tampering import forget_trace
from tests.web.family.making import publish, say, write_at_home

MOST_QUERIES = 8
HTMX = {"HX-Request": "true"}
SETS_APART = re.compile(r'csrf-token" content="[^"]+"|name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture(autouse=True)
def empty(house: House) -> None:
    """Nothing of how the house was built."""
    forget_trace()


def url(house: House, child: str = "Amara") -> str:
    return f"/journal/{house.children[child].pk}/seen"


def told(house: House, who: str = "Grace", child: str = "Amara", query: str = "") -> dict[str, dict[str, str]]:
    """By day and person, what was opened."""
    page = text_of(house.client(who).get(f"{url(house, child)}{query}"))
    return {
        day: dict(re.findall(r'list-text">(.*?)<small>(.*?)</small>', part, re.DOTALL))
        for day, part in re.findall(r"<h2>(\w+ \d+ .*?)</h2>(.*?)</section>", page, re.DOTALL)
    }


def seen_at(house: House, who: str, at: dt.datetime, event: Event = Event.CHILD_VIEWED, **more: object) -> None:
    """A line of an earlier time about Amara."""
    member = house.staff.get(who) or house.family[who]
    values = {
        "membership_id": member.pk,
        "role": member.role,
        "child_id": house.children["Amara"].pk,
        "details": {"part": "journal"},
        **more,
    }
    line = AuditEvent(setting_id=house.setting.pk, at=at, event=event, person_id=member.person_id, **values)
    AuditEvent.objects.bulk_create([line])


def test_it_says_who_opened_what_and_how_often(house: House) -> None:
    entry = publish(house, "Amara", photos=2)
    pictures = [placed.photo_id for placed in entry.pictures.all()]
    forget_trace()
    child = f"/children/{house.children['Amara'].pk}"
    priya = house.client("Priya")
    for path in (child, child, f"{child}/record", f"{child}/permissions", f"{child}/development"):
        assert priya.get(path).status_code == 200
    for photo_id in (*pictures, pictures[0]):
        assert priya.get(f"/pictures/{photo_id}/large").status_code == 200
    house.client("Sen").get(f"{child}/facts")
    house.client("Maggie").get(f"{child}/facts/edit")
    (day,) = told(house).values()
    assert day == {
        "Priya Sunflower, practitioner": "the journal, 2 times · the page about development · the record"
        " · the answers about photographs · 2 photographs at full size",
        "Sen Sunflower, senior": "what is held in confidence",
        "Maggie Sunflower, nominated member": "what is held in confidence",
    }


def test_every_kind_of_view_has_words(house: House) -> None:
    now = clock.now()
    for event in VIEWS:
        seen_at(house, "Priya", now, event, details={}, subject_id=new_id())
    seen_at(house, "Priya", now, details={"part": "something new"})
    (day,) = told(house).values()
    assert day == {
        "Priya Sunflower, practitioner": "a page · a page · a photograph at full size · what is held in confidence"
    }


def test_days_stand_in_the_settings_own_zone_newest_first(house: House) -> None:
    seen_at(house, "Priya", dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC))
    seen_at(house, "Sen", dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC))
    seen_at(house, "Priya", dt.datetime(2026, 7, 2, 10, 0, tzinfo=dt.UTC))
    assert told(house) == {
        "Thursday 2 July 2026": {
            "Priya Sunflower, practitioner": "the journal",
            "Sen Sunflower, senior": "the journal",
        },
        "Wednesday 1 July 2026": {"Priya Sunflower, practitioner": "the journal"},
    }


def test_pages_go_on_by_days_and_never_cut_one(house: House) -> None:
    newest = dt.datetime(2026, 7, 30, 12, tzinfo=dt.UTC)
    for place in range(2 * DAYS + 3):
        for _time in range(2):
            seen_at(house, "Priya", newest - dt.timedelta(days=place))
    seen_at(house, "Priya", newest - dt.timedelta(days=400))
    grace, address = house.client("Grace"), url(house)
    days: list[str] = []
    for expected in (DAYS, DAYS, 3, 1):
        page = text_of(grace.get(address, headers=HTMX if days else {}))
        found = re.findall(r"<h2>(.*?)</h2>", page)
        assert len(found) == expected
        assert page.count("the journal, 2 times") == (expected if expected > 1 else 0)
        days += found
        older = re.search(r'hx-get="([^"]+)"', page)
        address = older[1] if older else ""
    assert address == ""
    assert len(set(days)) == 2 * DAYS + 4


@pytest.mark.parametrize("before", ["", "x", "2026-13-01", "9999-12-31", "0001-01-01", "%00", "2026-07-01T00:00"])
def test_a_broken_place_is_the_first_page(house: House, before: str) -> None:
    seen_at(house, "Priya", clock.now())
    assert len(told(house, query=f"?before={before}")) == 1


def test_nothing_yet_and_nothing_older_are_said(house: House) -> None:
    assert "Nobody yet" in text_of(house.client("Grace").get(url(house)))
    seen_at(house, "Priya", clock.now())
    assert "Nothing older" in text_of(house.client("Grace").get(f"{url(house)}?before=2020-01-01"))


def test_colleagues_who_left_keep_their_name_and_the_role_of_then(house: House) -> None:
    seen_at(house, "Stu", clock.now())
    Membership.objects.filter(pk=house.staff["Stu"].pk).update(ended_at=clock.now(), role=Role.SENIOR)
    seen_at(house, "Priya", clock.now(), membership_id=new_id())
    (day,) = told(house).values()
    assert list(day) == ["Stu Sunflower, student or supply", "Somebody who was removed, practitioner"]


def test_only_looking_is_told_and_only_by_staff(house: House) -> None:
    """Acts, refusals, the journal itself and other children are left out."""
    now, amara = clock.now(), house.children["Amara"].pk
    for event in set(Event) - VIEWS:
        seen_at(house, "Priya", now, event)
    for event in VIEWS:
        seen_at(house, "Priya", now, event, is_refused=True)
        seen_at(house, "Priya", now, event, child_id=house.children["Ben"].pk)
        for name in ("Grace", "Tunde", "Nana", "Rosa"):
            seen_at(house, name, now, event)
        audit.record(house.system, event, child_ids=[amara])
    assert told(house) == {}


def test_a_photograph_from_another_home_is_not_spoken_of(house: House) -> None:
    """Rosa and Omar live apart: that Omar sent a picture is not for Rosa to find out, nor that there is an Omar."""
    entry = write_at_home(house, "Omar", "Ben", photos=1, send=True)
    forget_trace()
    photo_id = entry.pictures.get().photo_id
    assert house.client("Sen").get(f"/pictures/{photo_id}/large").status_code == 200
    assert AuditEvent.objects.filter(event=Event.PHOTO_VIEWED).count() == 1
    assert told(house, "Rosa", "Ben") == {}
    (day,) = told(house, "Omar", "Ben").values()
    assert day == {"Sen Sunflower, senior": "a photograph at full size"}


def test_a_colleague_who_is_a_parent_too_is_told_in_each_part_alone(house: House) -> None:
    """What Priya opens as Ben's aunt is her own business; what she opens as a colleague is told under her name."""
    add_family(house, "Priscilla", ("Ben", "aunt"))
    aunt, ben = house.family["Priscilla"], house.children["Ben"].pk
    Membership.objects.filter(pk=aunt.pk).update(person=house.staff["Priya"].person_id)
    seen_at(house, "Priscilla", clock.now(), child_id=ben)
    assert told(house, "Rosa", "Ben") == {}
    seen_at(house, "Priya", clock.now(), child_id=ben)
    (day,) = told(house, "Rosa", "Ben").values()
    assert list(day) == ["Priya Sunflower, practitioner"]


def family_life(house: House) -> None:
    """What leaves lines about Amara without being a look of staff: another home, its words, its pictures."""
    add_family(house, "Canarymother", ("Amara", "canary-aunt"))
    canary = house.client("Canarymother")
    entry = publish(house, "Amara", photos=1)
    photo_id = entry.pictures.get().photo_id
    canary.get(f"/journal/{house.children['Amara'].pk}")
    canary.get(f"/journal/{house.children['Amara'].pk}/{entry.pk}")
    canary.get(f"/pictures/{photo_id}/master")
    canary.get(url(house))
    say(house, entry, "Amara", "Canarymother", "canary-comment")
    journal.like(actor=house.actor("Canarymother"), observation_id=entry.pk, child_id=house.children["Amara"].pk)
    sent = write_at_home(house, "Canarymother", "Amara", text="canary-words", photos=1, send=True)
    house.client("Sen").get(f"/pictures/{sent.pictures.get().photo_id}/master")
    journal.approve(actor=house.actor("Sen"), observation_id=sent.pk)


def test_no_family_member_is_named_counted_or_hinted_at(house: House) -> None:
    """The page is the same, to the letter, whether another home is there or not."""
    seen_at(house, "Priya", clock.now())
    seen_at(house, "Priya", clock.now(), Event.PHOTO_VIEWED, subject_id=new_id(), details={})

    def page(who: str) -> str:
        return SETS_APART.sub("", text_of(house.client(who).get(url(house))))

    before = page("Grace")
    family_life(house)
    ids = [house.family["Canarymother"].pk, house.links["Canarymother", "Amara"].household_id]
    after = page("Grace")
    assert after == before
    marks = ["canary", "Tunde", "Nana", *(str(one) for one in ids)]
    assert not [mark for mark in marks if mark.lower() in after.lower()]
    assert "Sen Sunflower" in page("Canarymother"), "the canary's own home is told of its own picture"


def test_the_family_finds_its_way_there(house: House) -> None:
    page = text_of(house.client("Grace").get(f"/journal/{house.children['Amara'].pk}"))
    assert f'href="{url(house)}"' in page
    assert url(house) not in text_of(house.client("Nana").get(f"/journal/{house.children['Amara'].pk}"))


@pytest.mark.parametrize("who", ["Nana", "Priya", "Sen", "Maggie", "Stu"])
def test_relatives_and_staff_have_no_such_page(house: House, who: str) -> None:
    assert house.client(who).get(url(house)).status_code == 403
    own = own_children(house.actor("Grace"))[0]
    with pytest.raises(NotAllowedError):
        who_has_seen(house.actor(who), own)


@pytest.mark.parametrize("who", ["Rosa", "Omar", "Petra"])
def test_another_child_looks_like_none(house: House, hollies: House, who: str) -> None:
    seen_at(house, "Priya", clock.now())
    client = (hollies if who == "Petra" else house).client(who)
    answers = [client.get(f"/journal/{child_id}/seen") for child_id in (house.children["Amara"].pk, uuid.uuid4())]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Priya" not in text_of(answers[0])


def test_access_that_has_ended_has_ended(house: House) -> None:
    link = house.links["Grace", "Amara"]
    link.ended_at = link.linked_at
    link.save(update_fields=["ended_at"])
    assert house.client("Grace").get(url(house)).status_code == 404
    assert house.client("Grace").get(url(house, "Kofi")).status_code == 200


def test_a_page_costs_the_same_for_few_and_for_many(house: House) -> None:
    grace = house.client("Grace")
    seen_at(house, "Priya", clock.now())
    grace.get(url(house))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert grace.get(url(house)).status_code == 200
        return len(asked)

    before = cost()
    for place in range(5):
        add_staff(house, f"Extra{place}", Role.PRACTITIONER)
        for day in range(20):
            seen_at(house, f"Extra{place}", clock.now() - dt.timedelta(days=day))
    assert cost() == before
    assert before <= MOST_QUERIES


def test_device_and_time_of_staff_are_their_own(house: House) -> None:
    actor = dataclasses.replace(house.actor("Priya"), device_id=new_id(), source="192.0.2.7", request_id="mark-of-ours")
    audit.record(actor, Event.CHILD_VIEWED, child_ids=[house.children["Amara"].pk], details={"part": "journal"})
    page = text_of(house.client("Grace").get(url(house)))
    assert "Priya Sunflower" in page
    assert not [mark for mark in ("192.0.2.7", str(actor.device_id), "mark-of-ours") if mark in page]

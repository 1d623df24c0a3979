"""The trace as a nominated member reads it."""

import dataclasses
import datetime as dt
import re
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership
from heartsease.domain.audit import actions as audit
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import Child
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House, add_child, add_family, add_staff
from tests.pages import problem, text_of
from tests.tampering import forget_trace

MOST_QUERIES = 8
HTMX = {"HX-Request": "true"}


def sentences(house: House, *, is_part: bool = False, **wanted: str) -> list[str]:
    """What the page says, newest first."""
    address = f"/manage/trace?{urlencode(wanted)}"
    page = text_of(house.client("Maggie").get(address, headers=HTMX if is_part else {}))
    return [
        re.sub(r"<.*", "", line, flags=re.DOTALL).strip()
        for line in re.findall(r'list-text--plain">(.*?)</li>', page, re.DOTALL)
    ]


@pytest.fixture(autouse=True)
def empty(house: House) -> None:
    """Nothing of how the house was built."""
    forget_trace()


def look(house: House, who: str, child: str, **more: object) -> None:
    """``who`` opens the journal of ``child``."""
    actor = dataclasses.replace(house.actor(who), **more)  # type: ignore[arg-type]
    audit.record(actor, Event.CHILD_VIEWED, child_ids=[house.children[child].pk], details={"part": "journal"})


def test_it_speaks_plain_words(house: House) -> None:
    priya = house.client("Priya")
    priya.get(f"/children/{house.children['Ben'].pk}/record")
    priya.get("/manage/choices")
    house.client("Sen").get(f"/children/{house.children['Ben'].pk}/facts")
    assert sentences(house) == [
        "Sen Sunflower, senior, read what is held in confidence on Ben Example",
        "Priya Sunflower, practitioner, was refused: Change the setting's choices",
        "Priya Sunflower, practitioner, opened the page of Ben Example (record)",
    ]


def test_reading_it_is_a_line_of_its_own(house: House) -> None:
    """One for each page that was opened, and a page never shows itself."""
    assert sentences(house) == []
    assert sentences(house) == ["Maggie Sunflower, nominated member, read the trace"]
    assert len(sentences(house)) == 2
    wanted = {"person": str(house.staff["Priya"].person_id), "child": str(house.children["Ben"].pk), "refusals": "on"}
    sentences(house, is_part=False, **wanted, day="2026-11-23", device=str(new_id()))
    line = AuditEvent.objects.order_by("at", "id").last()
    assert line is not None
    assert (line.event, line.child_id) == ("trace:viewed", house.children["Ben"].pk)
    assert line.details == {
        "person": wanted["person"],
        "child": wanted["child"],
        "day": "2026-11-23",
        "refusals": "True",
        "device": line.details["device"],
    }
    assert AuditEvent.objects.count() == 4


@pytest.mark.parametrize("event", Event)
def test_every_event_is_told(house: House, event: Event) -> None:
    """Also one that was written without what its sentence speaks of, or by an earlier version with other details."""
    for details in ({}, {"part": "nonsense", "asked": "nonsense"}):
        audit.record(house.actor("Priya"), event, details=details)
        audit.record(house.actor("Priya"), event, subject_type="room", subject_id=new_id(), child_ids=[new_id()])
    told = sentences(house)
    assert len(told) == 4
    assert all(line.startswith("Priya Sunflower, practitioner, ") for line in told)
    assert not [line for line in told if "%" in line or "None" in line]


def test_who_is_meant_is_named(house: House) -> None:
    maggie = house.actor("Maggie")
    of = {"subject_type": "membership", "subject_id": house.staff["Priya"].pk}
    audit.record(maggie, Event.PERSON_ENDED, **of)  # type: ignore[arg-type]
    of = {"subject_type": "membership", "subject_id": house.family["Grace"].pk}
    audit.record(maggie, Event.FAMILY_LINKED, child_ids=[house.children["Amara"].pk], **of)  # type: ignore[arg-type]
    audit.record(maggie, Event.ROOM_CHANGED, subject_type="room", subject_id=house.rooms["Oaks"].pk)
    audit.record(maggie, Event.CHOICES_CHANGED, details={"review_required": [True, False]})
    audit.record(house.system, Event.SIGN_IN_LINK_MADE, subject_id=house.family["Rosa"].pk)
    audit.record(dataclasses.replace(maggie, person_id=None), Event.SIGN_IN_REFUSED, is_refused=True)
    assert sentences(house) == [
        "Somebody was refused: signing in",
        "The journal itself made a sign-in link for Rosa Example",
        "Maggie Sunflower, nominated member, changed the setting’s choices: Does a colleague check every observation?",
        "Maggie Sunflower, nominated member, changed the room Oaks",
        "Maggie Sunflower, nominated member, opened the journal of Amara Example to Grace Example",
        "Maggie Sunflower, nominated member, ended the access of Priya Sunflower",
    ]


def test_an_act_on_several_children_is_one_line(house: House) -> None:
    ids = [house.children[name].pk for name in ("Kofi", "Amara", "Ben")]
    audit.record(house.actor("Sen"), Event.OBSERVATION_PUBLISHED, subject_id=new_id(), child_ids=ids)
    audit.record(house.actor("Sen"), Event.OBSERVATION_PUBLISHED, subject_id=new_id(), child_ids=ids[:1])
    said = "Sen Sunflower, senior, published an entry about"
    assert sentences(house) == [f"{said} Kofi Example", f"{said} Amara Example, Ben Example and Kofi Example"]
    assert sentences(house, child=str(ids[2])) == [f"{said} Ben Example"]


def test_whoever_was_removed_has_no_name(house: House) -> None:
    look(house, "Priya", "Leo")
    Child.objects.filter(full_name="Leo Example").delete()
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                setting_id=house.setting.pk,
                at=clock.now(),
                event=Event.FAMILY_LINKED,
                person_id=new_id(),
                membership_id=new_id(),
                role=Role.SENIOR,
                subject_id=new_id(),
                child_id=new_id(),
            )
        ]
    )
    assert sentences(house) == [
        "Somebody who was removed, senior, opened the journal of somebody who was removed to somebody who was removed",
        "Priya Sunflower, practitioner, opened the page of somebody who was removed (journal)",
    ]


def test_what_a_later_version_wrote_is_shown_all_the_same(house: House) -> None:
    row = {"setting_id": house.setting.pk, "at": clock.now(), "event": "moon:landed", "role": "astronaut"}
    AuditEvent.objects.bulk_create([AuditEvent(**row, person_id=new_id(), details=["no", "dictionary"])])
    (said,) = sentences(house)
    assert said.startswith("Somebody who was removed, astronaut, did what")
    assert "moon:landed" in said


@pytest.mark.parametrize("which", ["person", "child", "device", "day", "refusals"])
def test_it_is_narrowed(house: House, which: str) -> None:
    device = new_id()
    look(house, "Priya", "Ben")
    look(house, "Owen", "Kofi", device_id=device)
    house.client("Owen").get("/review")
    before = clock.now() - dt.timedelta(days=3)
    row = {"setting_id": house.setting.pk, "at": before, "event": Event.SIGNED_IN, "role": "system"}
    AuditEvent.objects.bulk_create([AuditEvent(**row)])
    owen = "Owen Sunflower, practitioner,"
    day = before.astimezone(house.system.zone).date()
    wanted = {
        "person": str(house.staff["Owen"].person_id),
        "child": str(house.children["Kofi"].pk),
        "device": str(device),
        "day": day.isoformat(),
        "refusals": "on",
    }
    expected = {
        "person": [
            f"{owen} was refused: Check colleagues' observations and publish them",
            f"{owen} opened the page of Kofi Example (journal)",
        ],
        "child": [f"{owen} opened the page of Kofi Example (journal)"],
        "device": [f"{owen} opened the page of Kofi Example (journal)"],
        "day": ["The journal itself signed in"],
        "refusals": [f"{owen} was refused: Check colleagues' observations and publish them"],
    }
    assert sentences(house, is_part=False, **{which: wanted[which]}) == expected[which]


@pytest.mark.parametrize("typed", ["K7MQ2-RXD10", "k7mq2rxdio", " k7mq2 rxdlO "])
def test_the_code_on_a_saved_picture_leads_to_who_saved_it(house: House, typed: str) -> None:
    """However somebody reads it off."""
    for who, child, code in (("Grace", "Amara", "K7MQ2-RXD10"), ("Rosa", "Ben", "ZZZZZ-ZZZZZ")):
        children = [house.children[child].pk]
        audit.record(house.actor(who), Event.PICTURE_SAVED, child_ids=children, details={"code": code})
    look(house, "Priya", "Ben")
    assert sentences(house, is_part=False, code=typed) == [
        "Grace Example, parent or carer, saved a copy of a photograph of Amara Example, marked K7MQ2-RXD10"
    ]
    assert AuditEvent.objects.filter(event=Event.TRACE_VIEWED).get().details == {"code": "K7MQ2-RXD10"}


def test_device_and_address_stand_beside(house: House) -> None:
    device = new_id()
    look(house, "Priya", "Ben", device_id=device, source="192.0.2.7")
    page = text_of(house.client("Maggie").get("/manage/trace"))
    assert f'<a href="/manage/trace?device={device}">device {device.hex[-4:]}</a>' in page
    assert "from 192.0.2.7" in page
    narrowed = text_of(house.client("Maggie").get(f"/manage/trace?device={device}"))
    assert f"Only from device {device.hex[-4:]}." in narrowed
    assert f'name="device" value="{device}"' in narrowed


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"person": "x"}, "Choose a person from the list."),
        ({"child": "x"}, "Choose a child from the list."),
        ({"device": "x"}, "There is no such device."),
        ({"code": "K7MQ"}, "A code has ten letters and figures, such as K7MQ2-RXD4T."),
        ({"code": "\x00" * 10}, "Null characters are not allowed."),
        ({"code": "K" * 41}, "Ensure this value has at most 40 characters"),
        ({"day": "yesterday"}, "this is no day of the calendar"),
        ({"day": "9999-12-31"}, "so far away"),
        ({"day": "0001-01-01"}, "so far away"),
        ({"person": "\x00"}, "Choose a person from the list."),
    ],
)
def test_nonsense_is_answered_with_a_sentence(house: House, query: dict[str, str], said: str) -> None:
    response = house.client("Maggie").get(f"/manage/trace?{urlencode(query)}")
    assert response.status_code == 422
    assert said in problem(response)
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("before", ["x", "1-", "9" * 30 + "-" + "0" * 32, f"{253402300799999999}-{'f' * 32}"])
def test_a_broken_place_is_the_first_page(house: House, before: str) -> None:
    look(house, "Priya", "Ben")
    assert len(sentences(house, before=before)) == 1
    assert len(sentences(house, is_part=True, before=before)) == 2


def test_people_and_children_of_another_setting_are_not_there(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        look(hollies, "Hazel", "Zed")
    page = text_of(house.client("Maggie").get("/manage/trace"))
    assert not [word for word in ("Hazel", "Zed", "Hollies", "Petra") if word in page]
    for name, one in (("person", hollies.staff["Hazel"].person_id), ("child", hollies.children["Zed"].pk)):
        theirs = house.client("Maggie").get(f"/manage/trace?{name}={one}")
        nobodys = house.client("Maggie").get(f"/manage/trace?{name}={new_id()}")
        assert (
            (theirs.status_code, problem(theirs)) == (nobodys.status_code, problem(nobodys)) == (422, problem(theirs))
        )


def test_everybody_can_be_chosen(house: House) -> None:
    Membership.objects.filter(pk=house.staff["Owen"].pk).update(ended_at=clock.now())
    page = text_of(house.client("Maggie").get("/manage/trace"))
    groups = {
        label: re.findall(r"<option[^>]*>\s*(.*?)</option>", options)
        for label, options in re.findall(r'<optgroup label="(.*?)">(.*?)</optgroup>', page, re.DOTALL)
    }
    assert groups["Staff"] == [f"{name} Sunflower" for name in ("Maggie", "Priya", "Sen", "Stu")]
    assert groups["Families"] == [f"{name} Example" for name in ("Grace", "Nana", "Omar", "Rosa", "Tunde")]
    assert groups["Ended"] == ["Owen Sunflower"]
    assert groups["On the roll"] == [f"{name} Example" for name in ("Amara", "Ben", "Kofi", "Mia")]
    assert groups["Left"] == ["Leo Example"]


def fill(house: House, count: int) -> None:
    """So many lines about everything, each at its own hour."""
    now = clock.now()
    kinds = list(Event)
    AuditEvent.objects.bulk_create(
        AuditEvent(
            setting_id=house.setting.pk,
            at=now - dt.timedelta(hours=place),
            event=kinds[place % len(kinds)],
            person_id=house.staff["Priya"].person_id,
            membership_id=house.staff["Priya"].pk,
            role=Role.PRACTITIONER,
            device_id=new_id(),
            source="192.0.2.7",
            subject_type="room",
            subject_id=house.rooms["Oaks"].pk,
            child_id=house.children["Ben"].pk,
        )
        for place in range(count)
    )


def test_thirty_rows_are_a_page_and_older_ones_go_on(house: House) -> None:
    fill(house, 70)
    maggie = house.client("Maggie")
    url = f"/manage/trace?child={house.children['Ben'].pk}"
    days: list[str] = []
    for expected in (30, 30, 10):
        page = text_of(maggie.get(url, headers=HTMX if days else {}))
        days += re.findall(r"<h2>(.*?)</h2>", page)
        assert page.count("list-text--plain") == expected
        older = re.search(r'hx-get="([^"]+)"', page)
        url = older[1] if older else ""
    assert url == ""
    assert len(days) == len(set(days)), "a day's heading stands once"


def test_without_scripts_the_older_page_leads_back(house: House) -> None:
    fill(house, 40)
    maggie = house.client("Maggie")
    older = re.search(r'hx-get="([^"]+)"', text_of(maggie.get("/manage/trace")))
    assert older is not None
    page = text_of(maggie.get(older[1]))
    assert '<a class="back" href="/manage/trace">' in page
    assert page.count("list-text--plain") == 10
    assert "Nothing older" in text_of(maggie.get(f"/manage/trace?before=1-{'0' * 32}"))


def test_a_page_costs_the_same_for_few_and_for_many(house: House) -> None:
    fill(house, 5)
    maggie = house.client("Maggie")
    maggie.get("/manage/trace")

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert maggie.get(url).status_code == 200
        return len(asked)

    before = cost("/manage/trace")
    assert before <= MOST_QUERIES
    for place in range(5):
        add_staff(house, f"Extra{place}", Role.PRACTITIONER)
        add_child(house, f"Child{place}", "Oaks")
        add_family(house, f"Parent{place}", (f"Child{place}", "mother"))
    fill(house, 200)
    assert cost("/manage/trace") == before
    filters = f"person={house.staff['Priya'].person_id}&child={house.children['Ben'].pk}&day=2026-11-23&refusals=on"
    assert cost(f"/manage/trace?{filters}") <= MOST_QUERIES


def test_it_is_empty_gently(house: House) -> None:
    assert "Nothing yet" in text_of(house.client("Maggie").get("/manage/trace"))
    assert "Nothing like this" in text_of(house.client("Maggie").get("/manage/trace?refusals=on"))

"""A parent answers about photographs on the phone, purpose by purpose (guarantee G14)."""

import datetime as dt
from unittest.mock import patch

import pytest
from django.utils.formats import date_format

from heartsease.domain.children.models import Child, FamilyLink, PhotoPermission, PhotoWithdrawal, SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions as journal
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.models import Resolution
from heartsease.kernel import clock
from tests import entries, faces
from tests.background import run_queued
from tests.cast import House
from tests.faces import LEFT, RIGHT
from tests.pages import text_of

YES = {purpose.value: "yes" for purpose in Purpose}
CONFIRMED = {"confirmed": "yes"}


def address(house: House, child: str = "Amara") -> str:
    return f"/journal/{house.children[child].pk}/photographs"


def in_force(house: House, child: str = "Amara") -> set[str]:
    return set(Child.objects.get(pk=house.children[child].pk).photo_permissions)


@pytest.fixture(autouse=True)
def parental_responsibility(house: House) -> None:
    FamilyLink.objects.filter(membership=house.family["Grace"]).update(has_parental_responsibility=True)


def test_a_yes_holds_at_once_and_for_as_long_as_the_setting_chose(house: House) -> None:
    PhotoPermission.objects.all().delete()
    grace = house.client("Grace")
    response = grace.post(address(house), YES)
    assert (response.status_code, in_force(house)) == (302, set(YES))
    answer = PhotoPermission.objects.filter(purpose="display").get()
    today = clock.today(house.system.zone)
    assert (answer.answered_by, answer.method, answer.answered_on) == ("Grace Example", "screen", today)
    assert answer.last_day == clock.months_after(today, 12)
    assert "Now: yes, until" in text_of(grace.get(address(house)))


def test_taking_back_is_asked_once_more_with_what_follows(house: House) -> None:
    grace = house.client("Grace")
    grace.post(address(house), YES)
    no = YES | {"others_journals": "no"}
    asked = grace.post(address(house), no)
    assert asked.status_code == 200
    assert (
        "every other family sees a plain field in that place, or the photograph no more, from this moment on"
        in text_of(asked)
    )
    assert "others_journals" in in_force(house), "nothing is taken back before it is confirmed"
    done = grace.post(address(house), no | CONFIRMED)
    assert (done.status_code, "others_journals" in in_force(house)) == (302, False)
    assert PhotoWithdrawal.objects.get(agreed_again_at__isnull=True).purpose == "others_journals"


def test_what_was_answered_the_same_before_is_no_new_answer(house: House) -> None:
    house.choose(agreement_months=0)
    grace = house.client("Grace")
    grace.post(address(house), YES)
    count = PhotoPermission.objects.count()
    page = grace.post(address(house), YES, follow=True)
    assert PhotoPermission.objects.count() == count
    assert "Everything stays as it was." in text_of(page)


def test_an_agreement_that_ends_is_asked_for_again_and_begins_anew(house: House) -> None:
    grace, child = house.client("Grace"), house.children["Amara"]
    grace.post(address(house), YES)
    today = clock.today(house.system.zone)
    journal = f"/journal/{child.pk}"
    assert "Answer again" not in text_of(grace.get(journal))
    later = clock.now() + dt.timedelta(days=355)
    with patch("heartsease.web.family.journal.clock.today", return_value=later.date()):
        assert "What you agreed to about photographs ends on" in text_of(grace.get(journal))
    PhotoPermission.objects.update(last_day=today)
    grace.post(address(house), YES)
    newest = PhotoPermission.objects.filter(purpose="display").latest("recorded_at")
    assert newest.last_day == clock.months_after(today, 12)


def test_another_adults_no_and_protection_look_alike(house: House) -> None:
    """A parent reads that it counts as a no, and nothing of whom or why."""
    grace = house.client("Grace")
    grace.post(address(house), YES)
    house.permit("Amara", {Purpose.DISPLAY: False}, by="Another Adult")
    one = text_of(grace.get(address(house)))
    house.permit("Amara", {Purpose.DISPLAY: True}, by="Another Adult")
    with patch.object(house.children["Amara"], "photo_permissions", {}):
        SensitiveFacts.objects.update_or_create(child=house.children["Amara"], defaults={"is_protected": True})
    house.permit("Amara", {Purpose.OWN_JOURNAL: True}, by="Another Adult")
    other = text_of(grace.get(address(house)))
    for page in (one, other):
        assert "You said yes. At the moment it counts as a no; please ask the setting." in page
        assert "Another Adult" not in page
        assert "rotect" not in page


def test_without_parental_responsibility_it_is_read_only(house: House) -> None:
    FamilyLink.objects.update(has_parental_responsibility=False)
    grace, before = house.client("Grace"), PhotoPermission.objects.count()
    page = grace.get(address(house))
    assert "Somebody with parental responsibility answers" in text_of(page)
    assert b'type="radio"' not in page.content
    assert grace.post(address(house), YES | CONFIRMED).status_code == 403
    assert PhotoPermission.objects.count() == before


@pytest.mark.parametrize("name", ["Nana", "Rosa", "Priya"])
def test_nobody_else_answers(house: House, name: str) -> None:
    before = PhotoPermission.objects.count()
    response = house.client(name).post(address(house), YES | CONFIRMED)
    assert response.status_code == (404 if name == "Rosa" else 403)
    assert PhotoPermission.objects.count() == before


def test_nonsense_is_sent_back_with_a_sentence(house: House) -> None:
    page = house.client("Grace").post(address(house), {"display": "perhaps"})
    assert page.status_code == 422
    assert "Choose yes or no." in text_of(page)


class TestSavedCopies:
    """What others saved is told honestly; what they photographed off a screen nobody knows, and nothing says that."""

    NO = YES | {"others_journals": "no"}
    SCREEN = "Anybody can photograph a screen, and nothing records that."
    NONE = f"No other family has saved a picture with Amara from the journal. {SCREEN}"

    @pytest.fixture
    def entry(self, house: House) -> Observation:
        house.choose(parents_save_pictures=True)
        house.client("Grace").post(address(house), YES)
        entry = entries.drafted(house, "Priya", "Amara", "Ben", photos=1)
        places = {"Amara": LEFT, "Ben": RIGHT}
        told = [ToldFace(box, Resolution.CHILD, house.children[name].pk) for name, box in places.items()]
        [photo_id] = entries.photo_ids(entry)
        priya = house.actor("Priya")
        journal.tell_faces(actor=priya, observation_id=entry.pk, photo_id=photo_id, faces=told)
        faces.look(*places.values())
        journal.submit(actor=priya, observation_id=entry.pk)
        journal.approve(actor=house.actor("Sen"), observation_id=entry.pk)
        return entries.publish_now(entry)

    def save(self, house: House, name: str, entry: Observation) -> None:
        address = f"/pictures/{entries.photo_ids(entry)[0]}/save"
        assert house.client(name).post(address).status_code == 200

    def test_what_others_saved_before(self, house: House, entry: Observation) -> None:
        grace, today = house.client("Grace"), date_format(clock.today(house.system.zone), "j F Y")
        self.save(house, "Tunde", entry)
        assert "saved" not in text_of(grace.get(address(house))), "he is of the family"
        self.save(house, "Rosa", entry)
        one = f"1 copy of a picture with Amara was saved by an adult who does not read Amara’s journal, on {today}."
        assert one in text_of(grace.get(address(house))), "also before anything is taken back"
        self.save(house, "Omar", entry)
        asked = text_of(grace.post(address(house), self.NO))
        two = "2 copies of pictures with Amara were saved by adults who do not read Amara’s journal, the last on"
        assert f"{two} {today}. Heartsease cannot take them back. {self.SCREEN}" in asked
        assert "Until now other families could see Amara in 1 photograph." in asked
        assert "no way to save" not in asked
        done = text_of(grace.post(address(house), self.NO | CONFIRMED, follow=True))
        assert two in done
        assert not [name for name in ("Rosa", "Omar", "Ben") if name in done]
        assert house.client("Rosa").post(f"/pictures/{entries.photo_ids(entry)[0]}/save").status_code == 404

    @pytest.mark.usefixtures("entry")
    def test_where_nobody_saved_any_it_is_said_with_its_limits(self, house: House) -> None:
        grace = house.client("Grace")
        assert self.NONE not in text_of(grace.get(address(house))), "nothing was taken back"
        assert self.NONE in text_of(grace.post(address(house), self.NO))
        assert self.NONE in text_of(grace.post(address(house), self.NO | CONFIRMED, follow=True))

    @pytest.mark.usefixtures("entry")
    def test_other_purposes_are_another_story(self, house: House) -> None:
        asked = text_of(house.client("Grace").post(address(house), YES | {"display": "no"}))
        assert "screen" not in asked

    @pytest.mark.parametrize("is_on", [True, False])
    def test_who_is_asked_reads_whether_others_may_save(self, house: House, is_on: bool) -> None:
        house.choose(parents_save_pictures=is_on)
        assert (
            "their parents may also save such a picture" in text_of(house.client("Grace").get(address(house)))
        ) is is_on


def test_staff_see_what_changed_and_note_what_they_did(house: House) -> None:
    grace = house.client("Grace")
    grace.post(address(house), YES)
    grace.post(address(house), YES | {"display": "no"} | CONFIRMED)
    run_queued()
    sen = house.client("Sen")
    assert "1 agreement was taken back" in text_of(sen.get("/today"))
    page = text_of(sen.get("/photographs/changes"))
    assert "Take photographs of Amara off the walls." in page
    assert "Grace" not in page, "whose answer it was is not for everybody"
    assert "Take photographs of Amara off" in text_of(house.client("Stu").get("/photographs/changes"))
    assert "Amara" not in text_of(house.client("Owen").get("/photographs/changes")), "he works in another room"
    change = PhotoWithdrawal.objects.get(agreed_again_at__isnull=True)
    done = f"/photographs/changes/{change.pk}/done"
    assert house.client("Priya").post(done).status_code == 403
    assert sen.post(done).status_code == 302
    assert sen.post(done).status_code == 302, "again is no error"
    assert "agreement was taken back" not in text_of(sen.get("/today"))
    assert "Seen to by" in text_of(sen.get("/photographs/changes"))
    grace.post(address(house), YES)
    assert sen.post(done).status_code == 404
    assert "Nothing was taken back" in text_of(sen.get("/photographs/changes"))

"""A parent saves a picture: only where the setting chose it and every family agrees, marked, recorded (10.2 to 10.4).

Every refusal is asked for by the address itself, not by looking whether the button stands there.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
import pyvips
from django.test import Client

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children import actions as children
from heartsease.domain.children.models import SensitiveFacts
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos import storage
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.marking import marked_copy
from heartsease.domain.photos.models import Examination, Photo, Region, Resolution
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from tests import entries, faces
from tests.bare import has_only_pixels
from tests.cast import House
from tests.entries import photo_ids
from tests.faces import LEFT, RIGHT
from tests.pages import Response, text_of
from tests.web.pictures.asking import STAFF, any_id, assert_absent, unlink_grace

PLACES = {"Amara": LEFT, "Ben": RIGHT}
MAKING = "heartsease.domain.journal.actions.copies.marked_copy"
BUTTON = "Save this picture"
SENTENCE = "Pictures with other children cannot be saved unless each family has agreed."


@pytest.fixture(autouse=True)
def chosen(house: House) -> None:
    """The setting lets parents save pictures."""
    house.choose(parents_save_pictures=True)


@pytest.fixture
def alone(house: House) -> Observation:
    """Amara, in an entry of her own."""
    return entries.published(house, "Priya", "Amara", photos=1)


@pytest.fixture
def together(house: House) -> Observation:
    """Amara and Ben in one picture, as the author said."""
    return told(house, "Amara", "Ben", shows=["Amara", "Ben"])


def told(house: House, *about: str, shows: list[str], hides: bool = False) -> Observation:
    """A published picture of which the author said who is in it."""
    entry = entries.drafted(house, "Priya", *about, photos=1)
    said = [ToldFace(PLACES[name], Resolution.CHILD, house.children[name].pk) for name in shows]
    if hides:
        said.append(ToldFace(RIGHT, Resolution.MASKED))
    priya, places = house.actor("Priya"), [one.box for one in said]
    actions.tell_faces(actor=priya, observation_id=entry.pk, photo_id=photo_ids(entry)[0], faces=said)
    faces.look(*places)
    actions.submit(actor=priya, observation_id=entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    return entries.publish_now(entry)


def save(house: House, name: str, entry: Observation) -> Response:
    return house.client(name).post(f"/pictures/{photo_ids(entry)[0]}/save")


def page(house: House, name: str, entry: Observation, child: str = "Amara") -> str:
    return text_of(house.client(name).get(f"/journal/{house.children[child].pk}/{entry.pk}"))


def saved() -> int:
    return AuditEvent.objects.filter(event=Event.PICTURE_SAVED).count()


def assert_refused(house: House, name: str, entry: Observation) -> None:
    """Neither by the address nor on the page, and nothing is recorded."""
    assert_absent(save(house, name, entry))
    assert saved() == 0


def files(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*")}


class TestAllowed:
    def test_the_own_child_alone(self, house: House, alone: Observation, photo_folder: Path) -> None:
        assert BUTTON in page(house, "Grace", alone)
        before = files(photo_folder)
        response = save(house, "Grace", alone)
        assert response.status_code == 200
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "no-store"
        day = alone.happened_at.astimezone(house.system.zone).date()
        assert response["Content-Disposition"] == f'attachment; filename="heartsease-{day.isoformat()}.jpg"'
        assert "ETag" not in response
        assert has_only_pixels(response.content)
        picture = pyvips.Image.new_from_buffer(response.content, "")
        assert picture.width > 400, "so small a picture gets room for the line"
        assert files(photo_folder) == before, "no file of it stays"

    def test_no_header_tells_of_anybody(self, house: House, alone: Observation) -> None:
        headers = str(save(house, "Grace", alone).headers)
        people = [*house.children, *house.staff, *house.family, "Example", "Sunflower"]
        ids = [str(one.pk) for one in (*house.children.values(), *house.family.values(), house.setting, alone)]
        assert not [word for word in (*people, *ids) if word in headers]

    def test_it_is_recorded_with_child_photo_and_person(self, house: House, together: Observation) -> None:
        save(house, "Grace", together)
        lines = AuditEvent.objects.filter(event=Event.PICTURE_SAVED)
        assert {line.child_id for line in lines} == {house.children["Amara"].pk, house.children["Ben"].pk}
        assert {line.person_id for line in lines} == {house.family["Grace"].person_id}
        assert {line.subject_id for line in lines} == {photo_ids(together)[0]}
        assert len({line.details["code"] for line in lines}) == 1

    def test_the_mark_leads_back_to_the_account(self, house: House, alone: Observation) -> None:
        """The code that is drawn is the one in the trace, where a nominated member finds who and when."""
        with patch(MAKING, wraps=marked_copy) as made:
            save(house, "Tunde", alone)
        words = made.call_args.args[1]
        code = AuditEvent.objects.get(event=Event.PICTURE_SAVED).details["code"]
        assert words.startswith(f"SAVED FROM HEARTSEASE FOR {code}, ")
        assert not [name for name in ("TUNDE", "EXAMPLE", "AMARA", "SUNFLOWER") if name in words]
        found = text_of(house.client("Maggie").get("/manage/trace", {"code": code.lower()}))
        line = f"Tunde Example, parent or carer, saved a copy of a photograph of Amara Example, marked {code}"
        assert line in found
        assert found.count("list-text--plain") == 1

    def test_every_copy_has_a_code_of_its_own(self, house: House, alone: Observation) -> None:
        one, other = (save(house, name, alone).content for name in ("Grace", "Grace"))
        assert one != other
        assert len({line.details["code"] for line in AuditEvent.objects.filter(event=Event.PICTURE_SAVED)}) == 2

    @pytest.mark.parametrize("reader", ["Grace", "Tunde", "Rosa", "Omar"])
    def test_with_others_who_agree(self, house: House, together: Observation, reader: str) -> None:
        assert save(house, reader, together).status_code == 200

    def test_another_child_of_the_entry_who_is_not_in_the_picture_stops_nothing(self, house: House) -> None:
        entry = told(house, "Amara", "Ben", shows=["Amara"])
        house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
        assert save(house, "Grace", entry).status_code == 200

    def test_without_the_own_childs_agreement_for_others_the_own_family_saves_it(
        self, house: House, together: Observation
    ) -> None:
        house.permit("Amara", {Purpose.OTHERS_JOURNALS: False})
        assert save(house, "Grace", together).status_code == 200
        assert_absent(save(house, "Rosa", together))

    def test_what_a_parent_sent_from_home(self, house: House) -> None:
        house.choose(home_entries_wait=False)
        entry = entries.publish_now(entries.submitted(house, "Grace", "Amara", photos=1))
        assert save(house, "Grace", entry).status_code == 200
        assert save(house, "Tunde", entry).status_code == 200, "they live in the same home"

    def test_only_by_sending_a_form(self, house: House, alone: Observation) -> None:
        for method in ("get", "head", "put", "delete"):
            assert getattr(house.client("Grace"), method)(f"/pictures/{photo_ids(alone)[0]}/save").status_code == 405
        checked = Client(enforce_csrf_checks=True)
        checked.cookies = house.client("Grace").cookies
        assert checked.post(f"/pictures/{photo_ids(alone)[0]}/save").status_code == 403
        assert saved() == 0


class TestPage:
    def test_it_says_what_saving_means(self, house: House, alone: Observation) -> None:
        shown = page(house, "Grace", alone)
        assert SENTENCE in shown
        assert "carries a line with a code that leads to your account" in shown
        assert "screenshot" not in shown.casefold()

    def test_where_a_child_refuses_no_button_and_no_hint_who(self, house: House, together: Observation) -> None:
        house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
        shown = page(house, "Grace", together)
        assert BUTTON not in shown
        assert "/save" not in shown
        assert SENTENCE in shown
        assert "Ben" not in shown
        assert BUTTON in page(house, "Rosa", together, "Ben")

    def test_each_picture_has_a_button_of_its_own(self, house: House) -> None:
        entry = entries.published(house, "Priya", "Amara", photos=3)
        shown = page(house, "Grace", entry)
        assert [f"/pictures/{photo_id}/save" in shown for photo_id in photo_ids(entry)] == [True] * 3
        Photo.objects.filter(pk=photo_ids(entry)[1]).update(told_at=clock.now())
        Region.objects.create(
            photo_id=photo_ids(entry)[1],
            **{"left": 0, "top": 0, "right": 0.5, "bottom": 0.5},
            resolution=Resolution.MASKED,
            is_proven=True,
        )
        shown = page(house, "Grace", entry)
        assert [f"/pictures/{photo_id}/save" in shown for photo_id in photo_ids(entry)] == [True, False, True]

    def test_none_is_offered_where_the_setting_shows_no_other_child(self, house: House, together: Observation) -> None:
        house.choose(parents_save_pictures=True, others_are_shown=False)
        assert BUTTON not in page(house, "Grace", together)
        assert_refused(house, "Grace", together)

    @pytest.mark.parametrize("reader", ["Nana", "Grace"])
    def test_nothing_of_it_where_it_is_not_allowed_at_all(self, house: House, alone: Observation, reader: str) -> None:
        if reader == "Grace":
            house.choose(parents_save_pictures=False)
        shown = page(house, reader, alone)
        for words in (BUTTON, "/save", SENTENCE, "code"):
            assert words not in shown

    def test_without_pictures_nothing_is_said(self, house: House) -> None:
        assert SENTENCE not in page(house, "Grace", entries.published(house, "Priya", "Amara"))


class TestRefused:
    @pytest.mark.parametrize("stored", [None, False, "yes", 1, "true"])
    def test_off_is_how_it_starts_and_what_nonsense_means(
        self, house: House, alone: Observation, stored: object
    ) -> None:
        if stored is None:
            choices = dict(house.setting.choices)
            assert choices["parents_save_pictures"] is False
        house.choose(parents_save_pictures=False if stored is None else stored)
        assert_refused(house, "Grace", alone)

    @pytest.mark.parametrize("name", [*STAFF, "Nana"])
    def test_staff_and_relatives_never(self, house: House, alone: Observation, name: str) -> None:
        response = save(house, name, alone)
        assert response.status_code == 403
        assert response["Content-Type"].startswith("text/html")
        assert saved() == 0

    def test_strangers(self, hollies: House, alone: Observation) -> None:
        address = f"/pictures/{photo_ids(alone)[0]}/save"
        assert Client().post(address).status_code == 401
        assert hollies.client("Hazel").post(address).status_code == 403
        assert_absent(hollies.client("Petra").post(address))
        assert saved() == 0

    def test_another_family(self, house: House, alone: Observation) -> None:
        assert_refused(house, "Rosa", alone)

    def test_ids_of_nothing_and_of_other_things(self, house: House, alone: Observation) -> None:
        others: list[uuid.UUID] = [any_id(), alone.pk, house.children["Amara"].pk]
        for one in others:
            assert_absent(house.client("Grace").post(f"/pictures/{one}/save"))

    @pytest.mark.parametrize("is_told", [True, False])
    @pytest.mark.parametrize("purpose", [Purpose.OTHERS_JOURNALS, Purpose.OWN_JOURNAL])
    def test_another_child_whose_family_does_not_agree(self, house: House, purpose: Purpose, is_told: bool) -> None:
        entry = told(house, "Amara", "Ben", shows=["Amara", "Ben"]) if is_told else two_untold(house)
        house.permit("Ben", {purpose: False})
        assert_refused(house, "Grace", entry)

    def test_another_child_whose_agreement_has_ended(self, house: House, together: Observation) -> None:
        """What is published stays to be seen; a copy would be new."""
        yesterday = clock.today(house.system.zone) - dt.timedelta(days=1)
        ben = house.children["Ben"]
        ben.photo_permissions = {**ben.photo_permissions, "others_journals": yesterday.isoformat()}
        ben.save(update_fields=["photo_permissions"])
        assert house.client("Grace").get(f"/pictures/{photo_ids(together)[0]}/large").status_code == 200
        assert_refused(house, "Grace", together)

    def test_another_child_who_is_protected(self, house: House, together: Observation) -> None:
        facts = SensitiveFacts(child=house.children["Ben"], is_protected=True)
        children.save_sensitive_facts(actor=house.actor("Maggie"), facts=facts)
        assert_refused(house, "Grace", together)

    def test_the_own_child_whose_family_wants_no_photographs(self, house: House, alone: Observation) -> None:
        house.permit("Amara", {Purpose.OWN_JOURNAL: False})
        assert_refused(house, "Grace", alone)

    def test_a_sibling_of_whom_no_photographs_are_agreed(self, house: House) -> None:
        entry = entries.published(house, "Sen", "Amara", "Kofi", photos=1, by="Maggie")
        house.permit("Kofi", {Purpose.OWN_JOURNAL: False})
        assert_refused(house, "Grace", entry)

    @pytest.mark.parametrize("is_proven", [True, False])
    def test_somebody_hidden_in_it(self, house: House, alone: Observation, is_proven: bool) -> None:
        """Hidden before it was sent, or painted over by the journal: the rest of whoever it is can still be seen."""
        Region.objects.create(
            photo_id=photo_ids(alone)[0],
            **{"left": 0.6, "top": 0.1, "right": 0.8, "bottom": 0.4},
            resolution=Resolution.MASKED,
            is_proven=is_proven or None,
            is_covered=not is_proven,
        )
        assert house.client("Grace").get(f"/pictures/{photo_ids(alone)[0]}/large").status_code == 200
        assert_refused(house, "Grace", alone)

    def test_only_another_child_in_it(self, house: House) -> None:
        entry = told(house, "Amara", "Ben", shows=["Ben"])
        assert_refused(house, "Grace", entry)
        assert save(house, "Rosa", entry).status_code == 200

    @pytest.mark.parametrize("examination", [Examination.UNEXAMINED, Examination.HELD, Examination.NOT_NEEDED])
    def test_not_looked_at_or_held(self, house: House, alone: Observation, examination: Examination) -> None:
        Photo.objects.filter(pk=photo_ids(alone)[0]).update(examination=examination)
        assert_refused(house, "Grace", alone)

    def test_a_face_that_nobody_accounts_for(self, house: House, alone: Observation) -> None:
        [photo_id] = photo_ids(alone)
        Photo.objects.filter(pk=photo_id).update(examination=Examination.UNEXAMINED)
        faces.look(RIGHT)
        assert_refused(house, "Grace", alone)
        Photo.objects.filter(pk=photo_id).update(examination=Examination.CLEAR)
        assert_refused(house, "Grace", alone)

    def test_from_home_not_even_the_sender_before_it_is_looked_at(self, house: House) -> None:
        house.choose(home_entries_wait=False)
        entry = entries.publish_now(entries.submitted(house, "Grace", "Amara", photos=1))
        Photo.objects.filter(pk=photo_ids(entry)[0]).update(examination=Examination.HELD)
        assert_refused(house, "Grace", entry)

    def test_from_home_not_before_staff_have_let_it_in(self, house: House) -> None:
        entry = entries.submitted(house, "Grace", "Amara", photos=1)
        photos.examine_waiting(limit=10)
        assert_refused(house, "Grace", entry)

    @pytest.mark.parametrize("state", ["draft", "submitted", "returned", "waiting", "recalled", "withdrawn"])
    def test_an_entry_that_families_do_not_see(self, house: House, state: str) -> None:
        if state == "draft":
            entry = entries.drafted(house, "Priya", "Amara", photos=1)
        elif state in {"submitted", "returned"}:
            entry = entries.submitted(house, "Priya", "Amara", photos=1)
        else:
            entry = entries.approved(house, "Priya", "Amara", photos=1)
        photos.examine_waiting(limit=10)
        if state == "returned":
            actions.return_with_note(actor=house.actor("Sen"), observation_id=entry.pk, note="Sharper, please.")
        elif state == "recalled":
            actions.recall(actor=house.actor("Priya"), observation_id=entry.pk)
        elif state == "withdrawn":
            actions.withdraw(actor=house.actor("Sen"), observation_id=entries.publish_now(entry).pk)
        assert_refused(house, "Grace", entry)

    def test_reported_destroyed_and_shown_again(self, house: House, alone: Observation) -> None:
        [photo_id] = photo_ids(alone)
        actions.report_picture(actor=house.actor("Tunde"), photo_id=photo_id)
        assert_refused(house, "Grace", alone)
        actions.show_again(actor=house.actor("Sen"), photo_id=photo_id)
        assert save(house, "Grace", alone).status_code == 200
        actions.report_picture(actor=house.actor("Tunde"), photo_id=photo_id)
        actions.destroy_picture(actor=house.actor("Sen"), photo_id=photo_id)
        assert_absent(house.client("Grace").post(f"/pictures/{photo_id}/save"))

    def test_unlinked(self, house: House, alone: Observation) -> None:
        unlink_grace(house)
        assert_refused(house, "Grace", alone)

    def test_paused(self, house: House, alone: Observation) -> None:
        link = house.links["Tunde", "Amara"]
        children.suspend_family(
            actor=house.signed_in("Maggie"),
            child_id=link.child_id,
            link_id=link.pk,
            reason="A court looks into it",
            words="Please come and see us.",
            review_on=clock.today(house.system.zone) + dt.timedelta(days=30),
        )
        assert_refused(house, "Tunde", alone)

    def test_taken_out_of_the_entry(self, house: House, together: Observation) -> None:
        """Whose child is no subject of it any more has no say over its pictures."""
        ObservationChild.objects.filter(observation=together, child=house.children["Ben"]).delete()
        assert_refused(house, "Rosa", together)
        house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
        assert_refused(house, "Grace", together)

    def test_an_agreement_taken_back_while_the_copy_is_made(self, house: House, together: Observation) -> None:
        def making(*args: object) -> bytes:
            house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
            return b""

        with patch(MAKING, making):
            assert_refused(house, "Grace", together)

    @pytest.mark.parametrize("spoil", ["gone", "broken"])
    def test_a_file_that_cannot_be_read_is_said_calmly(self, house: House, alone: Observation, spoil: str) -> None:
        path = storage.path_of(photo_ids(alone)[0], Size.MASTER)
        change: Callable[[], object] = path.unlink if spoil == "gone" else lambda: path.write_bytes(b"nothing")
        change()
        response = save(house, "Grace", alone)
        assert response.status_code == 404
        assert "not ready yet" in response.content.decode()
        assert saved() == 0


def two_untold(house: House) -> Observation:
    """Amara and Ben in one entry, in whose picture nobody said who is in it."""
    return entries.published(house, "Priya", "Amara", "Ben", photos=1)

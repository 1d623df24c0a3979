"""What follows when a family takes back its agreement: covered at once, painted out for good later (guarantee G14)."""

import datetime as dt
from pathlib import Path
from unittest.mock import patch

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.audit.rules import Event
from heartsease.domain.children.models import PhotoWithdrawal
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.tasks import burn_withdrawn_faces
from heartsease.domain.photos import covering, storage
from heartsease.domain.photos.covering import prepare
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import open_picture
from heartsease.domain.photos.models import Photo, Region, Resolution
from heartsease.domain.photos.rules import Size
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.background import run_queued
from tests.cast import House
from tests.domain.journal.test_family_pictures import covered, distance, photographed
from tests.entries import photo_ids
from tests.faces import LEFT, RIGHT

OWN, OTHERS = Purpose.OWN_JOURNAL, Purpose.OTHERS_JOURNALS


@pytest.fixture
def together(house: House) -> Observation:
    """A published photograph of Amara, on the left, and Ben, on the right."""
    entry = photographed(house, "Amara", "Ben", shows=["Amara", "Ben"])
    run_queued()
    return entry


def files_of(entry: Observation) -> dict[str, bytes]:
    folder = storage.path_of(photo_ids(entry)[0], Size.MASTER).parent
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def is_painted(entry: Observation, box: Box) -> set[bool]:
    """Of every size of the photo itself."""
    return {distance(open_picture(storage.path_of(photo_ids(entry)[0], size)), box) < 12 for size in Size}


def let_days_pass(days: int) -> None:
    PhotoWithdrawal.objects.update(withdrawn_at=clock.now() - dt.timedelta(days=days, minutes=1))


def test_what_was_made_for_before_goes_within_the_minute(house: House, together: Observation) -> None:
    house.permit("Amara", {OTHERS: False})
    run_queued()
    [photo_id] = photo_ids(together)
    for_ben = queries.picture(house.actor("Rosa"), photo_id, Size.LARGE).covered
    prepare(photo_id, for_ben)
    assert len(files_of(together)) == 6
    house.permit("Ben", {OTHERS: False}, by="Rosa")
    run_queued()
    assert sorted(files_of(together)) == sorted(storage.path_of(photo_id, size).name for size in Size)
    prepare(photo_id, for_ben)
    assert storage.has_renditions(photo_id, for_ben), "what somebody may still have is made when it is asked for"


@pytest.mark.parametrize("withdraw", ["others", "own"])
def test_the_photo_itself_stays_while_it_can_be_given_back(house: House, together: Observation, withdraw: str) -> None:
    before = files_of(together)
    house.permit("Ben", {OTHERS if withdraw == "others" else OWN: False}, by="Rosa")
    let_days_pass(29)
    run_queued()
    assert files_of(together) == before
    assert covered(house, "Grace", together) == {"Ben"}


def test_after_the_grace_the_child_is_nowhere_any_more(house: House, together: Observation) -> None:
    house.permit("Ben", {OWN: False}, by="Rosa")
    assert (is_painted(together, LEFT), is_painted(together, RIGHT)) == ({False}, {False})
    let_days_pass(30)
    burn_withdrawn_faces.enqueue()
    run_queued()
    assert (is_painted(together, LEFT), is_painted(together, RIGHT)) == ({False}, {True})
    assert not Region.objects.filter(child=house.children["Ben"]).exists()
    burnt = AuditEvent.objects.filter(event=Event.FACES_BURNT)
    assert [one.child_id for one in burnt] == [house.children["Ben"].pk]
    assert covered(house, "Grace", together) == set()
    after = files_of(together)
    photo = Photo.objects.get(pk=photo_ids(together)[0])
    assert photo.stored_bytes == sum(map(len, after.values()))
    assert {photo.upload_hash, together.pictures.get().upload_hash} == {"", photo.pk.hex}, "of what was sent"
    burn_withdrawn_faces.enqueue()
    run_queued()
    assert files_of(together) == after, "done once"
    assert PhotoWithdrawal.objects.get(purpose=OWN).burnt_at is not None


def test_the_own_family_keeps_what_only_others_may_not_see(house: House, together: Observation) -> None:
    house.permit("Ben", {OTHERS: False}, by="Rosa")
    let_days_pass(400)
    burn_withdrawn_faces.enqueue()
    run_queued()
    assert is_painted(together, RIGHT) == {False}
    assert (covered(house, "Rosa", together), covered(house, "Grace", together)) == (set(), {"Ben"})


def test_who_is_no_child_of_the_entry_is_painted_out_at_once(house: House) -> None:
    entry = photographed(house, "Amara", shows=["Amara"])
    [photo_id] = photo_ids(entry)
    Region.objects.create(
        id=new_id(), photo_id=photo_id, **RIGHT.sides, resolution=Resolution.CHILD, child=house.children["Ben"]
    )
    house.permit("Ben", {OTHERS: False}, by="Rosa")
    run_queued()
    assert (is_painted(entry, LEFT), is_painted(entry, RIGHT)) == ({False}, {True})


def test_who_is_named_in_a_draft_a_moment_before_being_chosen_stays(house: House, together: Observation) -> None:
    Observation.objects.filter(pk=together.pk).update(state="draft", visible_from=None)
    together.subjects.filter(child=house.children["Ben"]).delete()
    house.permit("Ben", {OTHERS: False}, by="Rosa")
    run_queued()
    assert is_painted(together, RIGHT) == {False}


def test_agreed_again_in_time_nothing_is_lost(house: House, together: Observation) -> None:
    before = files_of(together)
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(20)
    house.permit("Ben", {OWN: True}, by="Rosa")
    let_days_pass(60)
    burn_withdrawn_faces.enqueue()
    run_queued()
    assert files_of(together) == before
    assert covered(house, "Rosa", together) == set()
    assert not PhotoWithdrawal.objects.filter(agreed_again_at__isnull=True).exists()


def test_the_grace_is_the_settings_choice(house: House, together: Observation) -> None:
    house.choose(burning_after_days=0)
    house.permit("Ben", {OWN: False}, by="Rosa")
    run_queued()
    assert is_painted(together, RIGHT) == {True}


def test_what_ended_in_the_middle_is_done_again(house: House, together: Observation) -> None:
    """The files are changed before the rows: cut off between, who is to go is still known."""
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(31)
    with patch("heartsease.domain.photos.storage.drop_covered", side_effect=OSError):
        assert actions.burn_withdrawn(actor=house.system) == 0
    assert PhotoWithdrawal.objects.get(purpose=OWN).burnt_at is None
    assert Region.objects.filter(child=house.children["Ben"]).exists()
    assert covered(house, "Grace", together) == {"Ben"}
    actions.burn_withdrawn(actor=house.system)
    assert is_painted(together, RIGHT) == {True}


def test_a_photo_without_its_files_keeps_no_other_waiting(house: House, together: Observation) -> None:
    lost = photographed(house, "Amara", "Ben", shows=["Amara", "Ben"])
    storage.path_of(photo_ids(lost)[0], Size.MASTER).unlink()
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(31)
    assert actions.burn_withdrawn(actor=house.system) == 1
    assert is_painted(together, RIGHT) == {True}
    assert PhotoWithdrawal.objects.get(purpose=OWN).burnt_at is None, "it is tried again"


def test_a_browser_that_kept_the_former_pixels_asks_in_vain(house: House, together: Observation) -> None:
    """A family that saw the photo before has it in its browser under a tag that is never given again."""
    [photo_id] = photo_ids(together)
    client, address = house.client("Grace"), f"/pictures/{photo_id}/large"
    first = client.get(address)
    assert first.status_code == 200
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(31)
    actions.burn_withdrawn(actor=house.system)
    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200
    assert not queries.picture(house.actor("Grace"), photo_id, Size.LARGE).covered, "the tag would be the former one"


def test_what_is_already_hidden_stays_hidden(house: House, together: Observation) -> None:
    """What the journal painted over for everybody is made again from what was painted out."""
    [photo_id] = photo_ids(together)
    low = Box(0.4, 0.6, 0.5, 0.8)
    hidden = Region(id=new_id(), photo_id=photo_id, **low.sides, resolution=Resolution.MASKED, is_covered=True)
    hidden.save()
    covering.cover(photo_id, [hidden])
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(31)
    actions.burn_withdrawn(actor=house.system)
    picture = queries.picture(house.actor("Grace"), photo_id, Size.LARGE)
    prepare(photo_id, picture.covered)
    opened = storage.open_rendition(photo_id, Size.LARGE, picture.covered)
    assert opened is not None
    with opened:
        pixels = open_picture(Path(opened.name))
    assert {box: distance(pixels, box) < 12 for box in (low, RIGHT, LEFT)} == {low: True, RIGHT: True, LEFT: False}


def test_nothing_of_the_photo_is_asked_anew(house: House, together: Observation) -> None:
    house.permit("Ben", {OWN: False}, by="Rosa")
    let_days_pass(31)
    actions.burn_withdrawn(actor=house.system)
    photo = Photo.objects.get(pk=photo_ids(together)[0])
    assert photo.examination == "clear"
    named = [region.child for region in photo.regions.filter(resolution=Resolution.CHILD)]
    assert named == [house.children["Amara"]]

"""A photograph is held until everybody in it is accounted for (guarantee G12)."""

from pathlib import Path

import pytest

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.photos import storage
from heartsease.domain.photos.actions import ToldFace, examine_waiting
from heartsease.domain.photos.covering import COLOUR
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import open_picture
from heartsease.domain.photos.models import Examination, Photo, Region, Resolution
from heartsease.domain.photos.rules import Size
from heartsease.domain.photos.tasks import examine_photos
from heartsease.kernel.errors import DomainError, InvalidInputError, NotFoundError
from tests import faces
from tests.background import run_queued
from tests.cast import House
from tests.entries import add_photo, approved, drafted, photo_ids, publish_now, submitted
from tests.faces import LEFT, RIGHT

CHILD, ADULT, MASKED, NOT_A_FACE = (
    Resolution.CHILD,
    Resolution.ADULT,
    Resolution.MASKED,
    Resolution.NOT_A_FACE,
)


def examination(entry: Observation) -> str:
    return Photo.objects.get(placed__observation=entry).examination


def gets(house: House, name: str, entry: Observation, size: Size = Size.LARGE) -> bool:
    """Whether somebody gets the photograph of an entry."""
    try:
        queries.picture(house.actor(name), photo_ids(entry)[0], size)
    except NotFoundError:
        return False
    return True


def held(house: House, *boxes: Box, author: str = "Priya") -> Observation:
    """A published entry about Amara whose photograph shows faces at ``boxes`` that nobody was asked about."""
    entry = submitted(house, author, "Amara", photos=1)
    faces.look(*boxes)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    return publish_now(entry)


def question(entry: Observation) -> Region:
    found = Region.objects.filter(photo__placed__observation=entry, resolution=Resolution.OPEN).order_by("left").first()
    assert found is not None
    return found


def answer(house: House, name: str, entry: Observation, who: Resolution, child: str = "") -> None:
    actions.answer_face(
        actor=house.actor(name),
        photo_id=photo_ids(entry)[0],
        region_id=question(entry).pk,
        who=who,
        child_id=house.children[child].pk if child else None,
    )


def test_nobody_in_it_is_clear(house: House) -> None:
    entry = approved(house, "Priya", "Amara", photos=1)
    assert examination(entry) == Examination.CLEAR
    assert gets(house, "Grace", publish_now(entry))


def test_it_is_held_before_anybody_looked(house: House) -> None:
    entry = submitted(house, "Priya", "Amara", photos=1)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    with faces.seen([LEFT]):
        publish_now(entry)
    assert [gets(house, name, entry) for name in ("Priya", "Sen", "Maggie")] == [True] * 3
    assert [gets(house, name, entry) for name in ("Stu", "Grace", "Tunde", "Nana", "Rosa")] == [False] * 5


def test_lists_leave_it_out(house: House) -> None:
    entry = held(house, LEFT)

    def pictures_in_room(name: str) -> int:
        return len(queries.recent_in_room(house.actor(name), house.rooms["Acorns"])[0].pictures)

    assert [pictures_in_room(name) for name in ("Priya", "Sen", "Stu")] == [1, 1, 0]
    assert len(queries.in_detail(house.actor("Stu"), entry.pk).pictures.all()) == 0


@pytest.mark.parametrize("name", ["Priya", "Sen", "Maggie"])
def test_every_answer_lets_it_go(house: House, name: str) -> None:
    entry = held(house, LEFT, RIGHT, Box(0.4, 0.6, 0.5, 0.8))
    answer(house, name, entry, CHILD, "Amara")
    answer(house, name, entry, NOT_A_FACE)
    assert not gets(house, "Grace", entry)
    answer(house, name, entry, ADULT)
    assert examination(entry) == Examination.CLEAR
    assert gets(house, "Grace", entry)
    assert AuditEvent.objects.filter(event="photo:face_answered").count() == 3


@pytest.mark.parametrize("name", ["Stu", "Owen", "Grace", "Rosa"])
def test_nobody_else_answers(house: House, name: str) -> None:
    entry = held(house, LEFT)
    with pytest.raises(DomainError):
        answer(house, name, entry, ADULT)
    assert examination(entry) == Examination.HELD


def test_a_hidden_face_is_painted_over_for_everybody(house: House) -> None:
    entry = held(house, LEFT)
    [photo_id] = photo_ids(entry)
    answer(house, "Sen", entry, MASKED)
    for name in ("Priya", "Sen", "Stu", "Grace"):
        for size in Size:
            picture = queries.picture(house.actor(name), photo_id, size)
            assert picture.covered == {Region.objects.get().pk}
            opened = storage.open_rendition(photo_id, size, picture.covered)
            assert opened is not None
            with opened:
                pixels = open_picture(Path(opened.name))
            height, width = pixels.shape[:2]
            middle = pixels[round(height * 0.25), round(width * 0.2)].astype(int)
            assert abs(middle - COLOUR).max() < 12, (size, middle)
            assert abs(pixels[round(height * 0.9), round(width * 0.9)].astype(int) - COLOUR).max() > 12


def test_a_hidden_face_stays_hidden_when_it_is_looked_at_again(house: House) -> None:
    entry = held(house, LEFT)
    answer(house, "Sen", entry, MASKED)
    Photo.objects.update(examination=Examination.UNEXAMINED)
    faces.look(LEFT)
    assert examination(entry) == Examination.CLEAR


def test_only_children_of_the_entry_can_be_named(house: House, hollies: House) -> None:
    entry = held(house, LEFT)
    [photo_id] = photo_ids(entry)
    for child in (house.children["Ben"], house.children["Kofi"], hollies.children["Zed"]):
        with pytest.raises(NotFoundError):
            actions.answer_face(
                actor=house.actor("Sen"),
                photo_id=photo_id,
                region_id=question(entry).pk,
                who=CHILD,
                child_id=child.pk,
            )
    for who, child_id in ((CHILD, None), (ADULT, house.children["Amara"].pk), (Resolution.OPEN, None)):
        with pytest.raises((InvalidInputError, NotFoundError)):
            actions.answer_face(
                actor=house.actor("Sen"), photo_id=photo_id, region_id=question(entry).pk, who=who, child_id=child_id
            )
    assert examination(entry) == Examination.HELD


def test_a_child_without_permission_is_hidden_not_named(house: House) -> None:
    entry = held(house, LEFT)
    house.permit("Amara", {Purpose.OWN_JOURNAL: False})
    with pytest.raises(InvalidInputError, match="Hide the face"):
        answer(house, "Sen", entry, CHILD, "Amara")


def told(box: Box, who: Resolution, house: House | None = None, child: str = "") -> ToldFace:
    return ToldFace(box, who, house.children[child].pk if house and child else None)


def test_what_the_page_said_is_believed_where_it_fits(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    [photo_id] = photo_ids(entry)
    on = {"actor": house.actor("Priya"), "observation_id": entry.pk, "photo_id": photo_id}
    actions.tell_faces(**on, faces=[told(LEFT, CHILD, house, "Amara"), told(RIGHT, ADULT)])  # type: ignore[arg-type]
    faces.look(LEFT, RIGHT)
    assert examination(entry) == Examination.CLEAR
    actions.tell_faces(**on, faces=[told(LEFT, CHILD, house, "Amara")])  # type: ignore[arg-type]
    assert examination(entry) == Examination.UNEXAMINED
    faces.look(LEFT, RIGHT)
    assert examination(entry) == Examination.HELD
    assert question(entry).box.left == RIGHT.left


def test_a_mask_that_is_none_is_asked_about(house: House) -> None:
    """The page says that it hid somebody, and the pixels say that it did not."""
    entry = drafted(house, "Priya", "Amara", photos=1)
    [photo_id] = photo_ids(entry)
    actions.tell_faces(
        actor=house.actor("Priya"),
        observation_id=entry.pk,
        photo_id=photo_id,
        faces=[told(Box(0.2, 0.2, 0.8, 0.8), MASKED)],
    )
    faces.look()
    assert Region.objects.get().is_proven is False
    assert examination(entry) == Examination.HELD
    [one] = queries.held_photo(house.actor("Priya"), photo_id).questions
    actions.answer_face(actor=house.actor("Priya"), photo_id=photo_id, region_id=one.pk, who=MASKED)
    assert examination(entry) == Examination.CLEAR


def test_somebody_named_in_a_photograph_has_to_be_chosen(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    actions.tell_faces(
        actor=house.actor("Priya"),
        observation_id=entry.pk,
        photo_id=photo_ids(entry)[0],
        faces=[told(LEFT, CHILD, house, "Ben")],
    )
    with pytest.raises(InvalidInputError, match="Choose Ben, or hide the face"):
        actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)


def test_a_family_names_its_own_child_only(house: House) -> None:
    entry = drafted(house, "Grace", "Amara", photos=1)
    on = {"actor": house.actor("Grace"), "observation_id": entry.pk, "photo_id": photo_ids(entry)[0]}
    with pytest.raises(NotFoundError):
        actions.tell_faces(**on, faces=[told(LEFT, CHILD, house, "Ben")])  # type: ignore[arg-type]
    actions.tell_faces(**on, faces=[told(LEFT, CHILD, house, "Amara")])  # type: ignore[arg-type]
    with pytest.raises(NotFoundError):
        actions.tell_faces(actor=house.actor("Priya"), observation_id=entry.pk, photo_id=photo_ids(entry)[0], faces=[])


def test_a_look_that_knows_less_is_not_written_down(house: House) -> None:
    """Somebody says who is there while the worker looks."""
    entry = drafted(house, "Priya", "Amara", photos=1)
    [photo_id] = photo_ids(entry)

    class Slow(faces.Sees):
        def find(self, picture: object) -> list[Box]:  # noqa: ARG002 - as detectors are asked
            actions.tell_faces(
                actor=house.actor("Priya"),
                observation_id=entry.pk,
                photo_id=photo_id,
                faces=[told(LEFT, CHILD, house, "Amara")],
            )
            return [LEFT]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("heartsease.domain.photos.actions.faces.detector", Slow)
        examine_waiting(limit=1)
    assert examination(entry) == Examination.UNEXAMINED
    faces.look(LEFT)
    assert examination(entry) == Examination.CLEAR


def test_a_photograph_without_a_file_is_held(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    storage.destroy(photo_ids(entry)[0])
    faces.look()
    assert examination(entry) == Examination.HELD


def test_other_settings_photographs_are_looked_at_too(house: House, hollies: House) -> None:
    add_photo(house, "Priya", drafted(house, "Priya", "Amara"))
    faces.look()
    assert not Photo.objects.unscoped(reason="test").filter(examination=Examination.UNEXAMINED).exists()


def test_many_are_looked_at_in_turns_the_newest_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """The photographs of an older version do not keep the newest, or other work, waiting."""
    monkeypatch.setattr("heartsease.domain.photos.tasks._LOOKED_AT_ONCE", 2)
    entry = drafted(house, "Priya", "Amara", photos=5)
    newest = Photo.objects.order_by("-created_at").values_list("pk", flat=True)[:2]
    examine_photos.func()
    looked_at = Photo.objects.exclude(examination=Examination.UNEXAMINED)
    assert set(looked_at.values_list("pk", flat=True)) == set(newest)
    run_queued()
    assert looked_at.count() == len(photo_ids(entry)) == 5

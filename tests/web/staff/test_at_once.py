"""The same thing sent twice at the same moment: real threads, real rows, and both answers are successes."""

import io
import uuid
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from heartsease.domain.journal.models import Observation, ObservationChild, ObservationPhoto, ReviewStep
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Photo
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import drafted, photo_bytes, submitted
from tests.pages import Response
from tests.racing import at_once
from tests.web.staff.sending import form_of, put_photo, save, send

pytestmark = pytest.mark.django_db(transaction=True)


def answers_of(house: House, *acts: Callable[[], Response]) -> list[Response]:
    """The answers of acts that began together; an error of ours fails the test."""
    answers: list[Response] = []
    for answer in at_once(house.setting.pk, *acts):
        if isinstance(answer, Exception):
            raise answer
        answers.append(answer)
    return answers


def statuses(answers: list[Response]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


@pytest.mark.parametrize("is_new", [True, False], ids=["never saved", "saved before"])
def test_the_same_submission_twice_is_one_entry(house: House, is_new: bool) -> None:
    entry_id = new_id() if is_new else drafted(house, "Priya", "Amara").pk
    form = form_of(house, "Amara")
    answers = answers_of(house, *(partial(send, house.client("Priya"), entry_id, form) for _ in range(2)))
    assert statuses(answers) == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert Observation.objects.get().state == State.SUBMITTED
    assert ReviewStep.objects.count() == ObservationChild.objects.count() == 1


def test_a_save_that_overtakes_the_sending_does_not_open_it_again(house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    answers = answers_of(
        house,
        partial(save, house.client("Priya"), entry.pk, form_of(house, "Amara", text="late")),
        partial(send, house.client("Priya"), entry.pk, form_of(house, "Amara", text="sent")),
    )
    assert statuses(answers) in ([200, 200], [200, 409])
    sent = Observation.objects.get()
    assert (sent.state, sent.text) == (State.SUBMITTED, "sent")


@pytest.mark.parametrize("has_one_id", [True, False], ids=["one id", "two ids"])
def test_the_same_photograph_twice_is_one(house: House, photo_folder: Path, has_one_id: bool) -> None:
    entry, first = drafted(house, "Priya", "Amara"), new_id()
    ids: list[uuid.UUID] = [first, first if has_one_id else new_id()]
    answers = answers_of(
        house, *(partial(put_photo, house.client("Priya"), entry.pk, photo_bytes(1), one) for one in ids)
    )
    assert set(statuses(answers)) <= {200, 201}
    assert answers[0].json() == answers[1].json()
    photo = Photo.objects.get()
    assert ObservationPhoto.objects.get().photo_id == photo.pk
    folders = {path.parent.name for path in photo_folder.rglob("small-*")}
    assert folders == {str(photo.pk)}
    assert not list((photo_folder / "incoming").iterdir())


def test_two_seniors_approve_one_entry(house: House) -> None:
    entry = submitted(house, "Priya", "Amara")
    approve = [partial(house.client(name).post, f"/review/{entry.pk}/approve") for name in ("Sen", "Maggie")]
    assert statuses(answers_of(house, *approve)) == [302, 302]
    assert ReviewStep.objects.filter(state=State.PUBLISHED).count() == 1


def test_a_comment_sent_twice_is_one(house: House) -> None:
    entry = submitted(house, "Sen", "Amara")
    house.client("Maggie").post(f"/review/{entry.pk}/approve")
    said = {"id": str(new_id()), "text": "So proud."}
    address = f"/observations/{entry.pk}/children/{house.children['Amara'].pk}/comment"
    answers = answers_of(house, *(partial(house.client("Priya").post, address, said) for _ in range(2)))
    assert statuses(answers) == [302, 302]
    page = io.StringIO(house.client("Priya").get(f"/observations/{entry.pk}").content.decode())
    assert page.read().count("So proud.") == 1

"""Two people, or one who taps twice, at the same moment: on both databases, with real threads."""

from collections.abc import Callable
from functools import partial

import pytest

from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import (
    Comment,
    Like,
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationVersion,
    ReviewStep,
)
from heartsease.domain.journal.rules import State
from heartsease.domain.photos.models import Photo
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import add_photo, approved, content, drafted, fresh, photo_bytes, published, submitted
from tests.racing import at_once, overlapping

pytestmark = pytest.mark.django_db(transaction=True)


def problems(answers: list[object]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers if isinstance(answer, Exception))


def test_the_first_save_twice_is_one_draft(house: House) -> None:
    priya, entry_id = house.actor("Priya"), new_id()
    said = content(house, "Amara", text="typed")
    save = partial(actions.save_draft, actor=priya, observation_id=entry_id, content=said)
    assert problems([*at_once(house.setting.pk, save, save, save)]) == []
    assert (Observation.objects.count(), ObservationChild.objects.count()) == (1, 1)


def test_two_people_with_the_same_new_id(house: House) -> None:
    entry_id = new_id()
    saves = [
        partial(
            actions.save_draft,
            actor=house.actor(name),
            observation_id=entry_id,
            content=content(house, "Amara", text=name),
        )
        for name in ("Priya", "Sen")
    ]
    assert problems([*at_once(house.setting.pk, *saves)]) == ["NotFoundError"]
    entry = Observation.objects.select_related("author__person").get()
    assert entry.author.person.full_name.startswith(entry.text)


def test_submitting_twice_is_one_submission_and_two_successes(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    submit = partial(actions.submit, actor=house.actor("Priya"), observation_id=entry.pk)
    answers = at_once(house.setting.pk, submit, submit, submit)
    assert problems([*answers]) == []
    assert {answer.state for answer in answers if isinstance(answer, Observation)} == {State.SUBMITTED}
    assert ReviewStep.objects.count() == 1


def test_submitting_while_the_first_submission_is_under_way(house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    submit = partial(actions.submit, actor=house.actor("Priya"), observation_id=entry.pk)
    answer = overlapping(house.setting.pk, submit, submit)
    assert isinstance(answer, Observation)
    assert ReviewStep.objects.count() == 1


def test_what_is_added_while_it_is_sent_is_checked_too(house: House) -> None:
    """Ben, without permission, comes to the photographs in the last moment: then the entry does not go out."""
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False})
    entry = drafted(house, "Priya", "Amara", photos=1)
    priya = house.actor("Priya")
    add = partial(actions.save_draft, actor=priya, observation_id=entry.pk, content=content(house, "Amara", "Ben"))
    submit = partial(actions.submit, actor=priya, observation_id=entry.pk)
    assert isinstance(overlapping(house.setting.pk, add, submit), InvalidInputError)
    assert (fresh(entry).state, ObservationChild.objects.count()) == (State.DRAFT, 2)


def test_what_is_saved_after_it_was_sent_does_not_get_in(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", text="checked")
    priya = house.actor("Priya")
    late = partial(
        actions.save_draft, actor=priya, observation_id=entry.pk, content=content(house, "Amara", "Ben", text="late")
    )
    submit = partial(actions.submit, actor=priya, observation_id=entry.pk)
    assert isinstance(overlapping(house.setting.pk, submit, late), ConflictError)
    assert (fresh(entry).text, ObservationChild.objects.count()) == ("checked", 1)


def test_a_photograph_that_arrives_after_sending_does_not_get_in(house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    submit = partial(actions.submit, actor=house.actor("Priya"), observation_id=entry.pk)
    assert isinstance(overlapping(house.setting.pk, submit, partial(add_photo, house, "Priya", entry)), ConflictError)
    assert not ObservationPhoto.objects.exists()
    assert not Photo.objects.exists()


def test_a_draft_thrown_away_while_it_is_sent_is_one_or_the_other(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=1)
    priya = house.actor("Priya")
    submit = partial(actions.submit, actor=priya, observation_id=entry.pk)
    discard = partial(actions.discard_draft, actor=priya, observation_id=entry.pk)
    acts: list[Callable[[], object]] = [submit, discard]
    answers = at_once(house.setting.pk, *acts)
    [problem] = [answer for answer in answers if isinstance(answer, Exception)]
    assert isinstance(problem, DomainError)
    assert Photo.objects.filter(removed_at__isnull=True).count() == Observation.objects.count()


def test_the_same_photograph_twice_is_one(house: House) -> None:
    entry, photo_id = drafted(house, "Priya", "Amara"), new_id()
    priya = house.actor("Priya")
    for ids in ([photo_id] * 3, [new_id() for _ in range(3)]):
        seed = 1000 + ids.count(photo_id)
        adds = [
            partial(actions.add_photo, actor=priya, observation_id=entry.pk, photo_id=one, chunks=[photo_bytes(seed)])
            for one in ids
        ]
        answers = at_once(house.setting.pk, *adds)
        assert problems([*answers]) == []
        assert len({answer.pk for answer in answers if isinstance(answer, Photo)}) == 1
    assert ObservationPhoto.objects.count() == Photo.objects.count() == 2


def test_the_thirteenth_photograph_is_refused_even_when_two_race_for_the_last_place(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=11)
    adds = [partial(add_photo, house, "Priya", entry) for _ in range(3)]
    assert problems([*at_once(house.setting.pk, *adds)]) == ["ConflictError"] * 2
    assert ObservationPhoto.objects.count() == Photo.objects.count() == 12


def test_two_seniors_deal_with_one_entry_once(house: House) -> None:
    entry = submitted(house, "Priya", "Amara")
    acts = [
        partial(actions.approve, actor=house.actor("Sen"), observation_id=entry.pk),
        partial(actions.return_with_note, actor=house.actor("Maggie"), observation_id=entry.pk, note="Hm."),
    ]
    assert problems([*at_once(house.setting.pk, *acts)]) == ["ConflictError"]
    assert ReviewStep.objects.count() == 2


def test_two_seniors_edit_one_entry(house: House) -> None:
    entry = published(house, "Priya", "Amara")
    edits = [
        partial(
            actions.edit_published,
            actor=house.actor(name),
            observation_id=entry.pk,
            content=content(house, "Amara", text=name),
            seen_version=1,
        )
        for name in ("Sen", "Maggie")
    ]
    assert problems([*at_once(house.setting.pk, *edits)]) == ["ConflictError"]
    assert (ObservationVersion.objects.count(), fresh(entry).version) == (1, 2)


def test_a_recall_and_an_edit(house: House) -> None:
    entry = approved(house, "Priya", "Amara", text="before")
    recall = partial(actions.recall, actor=house.actor("Priya"), observation_id=entry.pk)
    edit = partial(
        actions.edit_published,
        actor=house.actor("Sen"),
        observation_id=entry.pk,
        content=content(house, "Amara", text="after"),
        seen_version=1,
    )
    assert isinstance(overlapping(house.setting.pk, recall, edit), ConflictError)
    assert (fresh(entry).text, fresh(entry).state) == ("before", State.RETURNED)
    assert set(ObservationChild.objects.values_list("visible_from", flat=True)) == {None}


def test_a_comment_and_a_heart_sent_twice(house: House) -> None:
    entry, amara, grace = published(house, "Priya", "Amara"), house.children["Amara"].pk, house.actor("Grace")
    say = partial(
        actions.comment,
        actor=grace,
        observation_id=entry.pk,
        child_id=amara,
        comment_id=new_id(),
        text="Lovely!",
    )
    assert problems([*at_once(house.setting.pk, say, say, say)]) == []
    heart = partial(actions.like, actor=grace, observation_id=entry.pk, child_id=amara)
    assert problems([*at_once(house.setting.pk, heart, heart)]) == []
    assert (Comment.objects.count(), Like.objects.count()) == (1, 1)

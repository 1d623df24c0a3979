"""Hearts and words under an entry: one thread for each child and household (clauses 7.4)."""

import uuid

import pytest

from heartsease.domain.access.scope import in_setting
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.queries import own_children
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Comment, Like, Observation
from heartsease.kernel.errors import InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import published, submitted


@pytest.fixture
def entry(house: House) -> Observation:
    return published(house, "Priya", "Amara", "Ben")


def say(
    house: House, name: str, entry: Observation, child: str, text: str = "Lovely!", **more: uuid.UUID | None
) -> Comment:
    return actions.comment(
        actor=house.actor(name),
        observation_id=entry.pk,
        child_id=house.children[child].pk,
        comment_id=more.pop("comment_id", None) or new_id(),
        text=text,
        household_id=more.pop("household_id", None),
    )


def read(house: House, name: str, entry: Observation, child: str) -> list[str]:
    """The words that a family member reads under a child's part of an entry."""
    actor = house.actor(name)
    [own] = [one for one in own_children(actor) if one.child == house.children[child]]
    found, comments = queries.family_entry(actor, own, entry.pk)
    assert found.comment_count == len(comments)
    return [comment.text for comment in comments]


def test_a_thread_is_of_one_household(house: House, entry: Observation) -> None:
    say(house, "Rosa", entry, "Ben", "from Rosa")
    say(house, "Omar", entry, "Ben", "from Omar")
    say(house, "Grace", entry, "Amara", "from Grace")
    say(house, "Nana", entry, "Amara", "from Nana")
    assert read(house, "Rosa", entry, "Ben") == ["from Rosa"]
    assert read(house, "Omar", entry, "Ben") == ["from Omar"]
    assert read(house, "Tunde", entry, "Amara") == read(house, "Grace", entry, "Amara") == ["from Grace"]
    assert read(house, "Nana", entry, "Amara") == ["from Nana"]


def test_staff_answer_one_household_or_all(house: House, entry: Observation) -> None:
    say(house, "Priya", entry, "Ben", "to Rosa", household_id=house.links["Rosa", "Ben"].household_id)
    say(house, "Sen", entry, "Ben", "to both")
    assert read(house, "Rosa", entry, "Ben") == ["to Rosa", "to both"]
    assert read(house, "Omar", entry, "Ben") == ["to both"]
    assert read(house, "Grace", entry, "Amara") == []


def test_a_family_cannot_write_into_another_thread(house: House, entry: Observation) -> None:
    written = say(house, "Rosa", entry, "Ben", household_id=house.links["Omar", "Ben"].household_id)
    assert written.household_id == house.links["Rosa", "Ben"].household_id


def test_staff_write_only_to_households_of_the_child(house: House, entry: Observation) -> None:
    for household_id in (house.links["Grace", "Amara"].household_id, new_id()):
        with pytest.raises(NotFoundError):
            say(house, "Priya", entry, "Ben", household_id=household_id)
    assert not Comment.objects.exists()


def test_who_cannot_see_the_part_cannot_answer_it(house: House, entry: Observation) -> None:
    for name, child in [("Rosa", "Amara"), ("Grace", "Ben"), ("Nana", "Ben"), ("Grace", "Kofi"), ("Owen", "Ben")]:
        with pytest.raises(NotFoundError):
            say(house, name, entry, child)
    with pytest.raises(NotAllowedError):
        say(house, "Stu", entry, "Ben")
    waiting = submitted(house, "Priya", "Amara")
    with pytest.raises(NotFoundError):
        say(house, "Grace", waiting, "Amara")
    for name in ("Grace", "Rosa"):
        with pytest.raises(NotFoundError):
            actions.like(actor=house.actor(name), observation_id=waiting.pk, child_id=house.children["Amara"].pk)


@pytest.mark.parametrize("text", ["", " \n\x00 ", "x" * 2001])
def test_words_that_are_none_or_too_many(text: str, house: House, entry: Observation) -> None:
    with pytest.raises(InvalidInputError) as raised:
        say(house, "Grace", entry, "Amara", text)
    assert "text" in raised.value.fields


def test_words_are_cleaned(house: House, entry: Observation) -> None:
    assert say(house, "Grace", entry, "Amara", " Sie sagt: \x00שלום 🦋\r\n").text == "Sie sagt: שלום 🦋"


def test_a_comment_sent_again_is_the_first_one(house: House, entry: Observation) -> None:
    comment_id = new_id()
    first = say(house, "Grace", entry, "Amara", "once", comment_id=comment_id)
    assert say(house, "Grace", entry, "Amara", "twice", comment_id=comment_id) == first
    assert Comment.objects.get().text == "once"
    assert AuditEvent.objects.filter(event="comment:written").count() == 1


def test_somebody_elses_comment_id_changes_nothing(house: House, hollies: House, entry: Observation) -> None:
    mine = say(house, "Grace", entry, "Amara", "Grace's")
    with in_setting(hollies.setting.pk):
        theirs = say(hollies, "Hazel", published_there(hollies), "Zed", "Hazel's")
    for comment_id in (mine.pk, theirs.pk):
        with pytest.raises(NotFoundError):
            say(house, "Rosa", entry, "Ben", "Rosa's", comment_id=comment_id)
    assert Comment.objects.get().text == "Grace's"
    assert set(Comment.objects.unscoped(reason="this test").values_list("text", flat=True)) == {"Grace's", "Hazel's"}


def published_there(hollies: House) -> Observation:
    hollies.choose(review_required=False)
    return submitted(hollies, "Hazel", "Zed")


def test_withdrawn_words_are_gone_for_readers_and_kept(house: House, entry: Observation) -> None:
    comment = say(house, "Grace", entry, "Amara")
    for name in ("Tunde", "Rosa", "Sen", "Maggie"):
        with pytest.raises(NotFoundError):
            actions.withdraw_comment(actor=house.actor(name), comment_id=comment.pk)
    actions.withdraw_comment(actor=house.actor("Grace"), comment_id=comment.pk)
    assert read(house, "Grace", entry, "Amara") == []
    assert Comment.objects.get().withdrawn_at is not None
    assert not any(part.comments.all() for part in queries.in_detail(house.actor("Sen"), entry.pk).subjects.all())
    with pytest.raises(NotFoundError):
        actions.withdraw_comment(actor=house.actor("Grace"), comment_id=comment.pk)


def test_staff_see_every_thread_and_what_is_new(house: House, entry: Observation) -> None:
    say(house, "Rosa", entry, "Ben", "from Rosa")
    say(house, "Grace", entry, "Amara", "from Grace")
    say(house, "Priya", entry, "Ben", "to all")
    parts = queries.in_detail(house.actor("Stu"), entry.pk).subjects.all()
    assert {comment.text for part in parts for comment in part.comments.all()} == {
        "from Rosa",
        "from Grace",
        "to all",
    }
    assert [one.text for one in queries.new_from_families(house.actor("Priya"))] == ["from Grace", "from Rosa"]
    assert queries.new_from_families(house.actor("Owen")) == []


def test_hearts(house: House, entry: Observation) -> None:
    amara = house.children["Amara"].pk
    for name in ("Grace", "Grace", "Nana"):
        actions.like(actor=house.actor(name), observation_id=entry.pk, child_id=amara)
    assert Like.objects.count() == 2
    assert AuditEvent.objects.filter(event="like:given").count() == 2
    for _ in range(2):
        actions.take_back_like(actor=house.actor("Grace"), observation_id=entry.pk, child_id=amara)
    assert Like.objects.get().membership == house.family["Nana"]
    assert AuditEvent.objects.filter(event="like:taken_back").count() == 1
    for name in ("Priya", "Maggie"):
        with pytest.raises(NotAllowedError):
            actions.like(actor=house.actor(name), observation_id=entry.pk, child_id=amara)


def test_parents_living_apart_never_learn_of_each_other(house: House, entry: Observation) -> None:
    """Not by a heart, a count, a name or a word (design section 3)."""
    actor = house.actor("Rosa")
    [own] = own_children(actor)
    before = queries.family_entry(actor, own, entry.pk)
    say(house, "Omar", entry, "Ben", "from Omar")
    actions.like(actor=house.actor("Omar"), observation_id=entry.pk, child_id=house.children["Ben"].pk)
    say(house, "Priya", entry, "Ben", "to Omar", household_id=house.links["Omar", "Ben"].household_id)
    published(house, "Omar", "Ben", text="Omar's weekend", photos=1)
    assert queries.family_entry(actor, own, entry.pk) == before
    assert "Omar" not in str(queries.family_timeline(actor, own))

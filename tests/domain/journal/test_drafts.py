"""Drafts: kept as they are typed, the author's alone, made once however often they are sent."""

import dataclasses
import datetime as dt
import uuid

import pytest

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts import actions as accounts
from heartsease.domain.children import actions as children
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.models import Node
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.content import ChildPart, content_of
from heartsease.domain.journal.models import (
    Observation,
    ObservationChild,
    ObservationPhoto,
    ObservationTag,
)
from heartsease.domain.journal.rules import LONGEST_LINE, LONGEST_NOTE, MOST_CHILDREN, State
from heartsease.domain.photos.models import Photo
from heartsease.kernel import clock
from heartsease.kernel.errors import ConflictError, DomainError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.entries import add_photo, approved, content, drafted, fresh, photo_bytes, published, submitted


def save(house: House, author: str, entry_id: uuid.UUID, *children: str, **more: object) -> Observation:
    return actions.save_draft(
        actor=house.actor(author), observation_id=entry_id, content=content(house, *children, **more)
    )


def test_everything_that_was_typed_is_kept(house: House) -> None:
    tree = frameworks.framework("eyfs")
    tags = frozenset({tree.areas[0].id, tree.aspects[3].id})
    wanted = content(
        house,
        text="  One\r\ntwo\x00 ",
        next_step="Offer the funnel.",
        next_step_is_for_home=True,
        tags=tags,
        children=(
            ChildPart(child_id=house.children["Ben"].pk, line=" his line ", well_being=5),
            ChildPart(child_id=house.children["Amara"].pk, involvement=1),
        ),
        room_id=house.rooms["Acorns"].pk,
    )
    entry_id = new_id()
    actions.save_draft(actor=house.actor("Priya"), observation_id=entry_id, content=wanted)
    stored = queries.own_writable(house.actor("Priya"), entry_id)
    assert stored is not None
    first, second = wanted.children
    assert content_of(stored) == dataclasses.replace(
        wanted, text="One\ntwo", children=(dataclasses.replace(first, line="his line"), second)
    )
    assert (stored.state, stored.visible_from, stored.version) == (State.DRAFT, None, 1)


def test_saving_again_replaces_what_was_there(house: House) -> None:
    tree = frameworks.framework("eyfs")
    entry_id = new_id()
    save(house, "Priya", entry_id, "Amara", "Ben", tags=frozenset({tree.areas[0].id, tree.areas[1].id}))
    kept = ObservationChild.objects.get(child=house.children["Ben"]).pk
    save(house, "Priya", entry_id, "Ben", text="shorter", tags=frozenset({tree.areas[1].id}))
    assert [(one.pk, one.child) for one in ObservationChild.objects.all()] == [(kept, house.children["Ben"])]
    assert [tag.node_id for tag in ObservationTag.objects.all()] == [tree.areas[1].id]
    assert Observation.objects.get().text == "shorter"


def test_order_of_children_is_the_order_of_choosing(house: House) -> None:
    entry_id = new_id()
    for names in (["Amara", "Ben"], ["Ben", "Amara"]):
        save(house, "Priya", entry_id, *names)
        subjects = ObservationChild.objects.select_related("child")
        assert [one.child.first_name for one in subjects] == names


def test_an_entry_stands_in_the_room_of_its_children(house: House, hollies: House) -> None:
    acorns, oaks = house.rooms["Acorns"].pk, house.rooms["Oaks"].pk
    for names, wanted, room in [
        (["Amara"], None, acorns),
        (["Amara"], oaks, acorns),
        (["Amara", "Kofi"], oaks, oaks),
        (["Kofi", "Amara"], new_id(), oaks),
        ([], oaks, oaks),
        ([], None, None),
        ([], new_id(), None),
        ([], hollies.rooms["Ivy"].pk, None),
        (["Kofi"], hollies.rooms["Ivy"].pk, oaks),
    ]:
        assert save(house, "Maggie", new_id(), *names, room_id=wanted).room_id == room


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "x" * (LONGEST_NOTE + 1)}, "text"),
        ({"next_step": "x" * (LONGEST_LINE + 1)}, "next_step"),
        ({"line": "x" * (LONGEST_LINE + 1)}, "line-"),
        ({"well_being": 0}, "child-"),
        ({"involvement": 6}, "child-"),
        ({"children": "Amara Amara"}, "children"),
        ({"children": "many"}, "children"),
    ],
)
def test_limits(changes: dict[str, object], field: str, house: House) -> None:
    amara = ChildPart(child_id=house.children["Amara"].pk)
    of_child = {name: changes.pop(name) for name in ("line", "well_being", "involvement") if name in changes}
    parts: tuple[ChildPart, ...] = (dataclasses.replace(amara, **of_child),)  # type: ignore[arg-type]
    wanted = changes.pop("children", "")
    if wanted:
        parts = (amara, amara) if wanted == "Amara Amara" else tuple(_strangers(MOST_CHILDREN + 1))
    with pytest.raises(InvalidInputError) as raised:
        save(house, "Priya", new_id(), **changes, children=parts)
    assert [name for name in raised.value.fields if name.startswith(field)]
    assert not Observation.objects.exists()


def _strangers(number: int) -> list[ChildPart]:
    return [ChildPart(child_id=new_id()) for _ in range(number)]


@pytest.mark.parametrize("level", ["note", "line"])
def test_the_longest_that_fits(level: str, house: House) -> None:
    entry = save(house, "Priya", new_id(), "Amara", text="ü" * LONGEST_NOTE, next_step="🦋" * LONGEST_LINE)
    assert len(fresh(entry).text) == LONGEST_NOTE
    assert len(fresh(entry).next_step) == LONGEST_LINE


def test_only_children_one_works_with(house: House, hollies: House) -> None:
    zed = ChildPart(child_id=hollies.children["Zed"].pk)
    for author, parts in [
        ("Owen", content(house, "Amara").children),
        ("Owen", content(house, "Kofi", "Amara").children),
        ("Maggie", (zed,)),
        ("Maggie", (ChildPart(child_id=new_id()),)),
        ("Grace", content(house, "Ben").children),
        ("Grace", content(house, "Amara", "Ben").children),
    ]:
        with pytest.raises(NotFoundError):
            save(house, author, new_id(), children=parts)
    assert not Observation.objects.exists()


def test_a_tag_must_be_in_a_framework(house: House) -> None:
    retired = frameworks.framework("eyfs").areas[0].id
    Node.objects.filter(pk=retired).update(is_taggable=False)
    for tag in (new_id(), retired):
        with pytest.raises(InvalidInputError, match="framework"):
            save(house, "Priya", new_id(), "Amara", tags=frozenset({tag}))
    assert not Observation.objects.exists()


def test_a_tag_that_was_retired_since_stays(house: House) -> None:
    area = frameworks.framework("eyfs").areas[0].id
    entry = drafted(house, "Priya", "Amara", tags=frozenset({area}))
    Node.objects.filter(pk=area).update(is_taggable=False)
    save(house, "Priya", entry.pk, "Amara", tags=frozenset({area}), text="still")
    assert ObservationTag.objects.get().node_id == area


@pytest.mark.parametrize("name", ["Nana"])
def test_who_only_reads_writes_nothing(name: str, house: House) -> None:
    with pytest.raises(NotAllowedError):
        save(house, name, new_id(), "Amara")
    with pytest.raises(NotAllowedError):
        actions.submit(actor=house.actor(name), observation_id=new_id())


def test_somebody_elses_id_is_no_id_of_ones_own(house: House, hollies: House) -> None:
    """The client makes the ids: naming one that is taken must give nothing away and change nothing."""
    with in_setting(hollies.setting.pk):
        theirs = drafted(hollies, "Hazel", "Zed", photos=1)
    others = [drafted(house, "Priya", "Amara", photos=1), published(house, "Priya", "Amara"), theirs]
    sentences = set()
    for entry in others:
        acts: list[tuple[str, dict[str, object]]] = [
            ("save_draft", {"content": content(house, "Amara", text="mine now")}),
            ("submit", {}),
            ("discard_draft", {}),
            ("add_photo", {"photo_id": new_id(), "chunks": [photo_bytes(0)]}),
            ("remove_photo", {"photo_id": new_id()}),
        ]
        for name, more in acts:
            with pytest.raises(NotFoundError) as raised:
                getattr(actions, name)(actor=house.actor("Sen"), observation_id=entry.pk, **more)
            sentences.add(raised.value.sentence)
    assert len(sentences) == 1
    assert not Observation.objects.filter(text="mine now").exists()
    assert Observation.objects.unscoped(reason="this test").count() == 3
    assert Photo.objects.unscoped(reason="this test").count() == 2


def test_a_photo_id_of_somebody_else_is_refused(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        theirs = add_photo(hollies, "Hazel", drafted(hollies, "Hazel", "Zed"))
    taken = [add_photo(house, "Owen", drafted(house, "Owen", "Kofi")).pk, theirs.pk]
    mine = drafted(house, "Priya", "Amara")
    for photo_id in taken:
        with pytest.raises(ConflictError):
            _add(house, mine, photo_id)
    assert not mine.pictures.exists()
    assert Photo.objects.unscoped(reason="this test").count() == 2


def _add(house: House, entry: Observation, photo_id: uuid.UUID, seed: int = 0) -> Photo:
    return actions.add_photo(
        actor=house.actor("Priya"), observation_id=entry.pk, photo_id=photo_id, chunks=[photo_bytes(seed)]
    )


def test_the_same_photograph_again_is_a_success_with_the_first_answer(house: House) -> None:
    entry, photo_id = drafted(house, "Priya", "Amara"), new_id()
    first = _add(house, entry, photo_id)
    assert _add(house, entry, photo_id, seed=1) == first
    assert _add(house, entry, new_id()) == first
    assert _add(house, entry, new_id(), seed=1) != first
    assert entry.pictures.count() == 2
    other = drafted(house, "Priya", "Amara")
    assert _add(house, other, new_id()).pk != first.pk


def test_a_removed_photograph_is_gone_and_its_bytes_may_come_again(house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    photo = _add(house, entry, new_id())
    for _ in range(2):
        actions.remove_photo(actor=house.actor("Priya"), observation_id=entry.pk, photo_id=photo.pk)
    assert not entry.pictures.exists()
    assert Photo.objects.get(pk=photo.pk).removed_at is not None
    with pytest.raises(ConflictError):
        _add(house, entry, photo.pk)
    assert _add(house, entry, new_id()) != photo


def test_thirteen_photographs_are_one_too_many(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=12)
    with pytest.raises(ConflictError, match="12"):
        add_photo(house, "Priya", entry)
    assert entry.pictures.count() == Photo.objects.count() == 12


def test_a_draft_thrown_away_takes_its_photographs_along(house: House) -> None:
    entry = drafted(house, "Priya", "Amara", photos=2)
    with pytest.raises(NotFoundError):
        actions.discard_draft(actor=house.actor("Sen"), observation_id=entry.pk)
    actions.discard_draft(actor=house.actor("Priya"), observation_id=entry.pk)
    assert not Observation.objects.exists()
    assert not ObservationPhoto.objects.exists()
    assert Photo.objects.filter(removed_at__isnull=False).count() == 2
    with pytest.raises(NotFoundError):
        actions.discard_draft(actor=house.actor("Priya"), observation_id=entry.pk)


def test_what_was_sent_is_no_draft(house: House) -> None:
    for entry in (submitted(house, "Priya", "Amara", photos=1), approved(house, "Priya", "Ben")):
        for act in (actions.discard_draft, actions.remove_photo):
            more = {} if act is actions.discard_draft else {"photo_id": new_id()}
            with pytest.raises(ConflictError):
                act(actor=house.actor("Priya"), observation_id=entry.pk, **more)
        with pytest.raises(ConflictError):
            add_photo(house, "Priya", entry)
        with pytest.raises(ConflictError):
            save(house, "Priya", entry.pk, "Amara", text="too late")
        assert fresh(entry).text != "too late"


def test_a_session_acts_as_one_membership_at_a_time(house: House) -> None:
    """Priya is a parent too: what she drafts as staff is not in her family's hands, nor the other way round."""
    person = house.staff["Priya"].person
    house.family["Priya, mother"] = accounts.admit_person(
        actor=house.system, full_name=person.full_name, user_name=person.user_name, role=Role.PARENT
    )
    entry = drafted(house, "Priya", "Amara")
    mother = house.actor("Priya, mother")
    acts: list[tuple[str, dict[str, object]]] = [
        ("submit", {}),
        ("discard_draft", {}),
        ("save_draft", {"content": content(house)}),
        ("remove_photo", {"photo_id": new_id()}),
    ]
    for name, more in acts:
        with pytest.raises(DomainError):
            getattr(actions, name)(actor=mother, observation_id=entry.pk, **more)
    assert queries.own_writable(mother, entry.pk) is None
    with pytest.raises(NotFoundError):
        queries.observation(mother, entry.pk)
    house.links["Priya, mother", "Ben"] = children.link_family(
        actor=house.system,
        child_id=house.children["Ben"].pk,
        membership=house.family["Priya, mother"],
        relation="mother",
        is_confirmed=True,
    )
    at_home = drafted(house, "Priya, mother", "Ben")
    assert queries.observation(mother, at_home.pk)
    with pytest.raises(NotFoundError):
        queries.observation(house.actor("Priya"), at_home.pk)
    assert fresh(entry).state == State.DRAFT


def test_a_draft_belongs_to_its_author_alone(house: House) -> None:
    entry = drafted(house, "Priya", "Amara")
    for name in ("Maggie", "Stu", "Grace"):
        drafted(house, name)
    for name in {*house.staff, *house.family} - {"Priya"}:
        with pytest.raises(NotFoundError):
            queries.observation(house.actor(name), entry.pk)
        assert queries.own_writable(house.actor(name), entry.pk) is None
    assert queries.observation(house.actor("Priya"), entry.pk) == entry


def test_a_child_out_of_reach_does_not_fall_out_of_an_entry(house: House) -> None:
    """Amara moves to the Oaks while Priya's entry about her waits: saving it again keeps her."""
    entry = drafted(house, "Priya", "Amara", "Ben")
    amara = house.children["Amara"]
    amara.room, amara.key_person = house.rooms["Oaks"], house.staff["Owen"]
    amara.save()
    stored = queries.own_writable(house.actor("Priya"), entry.pk)
    assert stored is not None
    actions.save_draft(
        actor=house.actor("Priya"),
        observation_id=entry.pk,
        content=dataclasses.replace(content_of(stored), text="more words"),
    )
    assert ObservationChild.objects.filter(observation=entry).count() == 2
    with pytest.raises(NotFoundError):
        save(house, "Priya", new_id(), "Amara")


def test_a_home_entry_belongs_to_the_home(house: House) -> None:
    entry = drafted(house, "Grace", "Amara")
    assert (entry.source, entry.household_id, entry.room_id) == (
        "home",
        house.links["Grace", "Amara"].household_id,
        None,
    )
    assert drafted(house, "Omar", "Ben").household_id == house.links["Omar", "Ben"].household_id


def test_a_home_entry_ends_with_the_link_to_its_child(house: House) -> None:
    """Grace wrote about both of her children and, at first, about none; then she is unlinked from Amara."""
    of_amara, of_kofi, of_none = (
        drafted(house, "Grace", "Amara"),
        drafted(house, "Grace", "Kofi"),
        drafted(house, "Grace"),
    )
    children.unlink_family(
        actor=house.actor("Maggie"),
        child_id=house.children["Amara"].pk,
        link_id=house.links["Grace", "Amara"].pk,
    )
    grace = house.actor("Grace")
    assert set(queries.visible_observations(grace)) == {of_kofi, of_none}
    with pytest.raises(NotFoundError):
        queries.observation(grace, of_amara.pk)
    with pytest.raises(NotFoundError):
        actions.submit(actor=grace, observation_id=of_amara.pk)


def test_when_it_happened_may_be_any_time_while_it_is_a_draft(house: House) -> None:
    for moment in (
        dt.datetime.min.replace(tzinfo=dt.UTC) + dt.timedelta(days=2),
        clock.now() + dt.timedelta(days=4000),
    ):
        assert fresh(drafted(house, "Priya", "Amara", happened_at=moment)).happened_at == moment


def test_key_children_scope_holds_for_writing(house: House) -> None:
    house.choose(staff_scope=Scope.KEY_CHILDREN)
    with pytest.raises(NotFoundError):
        drafted(house, "Stu", "Amara")
    assert drafted(house, "Priya", "Amara")

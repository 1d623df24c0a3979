"""Each family gets a picture of its own: its children clear, the others as they agree at this moment (G12, G14)."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from heartsease.domain.children import actions as children
from heartsease.domain.children.models import SensitiveFacts
from heartsease.domain.children.queries import OwnChild, own_children
from heartsease.domain.children.rules import Purpose
from heartsease.domain.journal import actions, queries
from heartsease.domain.journal.models import Observation
from heartsease.domain.journal.rules import covered_for_family, may_be_saved
from heartsease.domain.photos import storage
from heartsease.domain.photos.actions import ToldFace
from heartsease.domain.photos.covering import COLOUR, prepare
from heartsease.domain.photos.faces.boxes import Box
from heartsease.domain.photos.faces.finding import open_picture
from heartsease.domain.photos.models import Region, Resolution
from heartsease.domain.photos.rules import Size
from heartsease.kernel.errors import InvalidInputError, NotFoundError
from tests import faces
from tests.cast import House
from tests.entries import content, drafted, photo_ids, publish_now
from tests.faces import LEFT, RIGHT

AMARA, BEN = {"Grace", "Tunde", "Nana"}, {"Rosa", "Omar"}
PLACES = {"Amara": LEFT, "Ben": RIGHT}


@pytest.fixture
def together(house: House) -> Observation:
    """A published photograph of Amara, on the left, and Ben, on the right; the author said so."""
    return photographed(house, "Amara", "Ben", shows=["Amara", "Ben"])


def photographed(house: House, *about: str, shows: list[str]) -> Observation:
    entry = drafted(house, "Priya", *about, photos=1)
    actions.tell_faces(
        actor=house.actor("Priya"),
        observation_id=entry.pk,
        photo_id=photo_ids(entry)[0],
        faces=[ToldFace(PLACES[name], Resolution.CHILD, house.children[name].pk) for name in shows],
    )
    faces.look(*(PLACES[name] for name in shows))
    actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)
    actions.approve(actor=house.actor("Sen"), observation_id=entry.pk)
    return publish_now(entry)


def covered(house: House, reader: str, entry: Observation) -> set[str] | None:
    """Whom somebody gets painted over; None where they get nothing."""
    try:
        picture = queries.picture(house.actor(reader), photo_ids(entry)[0], Size.LARGE)
    except NotFoundError:
        return None
    regions = Region.objects.filter(pk__in=picture.covered).select_related("child")
    return {region.child.first_name for region in regions if region.child}


def seen(house: House, entry: Observation, readers: set[str]) -> list[set[str] | None]:
    return [covered(house, name, entry) for name in sorted(readers)]


def test_who_agrees_is_seen_by_everybody(house: House, together: Observation) -> None:
    assert seen(house, together, AMARA | BEN) == [set()] * 5


@pytest.mark.parametrize("refuse", ["others", "both", "protected"])
def test_who_refuses_is_painted_over_for_the_others(house: House, together: Observation, refuse: str) -> None:
    if refuse == "protected":
        facts = SensitiveFacts(child=house.children["Ben"], is_protected=True)
        children.save_sensitive_facts(actor=house.actor("Maggie"), facts=facts)
    else:
        answers = {Purpose.OTHERS_JOURNALS: False}
        house.permit("Ben", answers | ({Purpose.OWN_JOURNAL: False} if refuse == "both" else {}), by="Rosa")
    assert seen(house, together, AMARA) == [{"Ben"}] * 3
    assert seen(house, together, BEN) == [None if refuse == "both" else set()] * 2
    assert seen(house, together, {"Priya", "Sen"}) == [set()] * 2
    for reader in AMARA:
        own = next(one for one in children_of(house, reader) if one.child.first_name == "Amara")
        [found] = queries.family_timeline(house.actor(reader), own).entries
        assert (len(found.pictures), found.has_withheld_pictures) == (1, False)


def children_of(house: House, name: str) -> list[OwnChild]:
    return own_children(house.actor(name))


def test_a_setting_may_show_each_family_its_own_child_alone(house: House, together: Observation) -> None:
    house.choose(others_are_shown=False)
    assert seen(house, together, AMARA) == [{"Ben"}] * 3
    assert seen(house, together, BEN) == [{"Amara"}] * 2
    assert seen(house, together, {"Priya", "Sen"}) == [set()] * 2
    own = next(one for one in children_of(house, "Grace") if one.child.first_name == "Amara")
    [found] = queries.family_timeline(house.actor("Grace"), own).entries
    assert (len(found.pictures), found.has_withheld_pictures) == (1, False)
    views = queries.family_views(house.actor("Sen"), queries.whole(together.pk))
    assert [len(view.photo_ids) for view in views] == [1, 1]


def test_then_a_picture_of_which_nobody_said_who_is_in_it_goes_to_none_of_several(house: House) -> None:
    house.choose(others_are_shown=False)
    entry = publish_now(_approved(house, drafted(house, "Priya", "Amara", "Ben", photos=1)))
    assert seen(house, entry, AMARA | BEN) == [None] * 5
    alone = publish_now(_approved(house, drafted(house, "Priya", "Amara", photos=1)))
    assert seen(house, alone, AMARA) == [set()] * 3


def _approved(house: House, draft: Observation) -> Observation:
    faces.look()
    actions.submit(actor=house.actor("Priya"), observation_id=draft.pk)
    return actions.approve(actor=house.actor("Sen"), observation_id=draft.pk)


def test_given_again_it_is_seen_again(house: House, together: Observation) -> None:
    for is_allowed, expected in ((False, {"Ben"}), (True, set())):
        house.permit("Ben", {Purpose.OTHERS_JOURNALS: is_allowed}, by="Rosa")
        assert covered(house, "Grace", together) == expected


def test_who_is_not_in_the_picture_stops_nothing(house: House) -> None:
    entry = photographed(house, "Amara", "Ben", shows=["Amara"])
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    assert seen(house, entry, AMARA | BEN) == [set()] * 5


def test_the_pixels_are_what_is_said(house: House, together: Observation) -> None:
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    for reader, expected in (("Grace", {LEFT: False, RIGHT: True}), ("Rosa", {LEFT: False, RIGHT: False})):
        for size in Size:
            picture = queries.picture(house.actor(reader), photo_ids(together)[0], size)
            prepare(picture.photo_id, picture.covered)
            opened = storage.open_rendition(picture.photo_id, size, picture.covered)
            assert opened is not None
            with opened:
                pixels = open_picture(Path(opened.name))
            for box, is_painted in expected.items():
                assert (distance(pixels, box) < 12) is is_painted, (reader, size, box)


def distance(pixels: object, box: Box) -> int:
    """How far the middle of a box is from the colour of what is painted over."""
    height, width = pixels.shape[:2]  # type: ignore[attr-defined]
    x, y = (box.left + box.right) / 2 * width, (box.top + box.bottom) / 2 * height
    return int(abs(pixels[int(y), int(x)].astype(int) - COLOUR).max())  # type: ignore[index]


def test_nothing_clearer_stands_in_for_what_cannot_be_made(house: House, together: Observation) -> None:
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    [photo_id] = photo_ids(together)
    storage.path_of(photo_id, Size.MASTER).unlink()
    picture = queries.picture(house.actor("Grace"), photo_id, Size.LARGE)
    prepare(photo_id, picture.covered)
    assert storage.open_rendition(photo_id, Size.LARGE, picture.covered) is None


def test_a_child_taken_out_of_the_entry_cannot_stay_in_its_picture(house: House, together: Observation) -> None:
    with pytest.raises(InvalidInputError, match="Choose Ben, or hide the face"):
        actions.edit_published(
            actor=house.actor("Priya"),
            observation_id=together.pk,
            content=content(house, "Amara"),
            seen_version=together.version,
        )


@pytest.mark.parametrize("chosen", ["exclude", "obscure", "nonsense"])
def test_the_setting_chooses_what_a_missing_permission_means(house: House, chosen: str) -> None:
    house.choose(missing_permission=chosen)
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    if chosen == "obscure":
        entry = photographed(house, "Amara", "Ben", shows=["Amara", "Ben"])
        assert (covered(house, "Grace", entry), covered(house, "Rosa", entry)) == ({"Ben"}, set())
    else:
        with pytest.raises(InvalidInputError, match="Give Ben an entry of their own"):
            photographed(house, "Amara", "Ben", shows=["Amara", "Ben"])


@pytest.mark.parametrize("chosen", ["exclude", "obscure"])
def test_who_is_not_in_the_photographs_is_not_asked_for(house: House, chosen: str) -> None:
    house.choose(missing_permission=chosen)
    house.permit("Ben", {Purpose.OWN_JOURNAL: False, Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    entry = photographed(house, "Amara", "Ben", shows=["Amara"])
    assert (covered(house, "Grace", entry), covered(house, "Rosa", entry)) == (set(), None)


def test_covering_needs_that_everybody_was_named(house: House) -> None:
    house.choose(missing_permission="obscure")
    house.permit("Ben", {Purpose.OTHERS_JOURNALS: False}, by="Rosa")
    entry = drafted(house, "Priya", "Amara", "Ben", photos=1)
    faces.look()
    with pytest.raises(InvalidInputError, match="Give Ben an entry of their own"):
        actions.submit(actor=house.actor("Priya"), observation_id=entry.pk)


answers = some.sampled_from(
    [{}, {"own_journal": None}, {"others_journals": None}, {"own_journal": None, "others_journals": None}]
)
ids = [uuid.UUID(int=number) for number in range(8)]
families = some.dictionaries(some.sampled_from(ids), answers, max_size=6)
regions = some.dictionaries(some.sampled_from([uuid.UUID(int=90 + n) for n in range(9)]), some.sampled_from(ids))


@given(families, some.sets(some.sampled_from(ids)), regions, some.booleans())
def test_nobody_who_refuses_is_ever_seen(
    agreed: dict[uuid.UUID, dict[str, str | None]],
    linked: set[uuid.UUID],
    placed: dict[uuid.UUID, uuid.UUID],
    is_told: bool,
) -> None:
    """Whatever is agreed: for every child in the picture, it is the family's own, or agrees, or is painted over."""
    placed = {region: child for region, child in placed.items() if child in agreed}
    own = {child: of for child, of in agreed.items() if child in linked}
    others = {child: of for child, of in agreed.items() if child not in linked}
    hidden = covered_for_family(own, others, placed, is_told=is_told)
    if hidden is None:
        return
    assert any("own_journal" in of for of in own.values())
    for region, child in placed.items():
        is_shown = region not in hidden
        assert not is_shown or "own_journal" in agreed[child]
        assert not is_shown or child in linked or "others_journals" in agreed[child]
    if not is_told:
        unseen = {child for child in agreed if child not in placed.values()}
        assert all("own_journal" in agreed[child] for child in unseen)


TODAY = dt.date(2026, 11, 25)
ended = some.sampled_from([None, "2026-11-24", "2026-11-25", "2027-01-01"])
dated = some.dictionaries(some.sampled_from(["own_journal", "others_journals", "display"]), ended)


@given(some.dictionaries(some.sampled_from(ids), dated, max_size=4), some.sets(some.sampled_from(ids), max_size=4))
def test_no_copy_leaves_without_everybodys_agreement(
    shown: dict[uuid.UUID, dict[str, str | None]], own: set[uuid.UUID]
) -> None:
    """And whoever sees something covered, or nothing, never gets a copy."""
    may = may_be_saved(shown, own, TODAY)
    theirs = {child: of for child, of in shown.items() if child in own}
    others = {child: of for child, of in shown.items() if child not in own}
    places = {uuid.UUID(int=90 + number): child for number, child in enumerate(shown)}
    covered = covered_for_family(theirs, others, places, is_told=True)
    assert not may or covered == frozenset()
    expected = bool(theirs) and all("own_journal" in of for of in shown.values())
    for of in others.values():
        for purpose in ("own_journal", "others_journals"):
            expected = expected and purpose in of and (of[purpose] or "9999") >= "2026-11-25"
    assert may is expected

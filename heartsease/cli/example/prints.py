"""From plan to photo files: each distinct picture is drawn and developed once, each photograph is a print of its own.

Nothing is shared between photographs: a print is a copy of the finished files under an id of its own.
"""

import dataclasses
import random
import shutil
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from django.conf import settings

from heartsease.cli.example.drawing.pictures import portrait_jpeg, scene_jpeg
from heartsease.cli.example.drawing.portraits import Look
from heartsease.cli.example.plan import Entry, PlannedChild
from heartsease.domain.photos import storage
from heartsease.domain.photos.darkroom import Darkroom, Developed
from heartsease.domain.photos.intake import receive
from heartsease.domain.photos.models import Photo
from heartsease.kernel.ids import new_id, parse_id

_PRINTS_OF_ONE = 10.0
"""How often, on average, the same picture comes again somewhere in the year."""
_LEAST_OF_A_SCENE = 2
_DARKROOMS = 2
_HANDS = 8
"""Prints are put in place side by side, because each waits for the disk."""
_SECONDS_BETWEEN_WORDS = 2.0

Progress = Callable[[str], None]
Result = TypeVar("Result")


@dataclasses.dataclass(frozen=True, slots=True)
class Picture:
    """A distinct picture: the number of a scene's drawing, or (as a scene of no name) of a child's portrait."""

    scene: str
    number: int


@dataclasses.dataclass(frozen=True, slots=True)
class Negative:
    """A picture as it was developed, with the hash of what was sent."""

    developed: Developed
    upload_hash: str


@dataclasses.dataclass(frozen=True, slots=True)
class Print:
    """A photograph to be: its id, and the picture it shows."""

    photo_id: uuid.UUID
    picture: Picture


def choose_pictures(entries: Sequence[Entry]) -> list[list[Print]]:
    """The photographs of each entry: no picture twice in an entry, nor to the same child while others are left."""
    demand = Counter(scene for entry in entries for scene in entry.scenes)
    drawings = {scene: max(_LEAST_OF_A_SCENE, round(count / _PRINTS_OF_ONE)) for scene, count in demand.items()}
    uses: Counter[Picture] = Counter()
    seen: defaultdict[int, set[Picture]] = defaultdict(set)
    chosen: list[list[Print]] = []
    for entry in entries:
        prints: list[Print] = []
        children = [part.child.number for part in entry.parts]
        for scene in entry.scenes:
            left = [
                Picture(scene, number)
                for number in range(drawings[scene])
                if Picture(scene, number) not in {one.picture for one in prints}
            ]
            if not left:
                continue
            picture = min(left, key=lambda one: (sum(one in seen[child] for child in children), uses[one]))
            uses[picture] += 1
            for child in children:
                seen[child].add(picture)
            prints.append(Print(new_id(), picture))
        chosen.append(prints)
    return chosen


def choose_portraits(children: Sequence[PlannedChild]) -> dict[int, Print]:
    """A portrait for each child whose family allows photographs of it, by the child's number."""
    return {child.number: Print(new_id(), Picture("", child.number)) for child in children if child.agreed()}


@contextmanager
def printed(
    prints: Iterable[Print], *, children: Sequence[PlannedChild], seed: int, progress: Progress
) -> Iterator[Mapping[Picture, Negative]]:
    """Have the files of all ``prints`` in place for the length of the block; gives what each picture became.

    A block that fails takes every file away again; what a killed process leaves goes at the next start.
    """
    wanted = list(prints)
    sweep_unfinished()
    _unfinished().write_text("\n".join(str(one.photo_id) for one in wanted), encoding="utf-8")
    try:
        with storage.incoming_folder() as workshop:
            pictures = list(dict.fromkeys(one.picture for one in wanted))
            negatives = _develop_all(pictures, workshop, children=children, seed=seed, progress=progress)
            _place_all(wanted, negatives, workshop, progress=progress)
        yield negatives
    except BaseException:
        sweep_unfinished()
        raise
    _unfinished().unlink()


def sweep_unfinished() -> None:
    """Take away the files of photographs that were placed for an example which was never finished."""
    if not _unfinished().is_file():
        return
    ids = [parse_id(line) for line in _unfinished().read_text(encoding="utf-8").split()]
    photos = Photo.objects.unscoped(reason="an example that was not finished has no setting")
    for photo_id in ids:
        if photo_id is not None and not photos.filter(pk=photo_id).exists():
            storage.destroy(photo_id)
    _unfinished().unlink()


def look_of(text: str, *, months: int) -> Look:
    """A child's look from the words of the cast."""
    skin, hair, style, eyes, *more = text.split()
    return Look(
        skin=skin,
        hair=hair,
        style=style,
        eyes=eyes,
        is_little=months < 40,
        has_glasses="glasses" in more,
        has_freckles="freckles" in more,
        has_hearing_aid="hearing-aid" in more,
    )


def _develop_all(
    pictures: Sequence[Picture],
    workshop: Path,
    *,
    children: Sequence[PlannedChild],
    seed: int,
    progress: Progress,
) -> dict[Picture, Negative]:
    darkrooms: SimpleQueue[Darkroom] = SimpleQueue()
    rooms = [Darkroom() for _room in range(_DARKROOMS)]
    for room in rooms:
        darkrooms.put(room)

    def work(picture: Picture) -> Negative:
        room = darkrooms.get()
        try:
            return _develop(picture, workshop, room, children=children, seed=seed)
        finally:
            darkrooms.put(room)

    try:
        with ThreadPoolExecutor(_DARKROOMS) as pool:
            jobs = [pool.submit(work, picture) for picture in pictures]
            done = _wait(jobs, f"Drawing {len(pictures)} pictures", progress)
    finally:
        for room in rooms:
            room.close()
    return dict(zip(pictures, done, strict=True))


def _develop(
    picture: Picture, workshop: Path, room: Darkroom, *, children: Sequence[PlannedChild], seed: int
) -> Negative:
    rng = random.Random(f"{seed} {picture.scene} {picture.number}")  # noqa: S311 - an example, not a secret
    if picture.scene:
        jpeg = scene_jpeg(picture.scene, rng)
    else:
        child = children[picture.number]
        jpeg = portrait_jpeg(look_of(child.young.look, months=child.months_now), rng)
    folder = workshop / f"{picture.scene or 'portrait'}-{picture.number}"
    folder.mkdir()
    with receive([jpeg]) as upload:
        return Negative(room.develop(upload.path, folder, upload.kind), upload.sha256)


def _place_all(
    prints: Sequence[Print], negatives: Mapping[Picture, Negative], workshop: Path, *, progress: Progress
) -> None:
    def work(one: Print) -> None:
        negative = negatives[one.picture]
        copy = workshop / str(one.photo_id)
        shutil.copytree(negative.developed.folder, copy)
        storage.place(dataclasses.replace(negative.developed, folder=copy), one.photo_id)

    with ThreadPoolExecutor(_HANDS) as pool:
        jobs = [pool.submit(work, one) for one in prints]
        _wait(jobs, f"Putting {len(prints)} photographs in place", progress)


def _wait(jobs: Sequence[Future[Result]], doing: str, progress: Progress) -> list[Result]:
    """The results of all jobs; when one fails, the others are not begun."""
    progress(f"{doing} ...")
    said = time.monotonic()
    results = []
    try:
        for job in jobs:
            results.append(job.result())
            if time.monotonic() - said > _SECONDS_BETWEEN_WORDS:
                said = time.monotonic()
                progress(f"  {len(results)} of {len(jobs)}")
    except BaseException:
        for job in jobs:
            job.cancel()
        raise
    return results


def _unfinished() -> Path:
    return Path(settings.DATA) / "example-unfinished.txt"

"""What becomes of files that are sent to do harm, through the pages that take photographs.

    .venv/bin/python -m scripts.bench.hostile [--files 2000] [--seed 1]

Every fourth file goes through the family's page from home, the others through the staff's page for a new observation.
After each: was it answered without a 5xx, within two seconds of processor time (so that a busy machine is no fault),
within 300 MB of the process that decodes, did that process live, is nothing of a refused file left on the disk or in
the database, and does what was made of an accepted one hold only pixels? Ends with 1 where any of this fails, but for a
process that ends: that is counted, and the next picture has to be taken. A shorter run is part of the tests
(tests/security).
"""

import argparse
import datetime as dt
import logging
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.bench.hostile_files import HostileFile, hostile_files
from scripts.bench.intake import seconds_of
from scripts.bench.sound_files import sound_files
from tests.bare import has_only_pixels, told_by_exiftool

if TYPE_CHECKING:
    from tests.cast import House

MOST_SECONDS = 2.0
MOST_MEMORY_MB = 300
PAGES = {"Priya": "capture", "Grace": "from-home"}
"""Who sends, and where."""
HOME_EVERY = 4
SOUND_EVERY = 50
"""After so many hostile files, and after each that ended the process, a sound one has to be taken."""
ACCEPTED = "accepted"


@dataclass
class Tally:
    """What was found. All lists name files and are empty where all is well."""

    answers: Counter[str] = field(default_factory=Counter)
    """By sentence of the refusal, or ``ACCEPTED``."""
    faults: list[str] = field(default_factory=list)
    """Answered with a 5xx, or with no sentence."""
    deaths: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    large: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """After which something was left on the disk or in the database."""
    unclean: list[str] = field(default_factory=list)
    harmed: list[str] = field(default_factory=list)
    """After which a sound picture was not taken."""
    slowest: tuple[float, str] = (0.0, "")
    """By processor time; ``longest`` by the clock."""
    longest: tuple[float, str] = (0.0, "")
    largest: tuple[float, str] = (0.0, "")

    @property
    def problems(self) -> list[str]:
        """All that may not be; a death is allowed where it is answered and the next picture is taken."""
        lists = {
            "5xx": self.faults,
            "over 2 s": self.slow,
            "over 300 MB": self.large,
            "left something": self.left,
            "unclean": self.unclean,
            "harmed the next": self.harmed,
        }
        return [f"{what}: {name}" for what, names in lists.items() for name in names]


class _Deaths(logging.Handler):
    """Counts what the darkroom says of pictures that ended its process."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += "ended the process" in record.getMessage()


class Sender:
    """Somebody of the staff and somebody of a family, who send what they are given and look at what it left behind.

    ``photo_folder`` and ``upload_folder`` are the two places on the disk where an upload may lie.
    """

    def __init__(self, house: "House", photo_folder: Path, upload_folder: Path) -> None:
        from django.test import Client  # noqa: PLC0415 - after the environment

        from heartsease.domain.journal import actions  # noqa: PLC0415
        from heartsease.domain.journal.content import ChildPart, Content  # noqa: PLC0415
        from heartsease.kernel import clock  # noqa: PLC0415
        from heartsease.kernel.ids import new_id  # noqa: PLC0415

        self._house = house
        self._folders = (photo_folder, upload_folder)
        self._clients: dict[str, Client] = {}
        self._entries = {}
        for name in PAGES:
            client = house.client(name)
            client.raise_request_exception = False
            self._clients[name] = client
            self._entries[name] = new_id()
            parts = (ChildPart(child_id=house.children["Amara"].pk),)
            content = Content(happened_at=clock.now() - dt.timedelta(hours=1), text="Bread.", children=parts)
            actions.save_draft(actor=house.actor(name), observation_id=self._entries[name], content=content)

    def send_all(self, files: Iterable[HostileFile], folder: Path) -> Tally:
        """Send them one after the other; what was made of accepted ones is looked at in the empty ``folder``."""
        tally, deaths = Tally(), _Deaths()
        log = logging.getLogger("heartsease.domain.photos.darkroom")
        log.addHandler(deaths)
        made: list[tuple[str, bytes]] = []
        try:
            for number, file in enumerate(files):
                before = deaths.count
                made += self._send(file, number, tally)
                if deaths.count > before:
                    tally.deaths.append(file.name)
                if (deaths.count > before or number % SOUND_EVERY == SOUND_EVERY - 1) and not self._takes_a_sound_one():
                    tally.harmed.append(file.name)
        finally:
            log.removeHandler(deaths)
        told = told_by_exiftool([data for _name, data in made], folder) if made else []
        for (name, data), tags in zip(made, told, strict=True):
            if tags or not has_only_pixels(data):
                tally.unclean.append(f"{name} {sorted(tags)}")
        return tally

    def _send(self, file: HostileFile, number: int, tally: Tally) -> list[tuple[str, bytes]]:
        from heartsease.domain.photos.darkroom import darkroom  # noqa: PLC0415

        pid = darkroom.pid
        _forget_peak(pid)
        began, used, used_there = time.monotonic(), time.process_time(), seconds_of(pid) if pid else 0.0
        status, sentence = self._put("Grace" if number % HOME_EVERY == 0 else "Priya", file.data)
        waited, seconds, peak = time.monotonic() - began, time.process_time() - used, _peak_mb(darkroom.pid)
        if darkroom.pid is not None:
            # A process that was begun for this file has used all of its time for it.
            seconds += seconds_of(darkroom.pid) - (used_there if darkroom.pid == pid else 0.0)
        tally.answers[sentence] += 1
        tally.slowest = max(tally.slowest, (seconds, file.name))
        tally.longest = max(tally.longest, (waited, file.name))
        tally.largest = max(tally.largest, (peak, file.name))
        if status >= 500 or not sentence:
            tally.faults.append(f"{file.name}: {status} {sentence}")
        if seconds > MOST_SECONDS:
            tally.slow.append(f"{file.name}: {seconds:.1f} s")
        if peak > MOST_MEMORY_MB:
            tally.large.append(f"{file.name}: {peak:.0f} MB")
        made = [(file.name, data) for data in self._taken_out()] if sentence == ACCEPTED else []
        if sentence == ACCEPTED and len(made) != 3:
            tally.left.append(f"{file.name}: of an accepted picture {len(made)} files")
        if left := self._left():
            tally.left.append(f"{file.name}: {', '.join(left)}")
        return made

    def _put(self, name: str, data: bytes) -> tuple[int, str]:
        """Send one as the page of a member of staff, or of a family, does it."""
        from heartsease.kernel.ids import new_id  # noqa: PLC0415

        response = self._clients[name].put(
            f"/{PAGES[name]}/{self._entries[name]}/photos/{new_id()}",
            data,
            content_type="application/octet-stream",
            headers={"Accept": "application/json"},
        )
        if response.status_code == 201:
            return 201, ACCEPTED
        is_json = response["Content-Type"].startswith("application/json")
        return response.status_code, response.json().get("sentence", "") if is_json else ""

    def _takes_a_sound_one(self) -> bool:
        status, _sentence = self._put("Priya", sound_files()["jpeg"])
        return status == 201 and len(self._taken_out()) == 3 and not self._left()

    def _taken_out(self) -> list[bytes]:
        """What was made of the one photograph that is there, which is destroyed."""
        from heartsease.domain.journal import actions  # noqa: PLC0415
        from heartsease.domain.journal.models import ObservationPhoto  # noqa: PLC0415
        from heartsease.domain.photos import storage  # noqa: PLC0415
        from heartsease.domain.photos.actions import destroy_removed  # noqa: PLC0415
        from heartsease.domain.photos.rules import Size  # noqa: PLC0415

        files = []
        for name, entry_id in self._entries.items():
            placed = ObservationPhoto.objects.filter(observation_id=entry_id)
            for photo_id in list(placed.values_list("photo_id", flat=True)):
                files += [storage.path_of(photo_id, size).read_bytes() for size in Size]
                actions.remove_photo(actor=self._house.actor(name), observation_id=entry_id, photo_id=photo_id)
        destroy_removed(limit=10)
        return files

    def _left(self) -> list[str]:
        """What an upload left behind; where that is something, it is taken away for the next."""
        from heartsease.domain.journal.models import ObservationPhoto  # noqa: PLC0415
        from heartsease.domain.photos import storage  # noqa: PLC0415
        from heartsease.domain.photos.models import Photo  # noqa: PLC0415

        left = [
            str(path.relative_to(folder))
            for folder in self._folders
            for path in folder.rglob("*")
            if path.name != storage.MARKER and (path.is_file() or path.parent.name == "incoming")
        ]
        left += [f"row of {model.__name__}" for model in (Photo, ObservationPhoto) if model.objects.exists()]
        if left:
            self._taken_out()
        return left


def _forget_peak(pid: int | None) -> None:
    """Let the kernel measure the peak of a process from now on (proc(5), clear_refs)."""
    if pid is not None:
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def _peak_mb(pid: int | None) -> float:
    if pid is None:
        return 0.0
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> int:
    """Send and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="heartsease-hostile-") as name:
        folder = Path(name)
        os.environ |= {
            "HEARTSEASE_DATA": str(folder / "data"),
            "HEARTSEASE_TLS": "no",
            "SECRET_KEY": "only for this benchmark",
            "HEARTSEASE_PEPPER": "only for this benchmark",
            "DJANGO_SETTINGS_MODULE": "scripts.bench.bench_settings",
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
        }
        (folder / "data").mkdir()
        from heartsease.cli import prepare  # noqa: PLC0415 - after the environment

        prepare.start_django()
        prepare.bring_up_to_date()
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        logging.getLogger("heartsease.domain.photos.darkroom").propagate = False
        tally, seconds = _send(options, folder)
    _print(tally, options.files, seconds)
    return 1 if tally.problems else 0


def _send(options: argparse.Namespace, folder: Path) -> tuple[Tally, float]:
    from django.conf import settings  # noqa: PLC0415
    from django.test import override_settings  # noqa: PLC0415

    from heartsease.domain.access.scope import in_setting  # noqa: PLC0415
    from tests.cast import build_sunflower  # noqa: PLC0415

    uploads, looked_at = folder / "uploads", folder / "looked-at"
    uploads.mkdir()
    looked_at.mkdir()
    house = build_sunflower()
    with in_setting(house.setting.pk), override_settings(FILE_UPLOAD_TEMP_DIR=str(uploads)):
        sender = Sender(house, settings.PHOTO_FOLDER, uploads)
        began = time.monotonic()
        tally = sender.send_all(hostile_files(options.files, seed=options.seed), looked_at)
        return tally, time.monotonic() - began


def _print(tally: Tally, count: int, seconds: float) -> None:
    print(f"{count:,} files in {seconds:.0f} s\n")
    for sentence, times in tally.answers.most_common():
        print(f"{times:6,}  {sentence or 'no sentence'}")
    print(f"\nslowest       {tally.slowest[0]:.2f} s of processor time: {tally.slowest[1]}")
    print(f"longest       {tally.longest[0]:.2f} s by the clock: {tally.longest[1]}")
    print(f"largest       {tally.largest[0]:.0f} MB: {tally.largest[1]}")
    print(f"5xx           {len(tally.faults)}")
    print(f"deaths        {len(tally.deaths)}: {'; '.join(tally.deaths)}")
    print(f"left behind   {len(tally.left)}")
    print(f"not clean     {len(tally.unclean)}")
    print(f"sound refused {len(tally.harmed)}\n")
    for problem in tally.problems:
        print(f"NOT HELD  {problem}")


if __name__ == "__main__":
    sys.exit(main())

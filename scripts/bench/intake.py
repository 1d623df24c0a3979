"""What taking in a 12-megapixel photo costs, against three ``vipsthumbnail`` commands that write the same files.

    python -m scripts.bench.intake [--rounds 10]

The photo is made larger from a real one beside the checkout (photo-71.jpg: cut to 4:3, enlarged to 4032 x 3024, JPEG
quality 90), or drawn where that is absent. Processor time is user and system time of the server's process and of the
one that decodes, or of the commands with their start; ours is started before it is measured, since it serves many.
Ends with 1 where a limit is passed.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
import pyvips
from django.conf import settings

from heartsease.domain.photos.rules import Size
from heartsease.kernel.ids import new_id
from tests import pictures

MOST_CPU_RATIO = 0.8
MOST_MEMORY_MB = 250
MOST_HEIC_SECONDS = 1.5
WIDTH, HEIGHT = 4032, 3024
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor and of waiting for one picture, bytes of the three files."""

    cpu: float
    wall: float
    stored: int


def main() -> None:
    """Measure, print a table, say whether the limits are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory(prefix="heartsease-bench-") as name:
        folder = Path(name)
        settings.configure(PHOTO_FOLDER=folder / "photos", USE_I18N=False)
        django.setup()
        is_kept = compare(folder, rounds)
    sys.exit(0 if is_kept else 1)


def compare(folder: Path, rounds: int) -> bool:
    """Print one line per way; gives whether every limit that could be measured is kept."""
    picture = photograph()
    source = folder / "photo.jpg"
    source.write_bytes(pictures.jpeg(picture, Q=90))
    print(f"12-megapixel photo, {source.stat().st_size / 1e6:.1f} MB as JPEG; {rounds} rounds each\n")
    print(f"{'':34}{'CPU ms':>9}{'wall ms':>9}{'kB made':>9}{'peak MB':>9}")
    ours, memory = measure_ours(source.read_bytes(), rounds)
    show("Heartsease, JPEG", ours, memory)
    verdicts = [(f"peak memory {memory:.0f} MB", memory <= MOST_MEMORY_MB, f"{MOST_MEMORY_MB} MB")]
    theirs = measure_commands(source, rounds)
    if theirs:
        show("vipsthumbnail, three commands", theirs, None)
        ratio = ours.cpu / theirs.cpu
        verdicts.insert(0, (f"CPU ratio {ratio:.2f}", ratio <= MOST_CPU_RATIO, f"{MOST_CPU_RATIO}"))
    else:
        print("vipsthumbnail is not installed (Debian: libvips-tools), so there is nothing to compare with.")
    if shutil.which("heif-enc"):
        cost, memory = measure_ours(pictures.heic(picture, quality=60), rounds)
        show("Heartsease, HEIC", cost, memory)
        seconds = cost.wall / 1000
        verdicts.append((f"HEIC {seconds:.2f} s", seconds <= MOST_HEIC_SECONDS, f"{MOST_HEIC_SECONDS} s"))
        verdicts.append((f"peak memory, HEIC {memory:.0f} MB", memory <= MOST_MEMORY_MB, f"{MOST_MEMORY_MB} MB"))
    else:
        print("heif-enc is not installed (Debian: libheif-examples), so no HEIC could be made.")
    print()
    for text, is_kept, limit in verdicts:
        print(f"{'kept  ' if is_kept else 'PASSED'}  {text} (at most {limit})")
    return all(is_kept for _text, is_kept, _limit in verdicts)


def show(name: str, cost: Cost, memory: float | None) -> None:
    """One line of the table."""
    peak = f"{memory:9.0f}" if memory is not None else ""
    print(f"{name:34}{cost.cpu:9.0f}{cost.wall:9.0f}{cost.stored / 1000:9.0f}{peak}", flush=True)


def photograph() -> pyvips.Image:
    """Twelve megapixels."""
    real = pictures.PHOTOGRAPHS / "photo-71.jpg"
    if not real.exists():
        return pictures.scene(WIDTH, HEIGHT)
    whole = pyvips.Image.new_from_file(str(real)).autorot()
    cut = whole.smartcrop(whole.height * 4 // 3, whole.height, interesting="centre")
    enlarged = cut.resize(WIDTH / cut.width, vscale=HEIGHT / cut.height)
    return enlarged.copy(interpretation="srgb").copy_memory()


def measure_ours(data: bytes, rounds: int) -> tuple[Cost, float]:
    """The cost of one picture from its bytes to files in their place, and the peak memory of the decoder in MB."""
    # Not before Django knows its settings.
    from heartsease.domain.photos import storage  # noqa: PLC0415
    from heartsease.domain.photos.darkroom import darkroom  # noqa: PLC0415
    from heartsease.domain.photos.intake import develop, receive  # noqa: PLC0415

    stored = 0

    def take_in() -> None:
        nonlocal stored
        with receive(data[at : at + 65536] for at in range(0, len(data), 65536)) as upload:
            developed = develop(upload)
            stored = developed.stored_bytes
            storage.place(developed, new_id())

    storage.ensure_marker()
    darkroom.close()
    take_in()
    pid = darkroom.pid
    if pid is None:
        raise RuntimeError("The process that decodes did not stay.")
    cpu, wall = measure(take_in, rounds, lambda: own_seconds() + seconds_of(pid))
    if darkroom.pid != pid:
        raise RuntimeError("The process that decodes was replaced: measure fewer rounds.")
    memory = next(
        int(line.split()[1]) / 1000
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
        if line.startswith("VmHWM")
    )
    return Cost(cpu, wall, stored), memory


def measure_commands(source: Path, rounds: int) -> Cost | None:
    """The cost of three ``vipsthumbnail`` commands with our sizes and qualities."""
    program = shutil.which("vipsthumbnail")
    if program is None:
        return None
    targets = [source.parent / f"{size}.{size.recipe.suffix}" for size in Size]
    commands = []
    for size, target in zip(Size, targets, strict=True):
        recipe = size.recipe
        extra = "optimize-coding" if recipe.suffix == "jpg" else f"effort={recipe.effort}"
        edge = f"{recipe.long_edge}x{recipe.long_edge}"
        commands.append([program, str(source), "-s", edge, "-o", f"{target}[Q={recipe.quality},{extra},strip]"])
    environment = os.environ | {"VIPS_CONCURRENCY": "1"}

    def run() -> None:
        for command in commands:
            subprocess.run(command, check=True, env=environment)

    run()
    cpu, wall = measure(run, rounds, children_seconds)
    return Cost(cpu, wall, sum(target.stat().st_size for target in targets))


def measure(act: Callable[[], None], rounds: int, seconds: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds of processor and of waiting for one ``act``."""
    began, used = time.perf_counter(), seconds()
    for _ in range(rounds):
        act()
    return (seconds() - used) * 1000 / rounds, (time.perf_counter() - began) * 1000 / rounds


def own_seconds() -> float:
    """Processor seconds of this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def children_seconds() -> float:
    """Processor seconds of all processes that this one started and that ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds_of(pid: int) -> float:
    """Processor seconds of a running process (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    main()

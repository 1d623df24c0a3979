"""What a journey finds when it begins, asked of the stagehand."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.journeys.server import PROJECT, SECONDS_TO_END, environment


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that was there before."""

    id: str
    photos: list[str]


class Stage:
    """The stagehand's process, from entering to leaving the block."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.log = data.parent / "stagehand.log"

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.stagehand"],
                cwd=PROJECT,
                env=environment(self.data),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._read() == "ready\n", self.log.read_text()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.communicate(timeout=SECONDS_TO_END)

    def wish(self, scene: str, **details: object) -> Any:
        """What ``scenes.SCENES[scene]`` answers."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"scene": scene, "details": details}) + "\n")
        self.process.stdin.flush()
        line = self._read()
        assert line, f"The stagehand has gone:\n{self.log.read_text()}"
        answer = json.loads(line)
        assert "problem" not in answer, answer.get("problem")
        return answer["answer"]

    def sunflower(self, **choices: object) -> "House":
        """A new Sunflower with everybody of tests/cast.py; ``choices`` differ from the safe ones."""
        return House(self, **self.wish("sunflower", choices=choices))

    def hollies(self, **choices: object) -> "House":
        """Another setting."""
        return House(self, **self.wish("hollies", choices=choices))

    def _read(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


@dataclass(frozen=True, slots=True)
class House:
    """A setting: user names, children and rooms by the names of tests/cast.py."""

    stage: Stage
    key: str
    name: str
    tablet_secret: str
    user_names: dict[str, str]
    children: dict[str, str]
    rooms: dict[str, str]

    def choose(self, **choices: object) -> None:
        """Change the setting's choices."""
        self.stage.wish("choose", key=self.key, choices=choices)

    def allow(self, child: str, *purposes: str) -> None:
        """Let the family say yes to these purposes of photographs, and no to the others."""
        self.stage.wish("allow", key=self.key, child=child, purposes=purposes)

    def arrive(self, *names: str) -> None:
        """Mark children as here today."""
        self.stage.wish("arrive", key=self.key, names=names)

    def entry(
        self,
        stage: str,
        author: str,
        *about: str,
        text: str = "Poured water from one jug to another.",
        lines: dict[str, str] | None = None,
        photos: int = 0,
        hours_ago: float = 1,
    ) -> Entry:
        """An entry that is ``drafted``, ``submitted``, ``approved`` or ``published``."""
        details = {"author": author, "about": about, "text": text, "lines": lines or {}, "photos": photos}
        return Entry(**self.stage.wish("entry", key=self.key, stage=stage, hours_ago=hours_ago, **details))

    def show_photograph(self, author: str, *about: str, file: str, text: str) -> Entry:
        """A published entry with a photograph from beside the checkout, of which nobody said who is in it."""
        details = {"author": author, "about": about, "file": file, "text": text}
        return Entry(**self.stage.wish("show_photograph", key=self.key, **details))

    def questions(self, entry_id: str) -> int | None:
        """How many faces in an entry's photographs are not accounted for; None before the worker has looked."""
        count: int | None = self.stage.wish("questions", key=self.key, entry_id=entry_id)
        return count

    def be_responsible(self, name: str) -> None:
        """Let somebody have parental responsibility."""
        self.stage.wish("be_responsible", key=self.key, name=name)

    def pass_waiting_time(self, entry_id: str) -> None:
        """Let the time go by that a published entry waits before families see it."""
        self.stage.wish("pass_waiting_time", key=self.key, entry_id=entry_id)

    def entries_of(self, author: str) -> list[dict[str, Any]]:
        """What the database holds of somebody's entries, the newest first: id, state, text, photos, children."""
        found: list[dict[str, Any]] = self.stage.wish("entries_of", key=self.key, author=author)
        return found

    def end_sessions(self, name: str) -> None:
        """Let the sessions of somebody run out."""
        assert self.stage.wish("end_sessions", key=self.key, name=name), f"{name} is not signed in"

    def end_family(self, name: str, child: str) -> None:
        """End somebody's reading of a child's journal."""
        self.stage.wish("end_family", key=self.key, name=name, child=child)

    def nominate(self, name: str) -> None:
        """Admit another nominated member."""
        self.user_names[name] = self.stage.wish("nominate", key=self.key, name=name)

    def join(self, child: str, parent: str) -> None:
        """Let another child come, with one parent."""
        joined = self.stage.wish("join", key=self.key, child=child, parent=parent)
        self.children[child], self.user_names[parent] = joined["child"], joined["user_name"]

    def born(self, child: str) -> str:
        """A child's date of birth, as a date field takes it."""
        day: str = self.stage.wish("born", key=self.key, child=child)
        return day

    def read_much(self, name: str) -> None:
        """Let somebody of the staff have come to the end of the budget of reading."""
        self.stage.wish("read_much", key=self.key, name=name)

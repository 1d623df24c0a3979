"""The shape of a situation. Its text holds ``{slots}`` and ``[one|another]`` ways of saying a thing."""

import dataclasses
import enum


class Place(enum.Enum):
    """When in the day something happens."""

    PLAY = "play"
    SNACK = "snack"
    LUNCH = "lunch"
    ARRIVAL = "arrival"


@dataclasses.dataclass(frozen=True, slots=True)
class Situation:
    """Something that was seen. ``ages`` in completed months, the second is outside; ``tags`` are codes of the EYFS
    pack; ``scenes`` are names of ``drawing.pictures.SCENES``; ``months`` are those of the calendar, none is all."""

    key: str
    ages: tuple[int, int]
    tags: str
    scenes: str
    text: str
    steps: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    months: tuple[int, ...] = ()
    place: Place = Place.PLAY
    needs_language: bool = False
    """Whether it only fits a child who speaks another language at home."""

    @property
    def tag_codes(self) -> list[str]:
        """The codes, most telling first."""
        return self.tags.split()

    @property
    def scene_names(self) -> list[str]:
        """The pictures that fit."""
        return self.scenes.split()


@dataclasses.dataclass(frozen=True, slots=True)
class GroupSituation:
    """Something that several children did. ``lines`` are for single children, each fits anybody in the group."""

    key: str
    ages: tuple[int, int]
    tags: str
    scenes: str
    text: str
    lines: tuple[str, ...]
    months: tuple[int, ...] = ()

    @property
    def tag_codes(self) -> list[str]:
        """The codes, most telling first."""
        return self.tags.split()

    @property
    def scene_names(self) -> list[str]:
        """The pictures that fit."""
        return self.scenes.split()


AUTUMN = (9, 10, 11)
WINTER = (12, 1, 2)
SPRING = (3, 4, 5)
SUMMER = (6, 7, 8)
WARM = (4, 5, 6, 7, 8, 9)
WET = (10, 11, 12, 1, 2, 3, 4)

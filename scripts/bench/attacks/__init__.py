"""Attacks on a setting that was made for them. Each first finds a leak that was planted, in the same run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attack got, what it may get at most, and what it got where a leak had been planted."""

    attack: str
    got: float
    most: float
    planted: float
    note: str

    @property
    def is_held(self) -> bool:
        """Whether the attack proved that it can find something, and found no more than it may."""
        return self.planted > self.most and self.got <= self.most

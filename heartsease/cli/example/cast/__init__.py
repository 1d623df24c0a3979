"""Everybody at Heartsease Nursery, all invented."""

from heartsease.cli.example.cast import club, saplings, seedlings
from heartsease.cli.example.cast.families import FAMILIES
from heartsease.cli.example.cast.people import (
    CLUB,
    LETTERS,
    ROOMS,
    SAPLINGS,
    SEEDLINGS,
    SETTING_NAME,
    STAFF,
    Adult,
    Colleague,
    Family,
    Home,
    Young,
)

CHILDREN = (*seedlings.CHILDREN, *saplings.CHILDREN, *club.CHILDREN)

__all__ = [
    "CHILDREN",
    "CLUB",
    "FAMILIES",
    "LETTERS",
    "ROOMS",
    "SAPLINGS",
    "SEEDLINGS",
    "SETTING_NAME",
    "STAFF",
    "Adult",
    "Colleague",
    "Family",
    "Home",
    "Young",
]

"""The tiles of the register, forty to a page, and the cards of entries, a dozen to a page, written in Python.

In a template they were half of what the room page cost. Everything that a person wrote is escaped where it is put
in; all else is addresses of ids, times and words of our own.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Self

from django.template.loader import render_to_string
from django.utils.formats import time_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from heartsease.web.staff.cards import ChildTile, EntryCard
from heartsease.web.templatetags.heartsease import icon


@dataclass(frozen=True, slots=True)
class RegisterMarkup:
    """Draws the tiles; holds the reader's words for them, so that a page looks each up once."""

    alert: str
    here: str
    goes_home: str
    is_back: str
    undo: str
    arrival: str
    leaving: str

    @classmethod
    def for_reader(cls) -> Self:
        """In the language of the person who reads."""
        return cls(
            alert=escape(_("Allergy, diet or health need: see the child's page")),
            here=escape(_("Here")),
            goes_home=escape(_("here since this time; goes home")),
            is_back=escape(_("went home at this time; is back")),
            undo=escape(_("Undo")),
            arrival=escape(_("the arrival")),
            leaving=escape(_("the leaving")),
        )

    def tiles(self, tiles: Iterable[ChildTile]) -> SafeString:
        """The items of the list ``register``; each is replaced by the answer to its own buttons."""
        return SafeString("\n".join(map(self._tile, tiles)))

    def _tile(self, tile: ChildTile) -> str:
        name = escape(tile.name)
        alert = f'<span class="register-alert">{icon("allergy")}{_hidden(self.alert)}</span>' if tile.has_alert else ""
        return (
            f'<li class="register-tile{"" if tile.is_here else " is-out"}">'
            f'<a class="register-child" href="{tile.url}">{_portrait(tile)}'
            f'<span class="portrait-name">{name}</span>{alert}</a>{self._marks(tile, name)}</li>'
        )

    def _marks(self, tile: ChildTile, name: str) -> str:
        """The button of what comes next for this child, and the one that takes the last back."""
        if tile.is_here and tile.arrived_at is not None:
            inside = f"{icon('check')}<span>{_time(tile.arrived_at)}{_hidden(f' {name}, {self.goes_home}')}</span>"
            return _mark(tile, "leave", " is-here", inside) + self._undo(tile, "not-here", f"{self.arrival}: {name}")
        if tile.left_at is not None:
            inside = f"{icon('door')}<span>{_time(tile.left_at)}{_hidden(f' {name}, {self.is_back}')}</span>"
            return _mark(tile, "arrive", "", inside) + self._undo(tile, "still-here", f"{self.leaving}: {name}")
        return _mark(tile, "arrive", "", self.here + _hidden(f": {name}"))

    def _undo(self, tile: ChildTile, mark: str, what: str) -> str:
        return (
            f'<button class="register-undo" type="button" hx-post="{tile.mark_url}{mark}">'
            f"{self.undo}{_hidden(f' {what}')}</button>"
        )


def entries(cards: Iterable[EntryCard]) -> SafeString:
    """Entries in a list of staff."""
    marks = _EntryWords(from_home=escape(_("from home")), edited=escape(_("edited")))
    return SafeString("\n".join(_entry(card, marks) for card in cards))


@dataclass(frozen=True, slots=True)
class _EntryWords:
    from_home: str
    edited: str


def _entry(card: EntryCard, words: _EntryWords) -> str:
    marks = "" if card.status == "published" else _status(card)
    marks += f"<span>{words.from_home}</span>" if card.is_from_home else ""
    marks += f"<span>{words.edited}</span>" if card.is_edited else ""
    areas = "".join(f'<li class="area area-{area.number}">{escape(area.label)}</li>' for area in card.areas)
    returned = f'<p class="entry-returned">{icon("return")}<span>{escape(card.note)}</span></p>' if card.note else ""
    return (
        f'<article class="entry">{_photos(card)}<div class="entry-body"><p class="meta"><a href="{card.url}">'
        f'<time datetime="{card.moment}">{escape(card.when)}</time></a>{marks}</p>'
        f'<h3 class="entry-title"><a href="{card.url}">{escape(card.names)}</a></h3>'
        f"{_block('p', 'entry-note', escape(card.text))}{_block('ul', 'areas', areas)}{returned}"
        f'<p class="quiet small">{escape(card.author)}</p></div></article>'
    )


def _photos(card: EntryCard) -> str:
    if not card.pictures:
        return ""
    alt = escape(card.alt)
    shown = [f'<a href="{card.url}"><img {one.sources} alt="{alt}" loading="lazy">' for one in card.pictures]
    if card.more_pictures:
        shown[-1] += f'<span class="photos-more">+{card.more_pictures}</span>'
    inside = "</a>".join(shown)
    return f'<div class="photos photos--list" data-count="{len(shown)}">{inside}</a></div>'


def _status(card: EntryCard) -> str:
    return render_to_string("components/status.html", {"status": card.status, "time": card.visible_from})


def _block(tag: str, kind: str, inside: str) -> str:
    return f'<{tag} class="{kind}">{inside}</{tag}>' if inside else ""


def _mark(tile: ChildTile, mark: str, kind: str, inside: str) -> str:
    return (
        f'<button id="register-{tile.child_id}" class="button button--small register-mark{kind}" type="button"'
        f' hx-post="{tile.mark_url}{mark}">{inside}</button>'
    )


def _portrait(tile: ChildTile) -> str:
    picture = f'<img src="{tile.picture_url}" alt="" width="96" height="96" loading="lazy">' if tile.picture_url else ""
    inside = picture or escape(tile.initials)
    return f'<span class="portrait portrait--medium {tile.hue}" aria-hidden="true">{inside}</span>'


def _hidden(words: str) -> str:
    return f'<span class="visually-hidden">{words}</span>'


def _time(moment: dt.datetime) -> str:
    return time_format(localtime(moment), "H:i")

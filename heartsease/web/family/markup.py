"""The parts of an entry that stand on a timeline a dozen times, written in Python.

The first page of a family opens at most five times as slowly as an empty one. In a template these parts were most of
what it cost. Everything that a person wrote is escaped where it is put in.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heartsease.web.templatetags.heartsease import hue, icon, initials

SHOWN_PICTURES = 4


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A photograph on a page. Width and height, in pixels of the master, keep its place while it loads."""

    photo_id: uuid.UUID
    small_url: str
    large_url: str
    width: int
    height: int
    alt: str
    save_url: str = ""
    """Where a copy is taken away; empty where the reader may not."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area of learning in plain words; ``number`` is its colour."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class EntryMarkup:
    """Draws parts of entries; holds the reader's words for them, so that a page looks each up once."""

    areas_label: str
    like: str
    written_by: str
    comment: str

    @classmethod
    def for_reader(cls) -> Self:
        """In the language of the person who reads."""
        return cls(
            areas_label=escape(_("What it shows")),
            like=escape(_("Like")),
            written_by=escape(_("Written by")),
            comment=escape(_("Comment")),
        )

    def photos(self, pictures: Sequence[PagePicture], url: str, *, is_awaited: bool) -> SafeString:
        """The first photographs of an entry. Each leads to ``url``. A single one is shown up to 40rem wide and may be
        the large file, so that it is sharp; several share that room, and are the small file on every screen."""
        if not pictures:
            return SafeString("")
        loading = 'fetchpriority="high"' if is_awaited else 'loading="lazy"'
        more = len(pictures) - SHOWN_PICTURES
        shown = [
            f'<a href="{url}"><img {_sources(picture, is_single=len(pictures) == 1)}'
            f' width="{picture.width}" height="{picture.height}" alt="{escape(picture.alt)}" {loading}'
            ' decoding="async">'
            for picture in pictures[:SHOWN_PICTURES]
        ]
        if more > 0:
            shown[-1] += f'<span class="photos-more" aria-hidden="true">+{more}</span>'
        inside = "</a>".join(shown)
        return SafeString(f'<div class="photos" data-count="{len(pictures)}">{inside}</a></div>')

    def areas(self, areas: Iterable[Area]) -> SafeString:
        """The areas that an entry shows."""
        inside = "".join(f'<li class="area area-{area.number}">{escape(area.label)}</li>' for area in areas)
        return SafeString(f'<ul class="areas" aria-label="{self.areas_label}">{inside}</ul>' if inside else "")

    def author(self, name: str) -> SafeString:
        """Who wrote an entry."""
        return SafeString(
            f'<span class="entry-author"><span class="portrait portrait--small hue-{hue(name)}" aria-hidden="true">'
            f'{escape(initials(name))}</span><span><span class="visually-hidden">{self.written_by} </span>'
            f"<strong>{escape(name)}</strong></span></span>"
        )

    def like_button(self, url: str, entry_id: uuid.UUID, *, is_liked: bool) -> SafeString:
        """The heart of an entry. It belongs to the page's form ``answers``, so that it works without a script too."""
        wanted, pressed = ("no", "true") if is_liked else ("yes", "false")
        return SafeString(
            f'<button class="button button--quiet like" id="like-{entry_id}" form="answers" name="liked"'
            f' value="{wanted}" formaction="{url}/like" hx-post="{url}/like" hx-swap="outerHTML"'
            f' aria-pressed="{pressed}">{icon("heart")}<span>{self.like}</span></button>'
        )

    def comment_link(self, url: str, count: int) -> SafeString:
        """The way to the comments of an entry, with their number. On a phone the sign alone says the word."""
        if count:
            spoken = escape(ngettext("comment", "comments", count))
            words = f'{count}<span class="visually-hidden"> {spoken}</span>'
        else:
            words = (
                f'<span class="only-wide">{self.comment}</span>'
                f'<span class="only-phone visually-hidden">{self.comment}</span>'
            )
        return SafeString(
            f'<a class="button button--quiet" href="{url}#comments">{icon("comment")}<span>{words}</span></a>'
        )


def _sources(picture: PagePicture, *, is_single: bool) -> str:
    if not is_single:
        return f'src="{picture.small_url}"'
    wide = f'srcset="{picture.small_url} 320w, {picture.large_url} 1280w" sizes="(width >= 40rem) 40rem, 100vw"'
    return f'src="{picture.large_url}" {wide}'

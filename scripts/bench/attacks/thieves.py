"""Thieves who ask every address of the house for everything whose id there is, with every method that it takes."""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unittest import mock
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse

from heartsease.config.checks import addresses
from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership, Session
from heartsease.domain.reading import actions as reading
from heartsease.domain.reading.models import Reading
from heartsease.domain.reading.rules import Measure, budget
from heartsease.kernel.ids import new_id
from heartsease.web.routing import admission_of
from scripts.bench.attacks import Outcome
from scripts.bench.attacks.nursery import PASSWORD, Nursery, digest

WORD = re.compile(rb"canary(\d{4})x")
NOT_ASKED = {"sign-out", "lock", "enrol-tablet"}
"""They would end the thief's own session."""
ONLY_READ = ("account", "sign-in", "second", "choose", "ask-device", "use-passkey")
UNKNOWN = new_id()
"""Where an address names something that the thief has no id of."""
PLAIN = {"mark": ["arrive"], "size": ["small", "large", "master"], "audience": ["parents"]}


@dataclass
class Loot:
    """Children of whom the thief has words or a picture; children of whom only the small face of a list; how much was
    asked."""

    children: set[int] = field(default_factory=set)
    faces: set[int] = field(default_factory=set)
    photos: set[str] = field(default_factory=set)
    requests: int = 0


def crawl(client: Client, nursery: Nursery, asked: Iterable[tuple[str, str]] | None = None) -> Loot:
    """What this browser is given when it asks for everything, or for ``asked``."""
    loot = Loot()
    for url, method in _everything(nursery) if asked is None else asked:
        form = urlencode({"next": "/today", "q": "a", "note": "x", "text": "x"}) if method == "POST" else ""
        response = client.generic(
            method, url, form, content_type="application/x-www-form-urlencoded", headers={"accept": "text/html"}
        )
        loot.requests += 1
        _take(loot, nursery, url, response)
    return loot


def _everything(nursery: Nursery) -> Iterator[tuple[str, str]]:
    """Every address with every child's ids: the pages of all children before what is sent to any of them."""
    asked: set[tuple[str, str]] = set()
    for is_reading in (True, False):
        for things in nursery.things:
            for _path, pattern in addresses(get_resolver().url_patterns):
                admission = admission_of(pattern.callback)
                if admission is None or pattern.name is None or pattern.name in NOT_ASKED:
                    continue
                for method in admission.methods:
                    is_kept = is_reading or not pattern.name.startswith(ONLY_READ)
                    if (method == "GET") is is_reading and is_kept:
                        asked |= (new := {(url, method) for url in _urls(pattern, things)} - asked)
                        yield from sorted(new)


def _thinned(nursery: Nursery) -> list[tuple[str, str]]:
    """Everything, or in a short run every child's own page and one in so many of the rest."""
    pages = {reverse("child", args=[one["child_id"]]) for one in nursery.things}
    asked = enumerate(_everything(nursery))
    return [one for place, one in asked if place % nursery.thinning == 0 or one[0] in pages]


def _urls(pattern: object, things: dict[str, uuid.UUID]) -> Iterator[str]:
    name, arguments = pattern.name, list(pattern.pattern.converters)  # type: ignore[attr-defined]  # a URLPattern
    plain = [argument for argument in arguments if argument in PLAIN]
    for choice in PLAIN[plain[0]] if plain else [""]:
        filled = {
            argument: things.get(argument) or (choice if argument in PLAIN else UNKNOWN) for argument in arguments
        }
        yield reverse(name, kwargs=filled)


def _take(loot: Loot, nursery: Nursery, url: str, response: HttpResponseBase) -> None:
    body = response.content if isinstance(response, HttpResponse) else b"".join(response)
    loot.children |= {int(found) for found in WORD.findall(body)}
    whose = nursery.pixels.get(digest(body))
    if whose is not None and url.startswith("/portraits/") and url.endswith("/small"):
        loot.faces.add(whose)
    elif whose is not None:
        loot.children.add(whose)
        if not url.endswith("/small"):
            loot.photos.add(url)


def with_a_password(nursery: Nursery) -> Outcome:
    """A practitioner's password, on a machine that nobody knows. Planted: a session of the enrolled tablet."""
    with in_setting(nursery.setting.pk):
        nursery.choose_scope(Scope.ALL)
        _begin_anew(nursery)
        planted = crawl(nursery.unlocked_tablet(), nursery, _thinned(nursery))
        _begin_anew(nursery)
    client = Client()
    for form in ({"user_name": nursery.robbed.person.user_name, "password": PASSWORD},):
        client.post(reverse("sign-in"), form)
        client.post(reverse("ask-device"))
    clean = crawl(client, nursery)
    got = len(clean.children | clean.faces)
    note = f"{clean.requests:,} requests; planted: a session of the tablet"
    return Outcome("password, unknown machine: children", got, 0, len(planted.children), note)


def with_a_tablet(nursery: Nursery, scope: Scope) -> Iterator[Outcome]:
    """An enrolled, unlocked tablet, at full speed. Planted: no brake; and, where rooms close, no rooms."""
    own = nursery.in_own_room()
    least = budget(Role.PRACTITIONER, own_children=len(own))
    with in_setting(nursery.setting.pk):
        nursery.choose_scope(scope)
        _begin_anew(nursery)
        if scope is Scope.ROOMS:
            is_child = lambda _actor, prefix="": Q(**{f"{prefix}is_decoy": False})  # noqa: E731
            with mock.patch("heartsease.domain.children.queries.works_with", is_child):
                planted = len(crawl(nursery.unlocked_tablet(), nursery, _thinned(nursery)).children - own)
            _begin_anew(nursery)
        else:
            with mock.patch.object(reading, "_take", lambda *_arguments: True):
                unbraked = crawl(nursery.unlocked_tablet(), nursery, _thinned(nursery))
            _begin_anew(nursery)
            # Who is after faces asks for nothing else, and is paused for nothing else.
            portraits = [(reverse("portrait", args=[one["child_id"], "small"]), "GET") for one in nursery.things]
            seen = crawl(nursery.unlocked_tablet(), nursery, portraits).faces
            _begin_anew(nursery)
        clean = crawl(nursery.unlocked_tablet(), nursery)
        # Asked again and again for the rest of the ten minutes, it gives nothing more.
        again = crawl(nursery.unlocked_tablet(), nursery, _thinned(nursery))
    got, faces = clean.children | again.children, clean.faces | again.faces
    if scope is Scope.ROOMS:
        note = f"{clean.requests + again.requests:,} requests; planted: no rooms"
        yield Outcome("unlocked tablet: outside the rooms", len((got | faces) - own), 0, planted, note)
        return
    note = f"{clean.requests + again.requests:,} requests, all children in scope; planted: no brake"
    yield Outcome("unlocked tablet: children", len(got), least[Measure.CHILD], len(unbraked.children), note)
    yield Outcome("unlocked tablet: faces", len(seen), least[Measure.FACE], len(unbraked.faces), note)


def _begin_anew(nursery: Nursery) -> None:
    """As on the next day: nothing was read yet, nobody is paused or signed in."""
    Reading.objects.all().delete()
    Session.objects.all().delete()
    Membership.objects.filter(pk=nursery.robbed.pk).update(reading_paused_at=None, reading_begun_at=None)

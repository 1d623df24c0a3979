"""Who gets what: every address, every method it offers, twenty people, compared with the one table docs/access.md."""

import os
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from heartsease.domain.access.scope import in_setting
from tests.cast import House
from tests.contracts.access import table
from tests.contracts.access.actors import CALLERS, Caller
from tests.contracts.test_addresses import ADDRESSES, GUARDED, ONCE_MARKED, WITH_IDS, Address, Things, ask, things_of

WRITES = os.environ.get("HEARTSEASE_WRITE_ACCESS") == "yes"
GATES = ("/account/password", "/account/factors", "/agreement", "/paused", "/journal/confirm")
ROWS = {(address.name, method): address for address in ADDRESSES for method in address.methods}


def word_of(response: HttpResponseBase) -> str:
    """What the table says of an answer."""
    status = response.status_code
    if status in {301, 302, 303}:
        target = response.headers["Location"]
        if target.startswith((reverse("sign-in"), reverse("lock"))):
            return "sign in"
        return "gate" if target.startswith(GATES) else "on"
    if status == 401:
        return "sign in"
    words = {403: "no", 404: "–"}
    if status < 400:
        return "ok"
    assert status < 500, status
    return words.get(status, "asks")


def answers(client: Client, things: Things) -> Iterator[tuple[table.Key, Address, HttpResponseBase]]:
    """Every answer, each as if nothing had been asked before."""
    for key, address in ROWS.items():
        cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
        with transaction.atomic():
            response = ask(client, key[1], things.url(address))
            transaction.set_rollback(True)
        client.cookies = cookies  # some addresses sign out
        yield key, address, response


@pytest.fixture
def things(house: House) -> Things:
    """What belongs to Amara of the Acorns."""
    return things_of(house, author="Priya", child="Amara", parent="Grace")


@pytest.mark.parametrize("caller", CALLERS, ids=lambda caller: caller.name.replace(" ", "-"))
def test_everybody_gets_what_the_table_says(caller: Caller, house: House, hollies: House, things: Things) -> None:
    client = caller.browser(house, hollies)
    found: table.Column = {}
    leaks = []
    for key, address, response in answers(client, things):
        found[key] = word = word_of(response)
        if caller.is_stranger and address.permission is not None and word in {"ok", "on", "asks"}:
            leaks.append((key, word))
        if caller.gets_nothing_of_amaras and isinstance(response, HttpResponse):
            leaks += [(key, "words of somebody else")] if ONCE_MARKED.encode() in response.content else []
        if caller.is_foreign and address in WITH_IDS and key[1] == "GET" and word in {"ok", "on"}:
            leaks.append((key, word))
    assert not leaks, "whatever the table says, this is not theirs"
    agreed = table.read()
    if WRITES:
        agreed[caller.name] = found
        table.write(agreed, {key: address.permission or "everybody" for key, address in ROWS.items()})
    differences = {
        f"{address} {method}": f"agreed {agreed[caller.name].get((address, method), 'nothing')}, answered {word}"
        for (address, method), word in found.items()
        if agreed[caller.name].get((address, method)) != word
    }
    if differences:
        listed = "\n".join(f"  {cell}: {words}" for cell, words in differences.items())
        pytest.fail(f"For {caller.name} docs/access.md says otherwise:\n{listed}\nTo write it anew:\n  {table.COMMAND}")


def test_the_table_has_a_row_for_every_address_and_no_other() -> None:
    for name, column in table.read().items():
        assert column.keys() == ROWS.keys(), name
        assert set(column.values()) <= table.LEGEND.keys(), name


def test_the_table_could_tell() -> None:
    """Twenty people who are told apart, and a stranger who never gets anything that needs a right."""
    columns = table.read()
    assert len({tuple(sorted(column.items())) for column in columns.values()}) >= 12
    guarded = {address.name for address in GUARDED}
    for caller in CALLERS:
        words = {word for (name, _method), word in columns[caller.name].items() if name in guarded}
        assert not caller.is_stranger or words <= {"sign in", "no", "–"}, caller.name


def test_other_settings_are_a_world_of_their_own(house: House, hollies: House) -> None:
    """What belongs to Zed, asked for by everybody here who is signed in and may ask at all."""
    with in_setting(hollies.setting.pk):
        zeds = things_of(hollies, author="Hazel", child="Zed", parent="Petra")
    for name in ("Maggie", "Priya", "Grace"):
        client = house.client(name)
        for key, address, response in answers(client, zeds):
            if address in WITH_IDS and key[1] == "GET":
                assert word_of(response) in {"no", "–"}, (name, key)

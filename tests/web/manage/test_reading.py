"""What can only be read on the configuration screen."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from heartsease.domain.access.permissions import ROLE_MODES, ROLE_NAMES, ROLE_PERMISSIONS, SENTENCES, Permission, Role
from heartsease.domain.frameworks import queries
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.models import Framework
from heartsease.domain.frameworks.pack import read_pack
from tests.cast import House


@pytest.fixture(autouse=True)
def nothing_in_memory() -> Iterator[None]:
    """Each test undoes what it loaded, so no tree of it may stay."""
    yield
    queries.forget()


def test_the_first_page_leads_to_every_other(house: House) -> None:
    maggie = house.client("Maggie")
    page = maggie.get("/manage/").content.decode()
    doors = re.findall(r'<a class="tile" href="([^"]+)"', page)
    assert len(doors) == 15
    for door in doors:
        assert maggie.get(door).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_the_table_of_rights_is_the_rule_itself(house: House, role: Role) -> None:
    page = html.unescape(house.client("Maggie").get("/manage/roles").content.decode())
    rows = re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page)
    label = f'data-label="{ROLE_NAMES[role]}"'
    shown = {sentence for sentence, cells in rows if label in cells}
    assert shown == {str(SENTENCES[permission]) for permission in ROLE_PERMISSIONS[role]}


def test_a_table_names_only_rights_that_somebody_in_it_holds(house: House) -> None:
    page = html.unescape(house.client("Maggie").get("/manage/roles").content.decode())
    for number, mode in enumerate(["staff", "family", "maintenance"], 1):
        part = page[page.index(f'id="rights-{number}"') :].split("</table>", maxsplit=1)[0]
        members = [role for role in Role if ROLE_MODES[role] == mode]
        for permission in Permission:
            is_held = any(permission in ROLE_PERMISSIONS[role] for role in members)
            assert (f">{SENTENCES[permission]}</th>" in part) is is_held


def test_frameworks_are_shown_with_version_licence_and_source(house: House) -> None:
    load_pack(pack=read_pack(Path(settings.PACKS) / "te-whariki"))
    page = house.client("Maggie").get("/manage/frameworks").content.decode()
    heading = queries.framework("eyfs", check=True).heading
    for shown in (heading.version, heading.publisher, heading.licence_name, heading.source_url):
        assert html.escape(shown) in page
    assert page.index("Early Years Foundation Stage") < page.index("Te Whāriki")
    assert page.count("Used by your setting") == 1
    assert "Areas of learning: 7" in page


def test_a_setting_without_frameworks_is_told(house: House) -> None:
    Framework.objects.update(is_current=False)
    queries.forget()
    assert "No framework is loaded" in house.client("Maggie").get("/manage/frameworks").content.decode()


def test_the_page_of_components_shows_them(house: House) -> None:
    assert "Composition: the room" in house.client("Maggie").get("/manage/style").content.decode()

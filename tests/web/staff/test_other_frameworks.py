"""A setting that changes its framework, or tags from another one: every page still opens."""

from html import unescape

import pytest
from django.conf import settings

from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.setting.models import Setting
from tests.cast import House
from tests.entries import drafted, published, submitted


@pytest.mark.parametrize("slug", ["eyfs", "te-whariki"])
def test_entries_tagged_in_another_framework_are_shown(slug: str, house: House) -> None:
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    tags = frozenset(frameworks.framework(one).areas[0].id for one in ("eyfs", "te-whariki"))
    Setting.objects.filter(pk=house.setting.pk).update(framework_slug=slug)
    entry, waiting = published(house, "Priya", "Amara", tags=tags), submitted(house, "Priya", "Amara", tags=tags)
    draft = drafted(house, "Priya", "Amara", tags=tags)
    area = str(frameworks.framework(slug).areas[0].text)
    pages = {
        "Priya": [
            "/my-entries",
            f"/rooms/{house.rooms['Acorns'].pk}",
            f"/observations/{entry.pk}",
            f"/observations/{entry.pk}/edit",
            f"/capture/{draft.pk}",
            f"/children/{house.children['Amara'].pk}",
            f"/children/{house.children['Amara'].pk}/development",
            f"/capture/prompts?tags={'&tags='.join(map(str, tags))}",
        ],
        "Sen": [f"/review/{waiting.pk}"],
        "Grace": ["/journal", f"/journal/{house.children['Amara'].pk}/{entry.pk}"],
    }
    for name, addresses in pages.items():
        for address in addresses:
            response = house.client(name).get(address)
            assert response.status_code == 200, address
            if name != "Grace":
                assert area in response.content.decode(), address


@pytest.mark.parametrize("slug", ["eyfs", "te-whariki"])
def test_whatever_a_framework_calls_what_is_noticed_it_is_offered(slug: str, house: House) -> None:
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    Setting.objects.filter(pk=house.setting.pk).update(framework_slug=slug)
    area = frameworks.framework(slug).areas[0]
    noticed = frameworks.prompts_for(area.id, 40)
    assert noticed
    address = f"/capture/prompts?tags={area.id}&children={house.children['Amara'].pk}"
    page = unescape(house.client("Priya").get(address).content.decode())
    assert [str(one.text) for one in noticed if str(one.text) not in page] == []

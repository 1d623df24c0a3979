"""Suggestions while writing: offered for the note that is sent, added by nobody but the person, and kept nowhere."""

import logging
import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.frameworks.actions import load_pack
from heartsease.domain.frameworks.pack import read_pack
from heartsease.domain.journal.models import Observation
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from tests import entries
from tests.cast import House
from tests.pages import text_of
from tests.web.staff.sending import HTMX, form_of

ADDRESS = "/capture/suggestions"
NOTE = "Climbed to the top of the ladder, then jumped down and ran off."


@pytest.fixture
def priya(house: House) -> Client:
    """Priya's tablet."""
    return house.client("Priya")


def suggested(client: Client, house: House, text: str, *children: str, tags: list[str] | None = None) -> str:
    """The chips for a note."""
    response = client.post(ADDRESS, form_of(house, *children, text=text, tags=tags or []), headers=HTMX)
    assert response.status_code == 200
    return unescape(response.content.decode())


def areas_of(chips: str) -> list[str]:
    """The ids of the areas that chips add, in their order, each once."""
    return list(dict.fromkeys(re.findall(r'data-area="([^"]+)"', chips)))


def test_the_likeliest_areas_are_offered_with_their_aspects(house: House, priya: Client) -> None:
    tree = frameworks.framework("eyfs")
    chips = suggested(priya, house, NOTE)
    assert "Perhaps this is about" in chips
    assert areas_of(chips)[0] == str(tree.by_code("PHY").id)
    assert "Physical Development · Gross Motor Skills" in chips
    assert f'data-inside="{tree.by_code("PHY_E06").id}"' in chips
    assert len(areas_of(chips)) <= 3


def test_prompts_are_offered_for_the_age_of_the_child(house: House, priya: Client) -> None:
    tree = frameworks.framework("eyfs")
    months = clock.age_in_months(house.children["Amara"].birth_date, clock.today(house.system.zone))
    prompt = tree.prompts_for(tree.by_code("MAT").id, months)[0]
    assert f"‘{prompt.text}’" in suggested(priya, house, str(prompt.text), "Amara")
    assert f"‘{prompt.text}’" not in suggested(priya, house, str(prompt.text))


def test_what_is_chosen_already_is_not_offered_again(house: House, priya: Client) -> None:
    tree = frameworks.framework("eyfs")
    for chosen in ("PHY", "PHY_E07"):
        chips = suggested(priya, house, NOTE, tags=[str(tree.by_code(chosen).id)])
        assert str(tree.by_code("PHY").id) not in areas_of(chips)


@pytest.mark.parametrize("text", ["", "  ", "Lovely day today", "asdf qwer"])
def test_a_note_that_says_nothing_gets_nothing(house: House, priya: Client, text: str) -> None:
    assert suggested(priya, house, text, "Amara").strip() == ""


def test_names_of_children_are_no_hints(house: House, priya: Client) -> None:
    house.children["Amara"].__class__.objects.filter(pk=house.children["Amara"].pk).update(
        full_name="Robin Story", known_as=""
    )
    plain = suggested(priya, house, "Xqzt sat next to Xqzt and drank.")
    assert suggested(priya, house, "robin sat next to Story and drank.", "Amara") == plain
    assert suggested(priya, house, "Robin sat next to Story and drank.", "Ben") == plain


def test_nothing_of_a_note_is_kept(house: House, priya: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    before = AuditEvent.objects.count()
    suggested(priya, house, f"Zebedee. {NOTE}", "Amara")
    assert not Observation.objects.exists()
    assert AuditEvent.objects.count() == before
    assert "Zebedee" not in caplog.text


def test_it_is_asked_for_in_the_body_of_a_post_with_a_token(house: House, priya: Client) -> None:
    assert priya.get(ADDRESS, {"text": NOTE}).status_code == 405
    priya.handler.enforce_csrf_checks = True
    assert priya.post(ADDRESS, {"text": NOTE}).status_code == 403
    assert priya.post(f"{ADDRESS}?text=climbed", {}).status_code == 403


def test_another_framework_is_understood_too(house: House, priya: Client) -> None:
    load_pack(pack=read_pack(settings.PACKS / "te-whariki"))
    Setting.objects.filter(pk=house.setting.pk).update(framework_slug="te-whariki")
    chips = suggested(priya, house, "Comforted a friend and shared the blocks.", "Amara")
    assert areas_of(chips)[0] == str(frameworks.framework("te-whariki").by_code("contribution").id)


def test_nonsense_is_refused_with_a_sentence(house: House, priya: Client) -> None:
    assert priya.post(ADDRESS, {"text": NOTE, "children": ["nobody"]}).status_code == 422
    assert priya.post(ADDRESS, {"text": NOTE, "tags": ["nothing"]}).status_code == 422


def test_the_page_asks_for_them_where_a_note_is_begun(house: House, priya: Client) -> None:
    page = text_of(priya.get("/capture"))
    assert f'hx-post="{ADDRESS}"' in page
    assert 'hx-params="text,children,tags"' in page
    published = entries.published(house, "Priya", "Amara")
    assert ADDRESS not in text_of(priya.get(f"/observations/{published.pk}/edit"))

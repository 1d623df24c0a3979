"""The parents' page of relatives: ask, see what became of it, take it back (clauses 4.5)."""

import re

import pytest

from heartsease.domain.children import actions
from heartsease.domain.children.models import RelativeRequest
from tests import links
from tests.cast import House
from tests.pages import problem, text_of

GRAN = {"full_name": "Gran Hale", "relation": "grandmother", "email": "gran@example.org"}


def form(house: House, child: str = "Ben") -> dict[str, str]:
    return {**GRAN, "child": str(house.children[child].pk)}


def test_asking_and_seeing_what_became_of_it(house: House) -> None:
    rosa = house.client("Rosa")
    assert "Relatives" in text_of(rosa.get("/journal"))
    assert "Ben" in text_of(rosa.get("/relatives/ask"))
    page = text_of(rosa.post("/relatives/ask", form(house), follow=True))
    assert "Asked. The setting decides, and you see it here." in page
    assert "Gran Hale" in page
    assert "waits for the setting" in page
    asked = RelativeRequest.objects.get()
    actions.decline_relative(actor=house.actor("Maggie"), request_id=asked.pk, words="Please <i>talk</i> to us.")
    page = rosa.get("/relatives").content.decode()
    assert "not agreed" in page
    assert "&lt;i&gt;talk&lt;/i&gt;" in page
    assert f"/relatives/{asked.pk}/remove" not in page


def test_taking_back_asks_first(house: House) -> None:
    rosa = house.client("Rosa")
    rosa.post("/relatives/ask", form(house))
    asked = RelativeRequest.objects.get()
    assert "Take back the request for Gran Hale?" in text_of(rosa.get(f"/relatives/{asked.pk}/remove"))
    page = text_of(rosa.post(f"/relatives/{asked.pk}/remove", follow=True))
    assert "Gran Hale does not read along." in page
    assert "asked on" not in page
    assert rosa.post(f"/relatives/{asked.pk}/remove").status_code == 404


def test_a_relative_who_came_in_is_sent_away_at_once(house: House) -> None:
    rosa = house.client("Rosa")
    rosa.post("/relatives/ask", form(house))
    asked = RelativeRequest.objects.get()
    link = actions.approve_relative(
        actor=house.actor("Maggie"),
        request_id=asked.pk,
        full_name="Gran Hale",
        user_name="gran@example.org",
        relation="grandmother",
    )
    house.family["Gran"], house.links["Gran", "Ben"] = link.membership, link
    links.answer_rightly(house, "Gran", "Ben")
    assert "agreed" in text_of(rosa.get("/relatives"))
    gran = house.client("Gran")
    assert "Ben’s journal" in text_of(gran.get("/journal"))
    rosa.post(f"/relatives/{asked.pk}/remove")
    assert "Ben" not in text_of(gran.get("/journal", follow=True))
    assert "ended" not in text_of(rosa.get("/relatives"))


def test_an_only_child_needs_no_choosing_and_siblings_do(house: House) -> None:
    assert 'type="hidden" name="child"' in house.client("Rosa").get("/relatives/ask").content.decode()
    page = text_of(house.client("Grace").get("/relatives/ask"))
    assert re.search(r'type="radio" name="child"[^>]*>\s*<span>Kofi', page)
    assert house.client("Grace").post("/relatives/ask", form(house, "Kofi")).status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "", "Write the full name."),
        ("full_name", "x" * 121, "at most 120 characters fit here"),
        ("relation", "\x00", "Say what they are to your child"),
        ("relation", "x" * 61, "at most 60 characters fit here"),
        ("email", "", "Write the e-mail address."),
        ("email", "no address", "This is no e-mail address."),
        ("email", "x" * 140 + "@example.org", "An e-mail address has at most 150 characters here."),
        ("child", "", "Choose whose journal they are to read."),
        ("child", "nonsense", "Choose one of your children."),
        ("child", "01a21103-5100-7288-8a42-5863f2262555", "Choose one of your children."),
    ],
)
def test_each_limit_speaks(field: str, value: str, sentence: str, house: House) -> None:
    response = house.client("Grace").post("/relatives/ask", {**form(house, "Kofi"), field: value})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not RelativeRequest.objects.exists()


def test_somebody_elses_child_is_no_choice(house: House) -> None:
    assert house.client("Grace").post("/relatives/ask", form(house, "Ben")).status_code == 422


def test_an_empty_form_and_the_same_twice(house: House) -> None:
    rosa = house.client("Rosa")
    assert rosa.post("/relatives/ask").status_code == 422
    rosa.post("/relatives/ask", form(house))
    response = rosa.post("/relatives/ask", form(house))
    assert response.status_code == 422
    assert "You have asked for this relative already." in problem(response)
    assert 'value="Gran Hale"' in text_of(response)


def test_a_setting_that_chose_none_says_so(house: House) -> None:
    house.choose(relatives="none")
    rosa = house.client("Rosa")
    for path in ("/relatives", "/relatives/ask"):
        page = text_of(rosa.get(path))
        assert "gives access to parents and carers only." in page
        assert "<form class" not in page
    assert rosa.post("/relatives/ask", form(house)).status_code == 403
    assert not RelativeRequest.objects.exists()


def test_parents_living_apart_see_nothing_of_each_other(house: House) -> None:
    house.client("Rosa").post("/relatives/ask", form(house))
    asked = RelativeRequest.objects.get()
    omar = house.client("Omar")
    assert "Gran" not in text_of(omar.get("/relatives"))
    assert omar.get(f"/relatives/{asked.pk}/remove").status_code == 404
    assert omar.post(f"/relatives/{asked.pk}/remove").status_code == 404
    assert omar.post("/relatives/ask", form(house)).status_code == 302


def test_a_relative_asks_for_nobody(house: House) -> None:
    nana = house.client("Nana")
    assert "/relatives" not in text_of(nana.get("/journal"))
    assert nana.get("/relatives").status_code == 403

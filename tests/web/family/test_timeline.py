"""The timeline: the own child's entries, newest first, in plain words, and nothing too early or too late."""

import re

import pytest
from django.conf import settings

from heartsease.domain.children.rules import Purpose
from heartsease.domain.frameworks import queries as frameworks
from heartsease.domain.journal import actions
from heartsease.domain.journal.models import Observation, ObservationChild
from heartsease.domain.photos import actions as photos
from heartsease.domain.photos.intake import receive
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.web.family.making import entry_url, photograph, publish, say, write_at_home

HTMX = {"HX-Request": "true"}


def journal(house: House, who: str = "Grace", child: str = "Amara", query: str = "") -> str:
    """The page of a child's journal as ``who`` gets it."""
    response = house.client(who).get(f"/journal/{house.children[child].pk}{query}")
    assert response.status_code == 200
    return response.content.decode()


def shown(page: str) -> list[str]:
    """The ids of the entries on a page, in order."""
    return re.findall(r'<article class="entry" id="entry-([0-9a-f-]+)"', page)


def test_the_newest_entry_stands_first(house: House) -> None:
    entries = [publish(house, "Amara", days_ago=days) for days in (3, 1, 2)]
    assert shown(journal(house)) == [str(entries[1].pk), str(entries[2].pk), str(entries[0].pk)]


def test_photographs_stand_before_the_words(house: House) -> None:
    publish(house, "Amara", text="Nine blocks high.", photos=2)
    page = journal(house)
    assert page.index("<img src=") < page.index("Nine blocks high.")
    assert 'data-count="2"' in page


def test_a_photograph_says_what_is_known_of_it(house: House) -> None:
    area = frameworks.framework("eyfs").by_code("MAT")
    entry = publish(house, "Amara", photos=2, tags=frozenset({area.id}))
    day = f"{entry.happened_at.astimezone(house.system.zone):%A} {entry.happened_at.astimezone(house.system.zone).day}"
    assert re.findall(r'alt="(Amara, [^"]+)"', journal(house))[0].startswith(f"Amara, {area.plain}, {day} ")
    assert "photograph 2 of 2" in journal(house)


def test_more_than_four_photographs_are_counted(house: House) -> None:
    publish(house, "Amara", photos=6)
    page = journal(house)
    assert page.count('/small" width=') == 4
    assert "/large" not in page
    assert ">+2<" in page


def test_an_area_is_named_once_and_in_plain_words(house: House) -> None:
    tree = frameworks.framework("eyfs")
    area = tree.by_code("COM")
    inside = [node.id for node in tree.nodes if node.area_id == area.id and node.is_taggable][:4]
    publish(house, "Amara", tags=frozenset(inside))
    page = journal(house)
    assert page.count(str(area.plain)) == 1
    assert str(area.text) not in page


def test_what_a_parent_can_try_at_home_is_said(house: House) -> None:
    publish(house, "Amara", next_step="Count the stairs together.")
    assert "Count the stairs together." in journal(house)


def test_a_long_text_goes_on_on_its_own_page(house: House) -> None:
    entry = publish(house, "Amara", text="Blocks and more blocks. " * 400)
    page = journal(house)
    assert page.count("Blocks and more blocks.") < 30
    assert f'<a href="{entry_url(house, entry)}">Read on' in page


def test_months_are_headings(house: House) -> None:
    for days in (1, 2, 70, 71):
        publish(house, "Amara", days_ago=days)
    headings = re.findall(r'<h2 class="timeline-month">([^<]+)</h2>', journal(house))
    assert 2 <= len(headings) == len(set(headings)) <= 3


def test_words_are_shown_as_words(house: House) -> None:
    publish(house, "Amara", text="<b>bold</b> & مرحبا 🌻", lines={"Amara": '"><script>'}, photos=1)
    page = journal(house)
    assert "&lt;b&gt;bold&lt;/b&gt; &amp; مرحبا 🌻" in page
    assert "<script>" not in page


def test_the_first_page_is_followed_by_older_ones(house: House) -> None:
    entries = [publish(house, "Amara", days_ago=20 * number) for number in range(1, 15)]
    first = journal(house)
    assert shown(first) == [str(entry.pk) for entry in entries[:12]]
    older = re.search(r'hx-get="/journal/[^?"]+(\?before=[^"]+)"', first)
    assert older is not None
    second = journal(house, query=older[1])
    assert shown(second) == [str(entry.pk) for entry in entries[12:]]
    assert "<h1>" in second
    assert "hx-get" not in second


def test_a_script_gets_the_older_entries_alone(house: House) -> None:
    entries = [publish(house, "Amara", days_ago=1 + number / 100) for number in range(13)]
    older = re.search(r'hx-get="([^"]+)"', journal(house))
    assert older is not None
    response = house.client("Grace").get(older[1], headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 200
    assert shown(page) == [str(entries[12].pk)]
    assert "<html" not in page
    assert "timeline-month" not in page, "the month's heading stands on the page already"
    assert page.count("autofocus") == 1


@pytest.mark.parametrize("before", ["", "nonsense", "1-2", "9" * 30 + "-" + "0" * 32, "-5-" + "f" * 32, "\x00"])
def test_a_place_that_makes_no_sense_is_the_first_page(house: House, before: str) -> None:
    entry = publish(house, "Amara")
    response = house.client("Grace").get(f"/journal/{house.children['Amara'].pk}", {"before": before})
    assert shown(response.content.decode()) == [str(entry.pk)]


def test_an_empty_journal_is_a_friendly_one(house: House) -> None:
    page = journal(house)
    assert "The first page is still empty" in page
    assert "/from-home/new" in page
    assert "/from-home/new" not in journal(house, "Nana"), "relatives read and answer"


def test_nothing_is_seen_before_its_time(house: House) -> None:
    house.choose(publish_delay_minutes=60)
    waiting = publish(house, "Amara", text="Not yet.", is_visible=False)
    draft = write_at_home(house, "Tunde", "Amara", text="Only Tunde's.", send=True)
    page = journal(house)
    assert shown(page) == []
    for entry in (waiting, draft):
        assert house.client("Grace").get(entry_url(house, entry)).status_code == 404


def test_what_is_withdrawn_is_gone(house: House) -> None:
    entry = publish(house, "Amara")
    actions.withdraw(actor=house.actor("Sen"), observation_id=entry.pk, note="About somebody else.")
    assert shown(journal(house)) == []
    assert house.client("Grace").get(entry_url(house, entry)).status_code == 404


@pytest.mark.parametrize(("child", "purpose"), [("Amara", Purpose.OWN_JOURNAL), ("Ben", Purpose.OTHERS_JOURNALS)])
def test_a_withdrawn_permission_hides_pictures_at_the_next_request(house: House, child: str, purpose: Purpose) -> None:
    entry = publish(house, "Amara", "Ben", photos=1)
    grace = house.client("Grace")
    photo = re.search(r'src="(/pictures/[^"]+)"', journal(house))
    assert photo is not None
    assert grace.get(photo[1]).status_code == 200
    house.permit(child, {purpose: False})
    for page in (journal(house), grace.get(entry_url(house, entry)).content.decode()):
        assert "/pictures/" not in page
        assert "The photographs of this entry are not shown at the moment." in page
        assert "Ben" not in page
    assert grace.get(photo[1]).status_code == 404


def test_siblings_are_one_tap_apart(house: House) -> None:
    publish(house, "Kofi", text="A ramp for marbles.", by="Owen")
    page = journal(house)
    assert f'href="/journal/{house.children["Kofi"].pk}"' in page
    assert "A ramp for marbles." not in page
    assert "A ramp for marbles." in journal(house, child="Kofi")


def test_an_only_child_needs_no_switch(house: House) -> None:
    publish(house, "Amara")
    assert "switcher" in journal(house, "Grace")
    assert "switcher" not in journal(house, "Tunde")


def test_the_first_page_is_that_of_the_child_looked_at_last(house: House) -> None:
    grace = house.client("Grace")
    for child in ("Kofi", "Amara"):
        grace.get(f"/journal/{house.children[child].pk}")
        assert f"<h1>{child}’s journal</h1>" in grace.get("/journal").content.decode()


def test_what_another_person_looked_at_decides_nothing(house: House) -> None:
    rosa = house.client("Rosa")
    rosa.cookies[f"{settings.SESSION_COOKIE_NAME}-child"] = str(house.children["Amara"].pk)
    assert "<h1>Ben’s journal</h1>" in rosa.get("/journal").content.decode()


def test_without_a_child_the_journal_says_so(house: House) -> None:
    link = house.links["Rosa", "Ben"]
    link.ended_at = link.linked_at
    link.save(update_fields=["ended_at"])
    rosa = house.client("Rosa")
    for path in ("/journal", "/from-home", "/from-home/new"):
        page = rosa.get(path)
        assert page.status_code == 200
        assert "No journal is open to you at the moment" in page.content.decode()


def test_an_edited_entry_says_so(house: House) -> None:
    entry = publish(house, "Amara")
    assert "edited" not in journal(house)
    Observation.objects.filter(pk=entry.pk).update(edited_at=entry.published_at)
    assert "edited" in journal(house)


def test_the_comments_of_the_own_home_are_counted(house: House) -> None:
    entry = publish(house, "Amara")
    say(house, entry, "Amara", "Grace", "One.")
    say(house, entry, "Amara", "Priya", "Two.")
    say(house, entry, "Amara", "Nana", "Of another home.")
    assert '<span>2<span class="visually-hidden"> comments' in journal(house)


def test_times_are_those_of_the_setting(house: House) -> None:
    entry = publish(house, "Amara")
    summer = entry.happened_at.replace(year=2025, month=7, day=1, hour=23, minute=30)
    Observation.objects.filter(pk=entry.pk).update(happened_at=summer)
    ObservationChild.objects.filter(observation=entry).update(happened_at=summer)
    assert "Wednesday 2 July" in journal(house)
    page = house.client("Grace").get(entry_url(house, entry)).content.decode()
    assert "Wednesday 2 July 2025" in page
    assert "<span>00:30</span>" in page


def test_the_portrait_of_the_own_child_is_shown(house: House) -> None:
    amara = house.children["Amara"]
    with receive([photograph(5)]) as upload:
        photos.set_portrait(actor=house.actor("Sen"), child=amara, photo_id=new_id(), upload=upload)
    url = f"/portraits/{amara.pk}/small"
    assert url in journal(house)
    assert house.client("Grace").get(url).status_code == 200
    assert house.client("Rosa").get(url).status_code == 404

"""Hearts and comments: once each, in the own home's thread, and taken back by whoever gave them."""

import re

import pytest

from heartsease.domain.journal.models import Comment, Like, Observation
from heartsease.kernel.ids import new_id
from tests.cast import House
from tests.web.family.making import entry_url, publish, say, write_at_home

HTMX = {"HX-Request": "true"}


@pytest.fixture
def entry(house: House) -> Observation:
    """An entry about Amara."""
    return publish(house, "Amara")


def test_a_heart_is_given_and_taken_back(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), entry_url(house, entry)
    assert 'aria-pressed="false"' in grace.get(url).content.decode()
    answer = grace.post(f"{url}/like", {"liked": "yes"}, headers=HTMX)
    assert 'aria-pressed="true"' in answer.content.decode()
    assert f'id="like-{entry.pk}"' in answer.content.decode()
    assert 'aria-pressed="true"' in grace.get(url).content.decode()
    assert 'aria-pressed="false"' in grace.post(f"{url}/like", {"liked": "no"}, headers=HTMX).content.decode()
    assert not Like.objects.exists()


def test_a_second_tap_of_the_same_heart_changes_nothing(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), f"{entry_url(house, entry)}/like"
    for _ in range(2):
        assert 'aria-pressed="true"' in grace.post(url, {"liked": "yes"}, headers=HTMX).content.decode()
    assert Like.objects.count() == 1


def test_a_heart_without_words_is_turned_round(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), f"{entry_url(house, entry)}/like"
    grace.post(url)
    assert Like.objects.count() == 1
    grace.post(url)
    assert not Like.objects.exists()


def test_without_a_script_a_heart_leads_back_to_the_page(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), entry_url(house, entry)
    assert grace.post(f"{url}/like", {"next": "/journal?x=1"})["Location"] == f"/journal?x=1#entry-{entry.pk}"
    for elsewhere in ("https://example.org/", "//example.org/", ""):
        assert grace.post(f"{url}/like", {"next": elsewhere})["Location"] == f"{url}#entry-{entry.pk}"


def test_nobody_learns_of_the_hearts_of_others(house: House, entry: Observation) -> None:
    before = house.client("Nana").get(entry_url(house, entry)).content.decode()
    house.client("Grace").post(f"{entry_url(house, entry)}/like")
    after = house.client("Nana").get(entry_url(house, entry)).content.decode()
    assert _steady(before) == _steady(after)


def test_a_comment_is_there_for_the_home_and_for_staff(house: House, entry: Observation) -> None:
    url = entry_url(house, entry)
    response = house.client("Grace").post(f"{url}/comment", {"text": "We built it again.", "comment": str(new_id())})
    assert response.headers["Location"] == f"{url}#comments"
    assert "We built it again." in house.client("Tunde").get(url).content.decode()
    assert "We built it again." not in house.client("Nana").get(url).content.decode()
    assert Comment.objects.get().household_id == house.links["Grace", "Amara"].household_id


def test_parents_who_live_apart_do_not_read_each_other(house: House) -> None:
    entry = publish(house, "Ben")
    url = entry_url(house, entry, "Ben")
    house.client("Rosa").post(f"{url}/comment", {"text": "Rosa was here."})
    say(house, entry, "Ben", "Priya", "To everybody of Ben's.")
    rosa, omar = (house.client(who).get(url).content.decode() for who in ("Rosa", "Omar"))
    assert "Rosa was here." in rosa
    assert "Rosa" not in omar
    assert "To everybody of Ben&#x27;s." in rosa
    assert "To everybody of Ben&#x27;s." in omar


def test_a_script_gets_the_thread_with_a_fresh_id(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), entry_url(house, entry)
    first = _comment_id(grace.get(url).content.decode())
    answer = grace.post(f"{url}/comment", {"text": "Thank you.", "comment": first}, headers=HTMX).content.decode()
    assert "<html" not in answer
    assert "Thank you." in answer
    assert _comment_id(answer) != first
    assert 'hx-swap-oob="true"' in answer, "what happened is said aloud"


def test_sending_a_comment_twice_is_once(house: House, entry: Observation) -> None:
    grace, url = house.client("Grace"), entry_url(house, entry)
    sent = {"text": "Thank you.", "comment": _comment_id(grace.get(url).content.decode())}
    for _ in range(2):
        assert grace.post(f"{url}/comment", sent).status_code == 302
    assert Comment.objects.count() == 1


def test_other_words_under_an_old_id_are_another_comment(house: House, entry: Observation) -> None:
    grace, url, old = house.client("Grace"), entry_url(house, entry), str(new_id())
    for text in ("Thank you.", "And one more thing."):
        grace.post(f"{url}/comment", {"text": text, "comment": old})
    assert list(Comment.objects.values_list("text", flat=True)) == ["Thank you.", "And one more thing."]


def test_an_id_of_somebody_elses_comment_changes_nothing_of_it(house: House, entry: Observation) -> None:
    theirs = say(house, publish(house, "Ben"), "Ben", "Rosa", "Mine.")
    url = f"{entry_url(house, entry)}/comment"
    house.client("Grace").post(url, {"text": "Mine.", "comment": str(theirs.pk)})
    theirs.refresh_from_db()
    assert theirs.author_id == house.family["Rosa"].pk
    assert theirs.text == "Mine."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write something first."),
        (" \n\t ", "Write something first."),
        ("\x00", "Write something first."),
        ("x" * 2001, "A comment holds at most 2000 characters."),
        ("<b>" + "x" * 2000, "A comment holds at most 2000 characters."),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_comment_that_cannot_be_says_why_beside_the_box(
    house: House, entry: Observation, text: str, sentence: str, headers: dict[str, str]
) -> None:
    url = f"{entry_url(house, entry)}/comment"
    response = house.client("Grace").post(url, {"text": text}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(rf'id="comment-problem">.*{re.escape(sentence)}', page)
    assert 'aria-describedby="comment-problem"' in page
    kept = re.search(r"<textarea[^>]*>([^<]*)</textarea>", page)
    assert kept is not None
    assert kept[1].replace("&lt;b&gt;", "<b>").strip("\x00 \n\t") == text.strip("\x00 \n\t")
    assert not Comment.objects.exists()
    assert ("<html" in page) is not bool(headers)
    if not headers:
        assert "<title>Error: " in page
        assert 'href="#comment-text"' in page


@pytest.mark.parametrize("text", ["مرحبا بكم", "🌻" * 2000, "<script>alert(1)</script>", "a\x00b", "x" * 2000])
def test_any_words_are_taken_as_words(house: House, entry: Observation, text: str) -> None:
    grace, url = house.client("Grace"), entry_url(house, entry)
    assert grace.post(f"{url}/comment", {"text": text}).status_code == 302
    assert "<script>alert" not in grace.get(url).content.decode()
    assert Comment.objects.get().text == text.replace("\x00", "")


@pytest.mark.parametrize("comment_id", ["", "nonsense", "0"])
def test_a_page_without_an_id_for_the_comment_is_no_obstacle(house: House, entry: Observation, comment_id: str) -> None:
    house.client("Grace").post(f"{entry_url(house, entry)}/comment", {"text": "Hello.", "comment": comment_id})
    assert Comment.objects.count() == 1


def test_an_own_comment_is_taken_back_from_every_reader(house: House, entry: Observation) -> None:
    url = entry_url(house, entry)
    comment = say(house, entry, "Amara", "Grace", "Too quick.")
    grace = house.client("Grace")
    assert f"{comment.pk}/withdraw" in grace.get(url).content.decode()
    assert f"{comment.pk}/withdraw" not in house.client("Tunde").get(url).content.decode()
    answer = grace.post(f"{url}/comments/{comment.pk}/withdraw", headers=HTMX)
    assert answer.status_code == 200
    assert "Too quick." not in answer.content.decode()
    for who in ("Grace", "Tunde"):
        assert "Too quick." not in house.client(who).get(url).content.decode()


@pytest.mark.parametrize("author", ["Tunde", "Nana", "Priya"])
def test_only_the_own_comment_can_be_taken_back(house: House, entry: Observation, author: str) -> None:
    comment = say(house, entry, "Amara", author, "Still here.")
    url = f"{entry_url(house, entry)}/comments/{comment.pk}/withdraw"
    assert house.client("Grace").post(url).status_code == 404
    comment.refresh_from_db()
    assert comment.withdrawn_at is None


def test_a_comment_needs_its_own_entry(house: House, entry: Observation) -> None:
    elsewhere = say(house, publish(house, "Amara"), "Amara", "Grace", "Elsewhere.")
    url = f"{entry_url(house, entry)}/comments/{elsewhere.pk}/withdraw"
    assert house.client("Grace").post(url).status_code == 404


def test_an_entry_that_is_not_in_the_journal_is_not_answered(house: House) -> None:
    own = write_at_home(house, "Grace", "Amara")
    url = entry_url(house, own)
    assert house.client("Grace").post(f"{url}/like").status_code == 404
    assert house.client("Grace").post(f"{url}/comment", {"text": "To myself."}).status_code == 404
    assert not Like.objects.exists()
    assert not Comment.objects.exists()


def _comment_id(page: str) -> str:
    found = re.search(r'name="comment" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _steady(page: str) -> str:
    return re.sub(r'(name="(?:csrfmiddlewaretoken|comment)" value|csrf-token" content)="[^"]+"', "", page)

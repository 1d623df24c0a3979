"""Paused, ended, let in again: each after a page that says what it means (clauses 1.10, 14.6)."""

import re

import pytest

from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import AccessChange
from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.children.models import FamilyLink
from heartsease.domain.journal.models import Observation
from tests.cast import House
from tests.entries import drafted, submitted
from tests.pages import problem, text_of
from tests.people import REASON, fresh, in_days, second_member
from tests.web.manage.asking import person


def test_ending_access_asks_first_and_holds_from_the_next_tap(house: House) -> None:
    maggie, priya = house.client("Maggie"), house.client("Priya")
    page = text_of(maggie.get(person(house, "Priya", "/end")))
    assert "End the access of Priya" in page
    assert "They have 0 drafts" in page
    assert 'name="to"' not in page
    assert priya.get("/children/").status_code == 200
    assert maggie.post(person(house, "Priya", "/end")).status_code == 302
    assert priya.get("/children/").status_code == 401
    page = text_of(maggie.get(person(house, "Priya")))
    assert "Let them in again" in page
    assert "Make a link" not in page
    twice = text_of(maggie.post(person(house, "Priya", "/end"), follow=True))
    assert "Somebody else has just changed this person" in twice


def test_drafts_are_counted_and_go_to_whom_the_manager_chooses(house: House) -> None:
    drafts = [drafted(house, "Priya", "Amara"), drafted(house, "Priya", "Ben")]
    sent = submitted(house, "Priya", "Amara")
    maggie = house.client("Maggie")
    page = text_of(maggie.get(person(house, "Priya", "/end")))
    assert "They have 2 drafts that were not sent." in page
    assert re.findall(r'<option value="([^"]+)"', page) == [
        str(house.staff["Sen"].pk),
        str(house.staff["Maggie"].pk),
    ]
    for wrong in ("", "nonsense", str(house.staff["Owen"].pk)):
        response = maggie.post(person(house, "Priya", "/end"), {"to": wrong})
        assert response.status_code == 422
        assert problem(response)
        assert fresh(house.staff["Priya"]).ended_at is None
    done = maggie.post(person(house, "Priya", "/end"), {"to": str(house.staff["Sen"].pk)}, follow=True)
    assert "2 drafts were handed over." in text_of(done)
    authors = dict(Observation.objects.values_list("pk", "author"))
    assert [authors[one.pk] for one in (*drafts, sent)] == [
        house.staff["Sen"].pk,
        house.staff["Sen"].pk,
        house.staff["Priya"].pk,
    ]


def test_nobody_inherits_from_themselves(house: House) -> None:
    drafted(house, "Sen", "Amara")
    page = text_of(house.client("Maggie").get(person(house, "Sen", "/end")))
    assert re.findall(r'<option value="([^"]+)"', page) == [str(house.staff["Maggie"].pk)]


def test_a_parents_drafts_are_seen_by_nobody_and_every_link_ends(house: House) -> None:
    """A later admission for another child must not bring the earlier journals back."""
    maggie = house.client("Maggie")
    assert "What they have not sent stays theirs" in text_of(maggie.get(person(house, "Grace", "/end")))
    assert maggie.post(person(house, "Grace", "/end")).status_code == 302
    assert not FamilyLink.objects.filter(membership=house.family["Grace"], ended_at__isnull=True).exists()
    unlinked = AuditEvent.objects.filter(event="family:unlinked").values_list("child_id", flat=True)
    assert set(unlinked) == {house.children["Amara"].pk, house.children["Kofi"].pk}
    assert "Families are given access again on the record" in text_of(maggie.get(person(house, "Grace")))


def test_the_last_nominated_member_stays(house: House) -> None:
    maggie = house.client("Maggie")
    response = maggie.post(person(house, "Maggie", "/end"), follow=True)
    assert "This is the last nominated member" in text_of(response)
    assert fresh(house.staff["Maggie"]).ended_at is None
    second_member(house)
    assert "This is you" in text_of(maggie.get(person(house, "Maggie", "/end")))
    assert maggie.post(person(house, "Maggie", "/end")).status_code == 302
    assert maggie.get("/manage/").status_code == 401


def test_nothing_ends_by_halves(house: House) -> None:
    """Where the end is refused, nothing of what belongs to it has happened."""
    drafted(house, "Maggie", "Amara")
    house.client("Maggie").post(person(house, "Maggie", "/end"), {"to": str(house.staff["Sen"].pk)})
    assert Observation.objects.get().author == house.staff["Maggie"]
    assert not AuditEvent.objects.filter(event="person:ended").exists()


def test_pausing_needs_a_reason_and_shows_the_words(house: House) -> None:
    maggie = house.client("Maggie")
    response = maggie.post(person(house, "Priya", "/suspend"), {"words": "Please ring Maggie."})
    assert response.status_code == 422
    assert "Write why." in problem(response)
    assert "Please ring Maggie." in text_of(response)
    sent = {"reason": REASON, "words": "Please ring Maggie.", "review_on": in_days(house, 7).isoformat()}
    assert maggie.post(person(house, "Priya", "/suspend"), sent).status_code == 302
    page = text_of(maggie.get(person(house, "Priya")))
    for words in ("Access is paused", REASON, "Please ring Maggie.", "Let them in again"):
        assert words in page
    for gone in ("Make a link", "/suspend"):
        assert gone not in page


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("reason", "x" * 501, "at most 500 characters fit here"),
        ("words", "x" * 501, "at most 500 characters fit here"),
        ("review_on", "2020-01-01", "This day is over."),
        ("review_on", "soon", "this is no day of the calendar"),
    ],
)
def test_each_limit_of_a_pause_speaks(field: str, value: str, sentence: str, house: House) -> None:
    response = house.client("Maggie").post(person(house, "Priya", "/suspend"), {"reason": REASON, field: value})
    assert response.status_code == 422
    assert sentence in problem(response)
    assert fresh(house.staff["Priya"]).suspended_at is None


def test_who_cannot_be_paused_is_said(house: House) -> None:
    maggie = house.client("Maggie")
    assert "/suspend" not in text_of(maggie.get(person(house, "Maggie")))
    page = text_of(maggie.post(person(house, "Maggie", "/suspend"), {"reason": REASON}, follow=True))
    assert "You cannot suspend yourself" in page


def test_let_in_again_after_a_pause(house: House) -> None:
    maggie = house.client("Maggie")
    maggie.post(person(house, "Priya", "/suspend"), {"reason": REASON})
    assert REASON in text_of(maggie.get(person(house, "Priya", "/reinstate")))
    assert maggie.post(person(house, "Priya", "/reinstate")).status_code == 422
    assert maggie.post(person(house, "Priya", "/reinstate"), {"reason": "All is well"}).status_code == 302
    assert house.client("Priya").get("/today").status_code == 200
    again = maggie.post(person(house, "Priya", "/reinstate"), {"reason": "Twice"}, follow=True)
    assert "Somebody else has just changed this person" in text_of(again)


def test_let_in_again_after_the_end(house: House) -> None:
    maggie = house.client("Maggie")
    maggie.post(person(house, "Stu", "/end"))
    for sent, sentence in (
        ({"last_day": in_days(house, 9).isoformat()}, "Write why."),
        ({"reason": REASON}, "last day that is still to come"),
        ({"reason": REASON, "last_day": in_days(house, -1).isoformat()}, "last day that is still to come"),
    ):
        response = maggie.post(person(house, "Stu", "/again"), sent)
        assert response.status_code == 422
        assert sentence in problem(response)
    sent = {"reason": REASON, "last_day": in_days(house, 9).isoformat()}
    assert maggie.post(person(house, "Stu", "/again"), sent).status_code == 302
    assert house.client("Stu").get("/children/").status_code == 200
    assert list(house.staff["Stu"].rooms.all()) == [house.rooms["Acorns"]]
    again = maggie.post(person(house, "Stu", "/again"), sent, follow=True)
    assert "Somebody else has just changed this person" in text_of(again)
    assert [one.reason for one in AccessChange.objects.all()] == [REASON, ""]


def test_the_reason_stands_in_no_line_of_the_trace(house: House) -> None:
    maggie = house.client("Maggie")
    maggie.post(person(house, "Priya", "/suspend"), {"reason": "zyzzyva", "words": "zyzzyva"})
    actions.reinstate_member(actor=house.actor("Maggie"), membership_id=house.staff["Priya"].pk, reason="zyzzyva")
    assert "zyzzyva" not in str(list(AuditEvent.objects.values()))

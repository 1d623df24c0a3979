"""The access review on its pages: ticked, removed, signed, and read afterwards (clauses 3.4)."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from heartsease.domain.access.permissions import Role, Scope
from heartsease.domain.accounts import actions
from heartsease.domain.accounts.models import AccessReview, AccessReviewAnswer
from heartsease.domain.setting.models import Setting
from heartsease.kernel import clock
from heartsease.kernel.ids import new_id
from tests.cast import House, add_family, add_staff
from tests.entries import drafted
from tests.pages import text_of
from tests.people import REASON, change, fresh, second_member

NOBODYS = "01a21152-7a53-7452-9420-c0b9302635a3"


@pytest.fixture
def url(house: House) -> str:
    """The page of a review that Maggie has begun."""
    response = house.client("Maggie").post("/manage/review/start")
    return str(response["Location"])


def tickets(page: str) -> dict[str, str]:
    """What a tick sends, by first name."""
    return {
        unescape(name).split()[0]: value
        for value, name in re.findall(r'name="confirm" value="([^"]+)">Confirm<span[^>]*> ([^<]+)', page)
    }


def test_everybody_is_there_with_what_they_may_do(house: House, url: str) -> None:
    page = text_of(house.client("Maggie").get(url))
    assert list(tickets(page)) == ["Maggie", "Sen", "Owen", "Priya", "Stu", "Grace", "Omar", "Rosa", "Tunde", "Nana"]
    for words in (
        "10 people are still to be decided.",
        "Works with: as the setting chose: their key children and the children of their rooms",
        "Rooms: Acorns",
        "Amara Example (mother)",
        "has not come in yet",
    ):
        assert words in page
    assert "Sign the review" not in page


def test_what_is_ticked_is_confirmed_and_the_rest_waits(house: House, url: str) -> None:
    maggie = house.client("Maggie")
    found = tickets(text_of(maggie.get(url)))
    page = text_of(maggie.post(url, {"confirm": [found["Priya"], found["Grace"]]}, follow=True))
    assert "2 confirmed." in page
    assert "8 people are still to be decided." in page
    assert {"Priya", "Grace"} & set(tickets(page)) == set()
    assert page.count("</svg>confirmed</span>") == 2
    assert "decided by Maggie Sunflower" in page
    assert "Nobody was ticked." in text_of(maggie.post(url, follow=True))


@pytest.mark.parametrize("ticket", ["", "nonsense", "1 2", f"{NOBODYS} 0", "\x00", NOBODYS])
def test_a_tick_that_is_none_confirms_nobody(ticket: str, house: House, url: str) -> None:
    response = house.client("Maggie").post(url, {"confirm": [ticket]})
    assert response.status_code in {302, 404}
    assert not AccessReviewAnswer.objects.exists()


def test_a_tick_beside_rights_that_were_changed_since_confirms_nothing(house: House, url: str) -> None:
    maggie = house.client("Maggie")
    found = tickets(text_of(maggie.get(url)))
    change(house, "Priya", scope=Scope.ALL, reason=REASON)
    page = text_of(maggie.post(url, {"confirm": [found["Priya"], found["Owen"]]}, follow=True))
    assert "The rights of Priya Sunflower were changed in the meantime." in page
    assert "1 confirmed." in page
    assert "Priya" in tickets(page)


def test_removing_leads_over_the_page_that_asks_and_back(house: House, url: str) -> None:
    maggie = house.client("Maggie")
    drafted(house, "Owen", "Kofi")
    page = text_of(maggie.get(url))
    link = f"/manage/people/{house.staff['Owen'].pk}/end?review={url.rsplit('/', 1)[1]}"
    assert f'href="{link}"' in page
    asked = text_of(maggie.get(link))
    sent = dict(re.findall(r'<input type="hidden" name="(review)" value="([^"]+)"', asked))
    response = maggie.post(link.partition("?")[0], sent | {"to": str(house.staff["Sen"].pk)})
    assert response["Location"] == url
    assert fresh(house.staff["Owen"]).ended_at is not None
    page = text_of(maggie.get(url))
    assert "Owen" not in tickets(page)
    assert page.count("</svg>removed</span>") == 1


def test_a_review_in_an_address_must_be_one(house: House, hollies: House, url: str) -> None:
    maggie, end = house.client("Maggie"), f"/manage/people/{house.staff['Owen'].pk}/end"
    assert maggie.get(f"{end}?review={new_id()}").status_code == 404
    assert maggie.post(end, {"review": str(new_id())}).status_code == 404
    assert maggie.get(f"{end}?review=nonsense").status_code == 200
    assert hollies.client("Hazel").get(url).status_code == 404
    assert fresh(house.staff["Owen"]).ended_at is None


def test_signed_it_can_be_read_and_not_changed(house: House, url: str) -> None:
    maggie = house.client("Maggie")
    assert "still to be confirmed" in text_of(maggie.post(f"{url}/sign", follow=True))
    maggie.post(url, {"confirm": list(tickets(text_of(maggie.get(url))).values())})
    page = text_of(maggie.get(url))
    assert "Everybody is decided" in page
    response = maggie.post(f"{url}/sign", follow=True)
    assert "signed by Maggie Sunflower" in text_of(response)
    assert "10 confirmed, 0 removed" in text_of(response)
    page = text_of(maggie.get(url))
    assert "Signed by Maggie Sunflower on" in page
    assert page.count("</svg>confirmed</span>") == 10
    assert 'name="confirm"' not in page
    assert "Sign the review" not in page
    assert "signed already" in text_of(maggie.post(f"{url}/sign", follow=True))


def test_who_comes_meanwhile_is_decided_too(house: House, url: str) -> None:
    maggie = house.client("Maggie")
    maggie.post(url, {"confirm": list(tickets(text_of(maggie.get(url))).values())})
    add_staff(house, "Nia", Role.STUDENT, "Oaks")
    assert list(tickets(text_of(maggie.get(url)))) == ["Nia"]
    assert "still to be confirmed" in text_of(maggie.post(f"{url}/sign", follow=True))


def test_there_is_one_at_a_time(house: House, url: str) -> None:
    second_member(house)
    page = text_of(house.client("Nora").post("/manage/review/start", follow=True))
    assert "A review has been started already." in page
    assert f'href="{url}"' in page
    assert AccessReview.objects.count() == 1


def test_a_banner_says_when_it_is_time(house: House) -> None:
    maggie = house.client("Maggie")
    words = "It is time to look at everybody’s access again"
    assert words not in text_of(maggie.get("/manage/"))
    Setting.objects.filter(pk=house.setting.pk).update(created_at=clock.now() - dt.timedelta(days=121))
    for address in ("/manage/", "/manage/review"):
        assert words in text_of(maggie.get(address))
    review = actions.start_review(actor=house.actor("Maggie"))
    AccessReview.objects.filter(pk=review.pk).update(signed_at=clock.now())
    assert words not in text_of(maggie.get("/manage/"))


def test_the_number_of_queries_does_not_grow(house: House, url: str) -> None:
    def cost() -> int:
        client = house.client("Maggie")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    few = cost()
    for number in range(5):
        add_staff(house, f"Colleague{number}", Role.PRACTITIONER, "Acorns", "Oaks")
        add_family(house, f"Parent{number}", ("Ben", "aunt"), ("Kofi", "aunt"))
    assert cost() == few
    assert few <= 11

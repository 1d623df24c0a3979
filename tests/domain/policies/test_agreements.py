"""Nobody sees anything before they have agreed to what is in force, and nothing that was agreed to is lost."""

import datetime as dt

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from heartsease.config.checks import addresses
from heartsease.domain.access.permissions import Role
from heartsease.domain.access.scope import in_setting
from heartsease.domain.accounts.models import Membership
from heartsease.domain.policies import actions, queries
from heartsease.domain.policies.models import Acceptance, Agreement
from heartsease.domain.policies.rules import BEGINNINGS, Audience, audience_of
from heartsease.domain.setting.models import Setting
from heartsease.kernel.errors import ConflictError, InvalidInputError, NotAllowedError, NotFoundError
from heartsease.kernel.ids import new_id
from heartsease.web.routing import admission_of
from tests import entries
from tests.cast import House
from tests.pages import problem
from tests.racing import at_once

HTML = {"Accept": "text/html"}
TEXT = "We agree:\n\n- to be kind\n- to <b>lock</b> the tablet\n\nThank you."


def made(house: House, audience: Audience = Audience.PARENTS, text: str = TEXT) -> Agreement:
    return actions.make_agreement(actor=house.actor("Maggie"), audience=audience, title="Our agreement", text=text)


def test_it_stops_the_next_request_and_leads_on_afterwards(house: House) -> None:
    grace = house.client("Grace")
    address = f"/journal/{house.children['Amara'].pk}"
    assert grace.get(address, headers=HTML).status_code == 200
    agreement = made(house)
    answer = grace.get(address, headers=HTML)
    assert answer["Location"].startswith("/agreement?next=")
    page = grace.get(answer["Location"]).content.decode()
    assert "Our agreement" in page
    assert "<li>to be kind</li>" in page
    assert "&lt;b&gt;lock&lt;/b&gt;" in page
    for child in house.children:
        assert child not in page
    accepted = grace.post(answer["Location"], {"version": agreement.pk})
    assert accepted["Location"] == address
    assert grace.get(address, headers=HTML).status_code == 200
    kept = Acceptance.objects.get()
    assert (kept.agreement, kept.membership) == (agreement, house.family["Grace"])


@pytest.mark.parametrize(("name", "audience"), [("Grace", Audience.PARENTS), ("Priya", Audience.STAFF)])
def test_every_other_address_is_shut(name: str, audience: Audience, house: House) -> None:
    entry = entries.published(house, "Priya", "Amara", photos=1)
    made(house, audience)
    client = house.client(name)
    ids = {
        "child_id": house.children["Amara"].pk,
        "observation_id": entry.pk,
        "photo_id": entries.photo_ids(entry)[0],
        "size": "small",
        "secret": "nothing",
        "mark": "arrive",
        "audience": "staff",
    }
    tried = 0
    for _path, pattern in addresses(get_resolver().url_patterns):
        admission = admission_of(pattern.callback)
        assert admission is not None
        if admission.permission is None or admission.is_before_gates:
            continue
        arguments = {key: ids.get(key) or new_id() for key in pattern.pattern.converters}
        url = reverse(str(pattern.name), kwargs=arguments)
        for method in admission.methods:
            response = client.generic(method, url, headers=HTML)
            assert isinstance(response, HttpResponse)
            assert response.status_code == 302, (method, url)
            assert response["Location"].startswith("/agreement"), (method, url)
            tried += 1
    assert tried > 60
    assert client.get("/", headers={"Accept": "application/json"}).status_code == 401
    part = client.get("/", headers={"HX-Request": "true"})
    assert part["HX-Redirect"].startswith("/agreement")


def test_each_side_is_asked_for_its_own(house: House) -> None:
    made(house, Audience.STAFF)
    assert house.client("Grace").get("/journal", follow=True).status_code == 200
    assert house.client("Priya").get("/today", headers=HTML)["Location"].startswith("/agreement")
    assert audience_of(Role.RELATIVE) is Audience.PARENTS
    assert audience_of(Role.MAINTAINER) is None


def test_a_new_version_asks_again_and_the_old_acceptance_stays(house: House) -> None:
    grace, first = house.client("Grace"), made(house)
    grace.post("/agreement", {"version": first.pk})
    assert grace.get("/journal", follow=True).status_code == 200
    second = made(house, text="Something else.")
    assert (first.version, second.version) == (1, 2)
    assert grace.get("/journal", headers=HTML)["Location"].startswith("/agreement")
    grace.post("/agreement", {"version": second.pk})
    assert {one.agreement_id for one in Acceptance.objects.all()} == {first.pk, second.pk}
    mine = grace.get("/agreement/mine").content.decode()
    assert "Something else." in mine
    assert "to be kind" in mine


def test_accepting_what_was_replaced_meanwhile_is_asked_again(house: House) -> None:
    grace, first = house.client("Grace"), made(house)
    made(house, text="Something else.")
    late = grace.post("/agreement", {"version": first.pk})
    assert late.status_code == 422
    assert "newer version" in problem(late)
    assert not Acceptance.objects.exists()


@pytest.mark.parametrize("version", ["", "nonsense", "\x00", "00000000-0000-7000-8000-000000000000"])
def test_a_version_that_is_none(version: str, house: House) -> None:
    made(house)
    assert house.client("Grace").post("/agreement", {"version": version}).status_code == 422
    assert not Acceptance.objects.exists()


def test_accepting_twice_is_one_acceptance(house: House) -> None:
    grace, agreement = house.actor("Grace"), made(house)
    for _time in range(2):
        actions.accept_agreement(actor=grace, agreement_id=agreement.pk)
    assert Acceptance.objects.count() == 1


def test_asking_for_none_opens_again_and_keeps_the_record(house: House) -> None:
    agreement = made(house)
    actions.accept_agreement(actor=house.actor("Grace"), agreement_id=agreement.pk)
    actions.ask_for_none(actor=house.actor("Maggie"), audience=Audience.PARENTS)
    assert house.client("Rosa").get("/journal", follow=True).status_code == 200
    assert house.client("Rosa").get("/agreement")["Location"] == "/"
    assert Acceptance.objects.count() == 1


def test_only_nominated_members_write_agreements(house: House) -> None:
    for name in ("Sen", "Priya", "Stu", "Grace"):
        with pytest.raises(NotAllowedError):
            actions.make_agreement(actor=house.actor(name), audience=Audience.STAFF, title="x", text="y")
        with pytest.raises(NotAllowedError):
            actions.ask_for_none(actor=house.actor(name), audience=Audience.STAFF)
        assert house.client(name).get("/manage/agreements").status_code == 403


def test_another_settings_agreement_is_not_there(house: House, hollies: House) -> None:
    with in_setting(hollies.setting.pk):
        theirs = actions.make_agreement(actor=hollies.system, audience=Audience.PARENTS, title="x", text="y")
    assert house.client("Maggie").get(f"/manage/agreements/{theirs.pk}").status_code == 404
    made(house)
    with pytest.raises(ConflictError):
        actions.accept_agreement(actor=house.actor("Grace"), agreement_id=theirs.pk)
    with pytest.raises(NotFoundError):
        queries.own_agreement(house.actor("Priya"))


@pytest.mark.parametrize(
    ("title", "text"), [("", "x"), ("x", ""), ("x" * 121, "y"), ("x", "y" * 20_001), ("\x00", " ")]
)
def test_a_version_has_a_title_and_a_text(title: str, text: str, house: House) -> None:
    with pytest.raises(InvalidInputError):
        actions.make_agreement(actor=house.actor("Maggie"), audience=Audience.STAFF, title=title, text=text)


@pytest.mark.django_db(transaction=True)
def test_two_versions_at_once_are_one_and_a_sentence(house: House) -> None:
    answers = at_once(house.setting.pk, *[lambda: made(house) for _number in range(3)])
    versions = sorted(Agreement.objects.values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    assert {type(answer) for answer in answers} <= {Agreement, ConflictError}
    newest = Agreement.objects.get(version=versions[-1])
    assert Setting.objects.get(pk=house.setting.pk).parent_agreement == newest.pk


class TestManaging:
    """Writing, looking, bringing into force; and who has accepted."""

    def test_from_the_beginning_text_to_force(self, house: House) -> None:
        maggie = house.client("Maggie")
        page = maggie.get("/manage/agreements/parents/new").content.decode()
        assert "passwords" in page or "password" in page
        sent = {"title": "Before you read", "text": str(BEGINNINGS[Audience.PARENTS])}
        look = maggie.post("/manage/agreements/parents/new", sent).content.decode()
        assert "Bring it into force?" in look
        assert not Agreement.objects.exists()
        assert maggie.post("/manage/agreements/parents/new", {**sent, "save": "1"}).status_code == 302
        agreement = Agreement.objects.get()
        assert agreement.text == sent["text"]
        listed = maggie.get("/manage/agreements").content.decode()
        assert "have not accepted it yet" in listed
        actions.accept_agreement(actor=house.actor("Grace"), agreement_id=agreement.pk)
        page = maggie.get(f"/manage/agreements/{agreement.pk}").content.decode()
        assert page.count("agreed on") == 1
        assert page.count("not yet") == len(house.family) - 1

    def test_it_needs_a_fresh_proof(self, house: House) -> None:
        stale = house.client("Maggie", proved=False)
        sent = {"title": "x", "text": "y", "save": "1"}
        assert stale.post("/manage/agreements/staff/new", sent).status_code == 403
        assert not Agreement.objects.exists()

    def test_nothing_typed_is_lost(self, house: House) -> None:
        answer = house.client("Maggie").post("/manage/agreements/staff/new", {"title": "", "text": "Kept <words>"})
        assert answer.status_code == 422
        assert "Kept &lt;words&gt;" in answer.content.decode()

    def test_no_such_side(self, house: House) -> None:
        assert house.client("Maggie").get("/manage/agreements/children/new").status_code == 404


def test_no_query_more_on_an_ordinary_page(house: House, django_assert_num_queries: object) -> None:
    agreement = made(house)
    actions.accept_agreement(actor=house.actor("Grace"), agreement_id=agreement.pk)
    membership = Membership.objects.select_related("setting").get(pk=house.family["Grace"].pk)
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's
        assert queries.asked_of(membership) is None


def test_acceptance_holds_when_and_from_where(house: House) -> None:
    agreement = made(house)
    client: Client = house.client("Grace")
    client.post("/agreement", {"version": agreement.pk}, REMOTE_ADDR="192.0.2.9")
    kept = Acceptance.objects.get()
    assert kept.source == "192.0.2.9"
    assert dt.datetime.now(dt.UTC) - kept.at < dt.timedelta(minutes=1)

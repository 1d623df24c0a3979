"""Whatever goes wrong, there is a page with a sentence, and nothing of our insides on it."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from pytest_django import Settings

from heartsease.domain.audit.models import AuditEvent
from heartsease.domain.journal.models import Observation
from heartsease.kernel import errors
from heartsease.kernel.ids import new_id
from heartsease.web.routing import PUBLIC, page
from tests.cast import House
from tests.pages import problem, text_of
from tests.tampering import forget_trace
from tests.web.staff.sending import form_of, save, sentence_of

HTML = {"Accept": "text/html"}
JSON = {"Accept": "application/json"}
INSIDES = ("Traceback", "Error", "Exception", "heartsease/", "django")
SENTENCE = "The sand has run out."
KINDS = [
    errors.InvalidInputError,
    errors.TooLargeError,
    errors.UnsupportedTypeError,
    errors.NotAllowedError,
    errors.NotFoundError,
    errors.ConflictError,
    errors.StorageFullError,
]


def fail(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "ours":
        raise ZeroDivisionError("the insides")
    raise next(one for one in KINDS if one.__name__ == kind)(SENTENCE, fields={"sand": SENTENCE})


urlpatterns = [
    page("fail/<str:kind>", fail, name="fail", admits=PUBLIC),
    page("", fail, name="home", admits=PUBLIC),
    *(page(name, fail, name=name, admits=PUBLIC) for name in ("sign-out", "sign-in", "lock", "still-here")),
]
handler500 = "heartsease.web.errors.server_error"
handler404 = "heartsease.web.errors.not_found"


@pytest.fixture
def failing(settings: Settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_of_the_domain_is_a_page_or_an_answer_to_a_script(
    kind: type[errors.DomainError], failing: Client, db: None
) -> None:
    as_page = failing.get(f"/fail/{kind.__name__}", headers=HTML)
    assert as_page.status_code == kind.status
    assert problem(as_page) == SENTENCE
    assert as_page["Cache-Control"] == "no-store"
    as_data = failing.get(f"/fail/{kind.__name__}", headers=JSON)
    assert as_data.status_code == kind.status
    assert as_data.json() == {"sentence": SENTENCE, "fields": {"sand": SENTENCE}}


def test_our_own_faults_have_a_page_that_tells_nothing_but_a_number(failing: Client, db: None) -> None:
    response = failing.get("/fail/ours", headers=HTML)
    assert response.status_code == 500
    shown = text_of(response)
    assert response["X-Request-Id"] in shown
    for word in (*INSIDES, "the insides", "ZeroDivision"):
        assert word not in shown


@pytest.mark.parametrize(
    "address", ["/nowhere", "/observations/nonsense", "/.git/config", "/%00", "/admin/", "/media/x"]
)
def test_no_such_address(address: str, house: House, nobody: Client) -> None:
    for client in (nobody, house.client("Grace"), house.client("Maggie")):
        response = client.get(address, headers=HTML)
        assert response.status_code == 404
        assert problem(response)
        assert not [word for word in INSIDES if word in text_of(response)]


def test_a_broken_request(house: House) -> None:
    too_many = {f"field-{number}": "x" for number in range(500)}
    response = house.client("Priya").post(f"/capture/{new_id()}/save", too_many, headers=HTML)
    assert response.status_code == 400
    assert problem(response)
    assert house.client("Priya").get("/today", headers=HTML, HTTP_HOST="evil.example").status_code == 400


def test_a_refused_page_is_traced_without_what_was_typed(house: House) -> None:
    """A null byte in an address, too: PostgreSQL would not take it."""
    forget_trace()
    typed = ["/manage/", f"/register/{new_id()}/%00Ada%20Lovelace"]
    for address in typed:
        response = house.client("Grace").generic("POST" if "register" in address else "GET", address)
        assert response.status_code == 403
    rows = list(AuditEvent.objects.all())
    assert [row.details for row in rows] == [
        {"asked": "setting:configure", "page": "manage"},
        {"asked": "register:keep", "page": "register-mark"},
    ]
    assert all(row.is_refused and row.event == "access:refused" for row in rows)


@pytest.fixture
def full_database(house: House) -> Iterator[None]:
    """A disk on which the database cannot grow any more."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk can be had for SQLite only")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (bytes BLOB)")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OperationalError) as raised:
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(3000))")
        assert isinstance(raised.value.__cause__, sqlite3.OperationalError)
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE filler")


@pytest.mark.django_db(transaction=True)
def test_a_disk_that_is_full_for_the_database(house: House, full_database: None) -> None:
    """What was typed stays on the page, which hears what is wrong; nothing is half written."""
    entry_id = new_id()
    response = save(house.client("Priya"), entry_id, form_of(house, "Amara", "Ben", text="x" * 9000))
    assert response.status_code == 507
    assert "disk is full" in sentence_of(response)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("charset", ["unicode_escape", "utf-7", "utf-16", "rot13", "idna", "nonsense"])
def test_whatever_charset_somebody_names(charset: str, house: House) -> None:
    """Forms are read as UTF-8: other codecs make texts that no database takes."""
    client, entry_id = house.client("Priya"), new_id()
    form = form_of(house, "Amara", text="\\ud800 +2AA- ü")
    body = encode_multipart(BOUNDARY, form)
    kind = f"{MULTIPART_CONTENT}; charset={charset}"
    response = client.generic("POST", f"/capture/{entry_id}/save", body, content_type=kind, headers=JSON)
    assert response.status_code == 200
    assert Observation.objects.get().text == "\\ud800 +2AA- ü"
    for address in ("/sign-in?next=%5Cud800", "/register?day=%5Cud800", "/capture?child=%5Cud800"):
        for who in (client, Client()):
            asked = who.generic("GET", address, content_type=f"text/plain; charset={charset}", headers=HTML)
            assert asked.status_code in {200, 302}

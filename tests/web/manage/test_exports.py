"""The pages of lists that leave the journal."""

import uuid

import pytest

from heartsease.domain.access.permissions import Role
from heartsease.domain.records.models import Export
from tests.cast import House, add_staff
from tests.pages import text_of

WANTED = {"kind": "children", "room": "", "reason": "For the fire folder"}


@pytest.fixture
def two(house: House) -> House:
    """Sunflower with a second nominated member."""
    add_staff(house, "Nora", Role.NOMINATED_MEMBER)
    return house


def asked(house: House) -> str:
    """The address of a list that Maggie asks for."""
    response = house.client("Maggie").post("/manage/exports", WANTED)
    assert response.status_code == 302
    return str(response.headers["Location"])


def test_from_the_question_to_the_file(two: House) -> None:
    maggie, nora = two.client("Maggie"), two.client("Nora")
    assert "Lists to take away" in text_of(maggie.get("/manage/"))
    url = asked(two)
    page = text_of(maggie.get(url))
    assert "waits for another nominated member" in page
    assert "Allow it" not in page
    assert "4 children" in page
    page = text_of(nora.get(url))
    assert "For the fire folder" in page
    assert "Allow it" in page
    assert "Allowed." in text_of(nora.post(f"{url}/answer", {"answer": "allow"}, follow=True))
    assert "Take the list" not in text_of(nora.get(url))
    assert "Take the list" in text_of(maggie.get(url))
    file = maggie.post(f"{url}/take")
    assert file.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert file.headers["Content-Disposition"] == 'attachment; filename="heartsease-children.csv"'
    assert file.headers["Cache-Control"] == "no-store"
    assert "Amara Example" in file.content.decode()
    again = maggie.post(f"{url}/take")
    assert again.status_code == 409
    assert "can be taken once" in text_of(again)
    assert "was taken" in text_of(maggie.get("/manage/exports"))


def test_the_password_is_asked_for_again(two: House) -> None:
    url = asked(two)
    answer = two.client("Nora", proved=False).post(f"{url}/answer", {"answer": "allow"})
    assert b"assword" in answer.content
    assert Export.objects.get().answered_at is None
    two.client("Nora").post(f"{url}/answer", {"answer": "allow"})
    file = two.client("Maggie", proved=False).post(f"{url}/take")
    assert "csv" not in file.headers["Content-Type"]
    assert Export.objects.get().taken_at is None


def test_refused_and_taken_back(two: House) -> None:
    maggie, url = two.client("Maggie"), asked(two)
    assert "Nothing leaves" in text_of(two.client("Nora").post(f"{url}/answer", {"answer": "refuse"}, follow=True))
    assert maggie.post(f"{url}/take").status_code == 409
    url = asked(two)
    assert two.client("Nora").post(f"{url}/withdraw").status_code == 403
    assert "Taken back." in text_of(maggie.post(f"{url}/withdraw", follow=True))
    answer = two.client("Nora").post(f"{url}/answer", {"answer": "allow"})
    assert answer.status_code == 409
    assert "This was taken back." in text_of(answer)


def test_nobody_answers_themselves(two: House) -> None:
    url = asked(two)
    answer = two.client("Maggie").post(f"{url}/answer", {"answer": "allow"})
    assert answer.status_code == 403
    assert "nobody allows their own export" in text_of(answer)
    assert two.client("Nora").post(f"{url}/answer", {"answer": "perhaps"}).status_code == 422
    assert two.client("Nora").post(f"{url}/take").status_code == 403


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Choose what you need."),
        ({**WANTED, "reason": "  "}, "Write what it is for."),
        ({**WANTED, "reason": "x" * 300}, "200"),
        ({**WANTED, "kind": "staff"}, "Choose what you need."),
        ({**WANTED, "room": str(uuid.UUID(int=1))}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_asked_for_is_said(two: House, form: dict[str, str], sentence: str) -> None:
    answer = two.client("Maggie").post("/manage/exports", form)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Export.objects.exists()


def test_alone_one_is_told_so(house: House) -> None:
    assert "You are the only nominated member" in text_of(house.client("Maggie").get("/manage/exports"))

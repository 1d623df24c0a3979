"""What can be imported, and which columns each kind of file has."""

import csv
import enum
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(enum.StrEnum):
    """What the lines of a file are about."""

    CHILDREN = "children"
    PARENTS = "parents"
    STAFF = "staff"

    @property
    def label(self) -> Promise:
        """The kind's name for people."""
        return {"children": _("Children"), "parents": _("Parents and relatives"), "staff": _("Staff")}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what it is called, what to write in it, and how many characters fit."""

    name: str
    label: Promise
    explanation: Promise
    example: str
    most: int
    synonyms: tuple[str, ...]
    """Other headings it is known by, in small letters and without anything between them."""
    parts: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Headings of a first name and of a surname, which together stand for this column."""
    is_required: bool = False
    is_block: bool = False


FIRST = ("firstname", "forename", "forenames", "givenname", "christianname", "first")
LAST = ("surname", "lastname", "familyname", "last")


def _of_child(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{whose}{heading}" for whose in ("child", "childs", "pupil", "pupils") for heading in headings)


def _of_adult(headings: tuple[str, ...]) -> tuple[str, ...]:
    owners = ("", "adult", "adults", "parent", "parents", "carer", "carers", "contact", "contacts")
    return tuple(f"{whose}{heading}" for whose in owners for heading in headings)


_DATES = ("dob", "dateofbirth", "birthdate", "birthday", "born", "birth")
_CHILDREN = (
    Column(
        name="full_name",
        label=_("Full name"),
        explanation=_("First name and surname. Two columns, First name and Surname, do as well."),
        example="Robin Example",
        most=120,
        synonyms=("name", "child", "pupil", *_of_child(("name", "fullname"))),
        parts=((*FIRST, *_of_child(FIRST)), (*LAST, "legalsurname", *_of_child(LAST))),
        is_required=True,
    ),
    Column(
        name="known_as",
        label=_("Known as"),
        explanation=_("What the child is called, where it is not the first name."),
        example="Rob",
        most=60,
        synonyms=("called", "preferredname", "preferredfirstname", "nickname", "alsoknownas"),
    ),
    Column(
        name="birth_date",
        label=_("Date of birth"),
        explanation=_("The day first, like 14/03/2022 or 14.03.2022; or 2022-03-14."),
        example="14/03/2022",
        most=20,
        synonyms=(*_DATES, *_of_child(_DATES)),
        is_required=True,
    ),
    Column(
        name="room",
        label=_("Room"),
        explanation=_("The name of one of your rooms, as it stands under Rooms."),
        example="Acorns",
        most=60,
        synonyms=("roomname", "group", "groupname", "class", "baseroom"),
        is_required=True,
    ),
    Column(
        name="start_date",
        label=_("First day"),
        explanation=_("The first day here, written like the date of birth. It may be in the future."),
        example="16/09/2024",
        most=20,
        synonyms=("startdate", "start", "starts", "started", "startingdate", "dateofentry", "entrydate",
                  "admissiondate", "dateofadmission", "joined", "joiningdate", "dateofjoining"),
        is_required=True,
    ),
    Column(
        name="leaving_date",
        label=_("Last day"),
        explanation=_("Empty while the child stays."),
        example="",
        most=20,
        synonyms=("leavingdate", "leaves", "leaving", "left", "enddate", "end", "dateofleaving", "leaver"),
    ),
    Column(
        name="key_person",
        label=_("Key person"),
        explanation=_("The full name, or the user name, of a colleague who is here already."),
        example="Sam Example",
        most=150,
        synonyms=("keyworker", "keypersonname", "keyworkername"),
    ),
    Column(
        name="sex",
        label=_("Girl or boy"),
        explanation=_("Girl or boy, female or male, F or M; or nothing."),
        example="",
        most=20,
        synonyms=("sex", "gender"),
    ),
    Column(
        name="home_languages",
        label=_("Languages at home"),
        explanation=_("For example: English, Yoruba."),
        example="English, Welsh",
        most=200,
        synonyms=("homelanguage", "homelanguages", "languages", "language", "firstlanguage", "mothertongue",
                  "languagesspokenathome"),
    ),
    Column(
        name="allergies",
        label=_("Allergies"),
        explanation=_("Shown on every page of the child. What to do goes here too."),
        example="",
        most=1000,
        synonyms=("allergy", "allergens", "allergyinformation"),
        is_block=True,
    ),
    Column(
        name="dietary_needs",
        label=_("Food: needs and preferences"),
        explanation=_("For example: vegetarian."),
        example="No pork",
        most=1000,
        synonyms=("diet", "dietary", "dietaryneeds", "dietaryrequirements", "dietaryneedsandpreferences", "food"),
        is_block=True,
    ),
    Column(
        name="health_needs",
        label=_("Health needs"),
        explanation=_("What colleagues must know and do."),
        example="",
        most=1000,
        synonyms=("health", "medical", "medicalneeds", "medicalconditions", "medicalinformation", "healthconditions"),
        is_block=True,
    ),
    Column(
        name="interests",
        label=_("Interests"),
        explanation=_("What the child loves at the moment."),
        example="Trains",
        most=1000,
        synonyms=("interest", "likes"),
        is_block=True,
    ),
)  # fmt: skip
_PARENTS = (
    Column(
        name="child_name",
        label=_("Child’s full name"),
        explanation=_("As it stands on the child’s record."),
        example="Robin Example",
        most=120,
        synonyms=("child", "pupil", *_of_child(("name", "fullname"))),
        parts=(_of_child(FIRST), _of_child(LAST)),
        is_required=True,
    ),
    Column(
        name="birth_date",
        label=_("Child’s date of birth"),
        explanation=_("The day first, like 14/03/2022. Name and date together say which child it is."),
        example="14/03/2022",
        most=20,
        synonyms=(*_DATES, *_of_child(_DATES)),
        is_required=True,
    ),
    Column(
        name="full_name",
        label=_("Adult’s full name"),
        explanation=_("One line for each adult and child: a mother of two stands on two lines."),
        example="Alex Example",
        most=120,
        synonyms=("parent", "carer", "adult", "contact", "parentcarer", "parentcarername", "parentorcarer",
                  *_of_adult(("name", "fullname"))),
        parts=(_of_adult(FIRST), _of_adult(LAST)),
        is_required=True,
    ),
    Column(
        name="relation",
        label=_("What they are to the child"),
        explanation=_("For example: mother, stepfather, grandmother."),
        example="mother",
        most=60,
        synonyms=("relation", "relationship", "relationtochild", "relationshiptochild", "relationwithchild"),
        is_required=True,
    ),
    Column(
        name="user_name",
        label=_("E-mail or user name"),
        explanation=_("For signing in. Empty: the adult is a contact on the child’s record and reads no journal."),
        example="alex@example.org",
        most=150,
        synonyms=("email", "emailaddress", "mail", "username", "login", "loginname", *_of_adult(("email",))),
    ),
    Column(
        name="reads_as",
        label=_("Reads as"),
        explanation=_("Parent or relative. Relatives see less. Empty is enough where the relation says it: a mother "
                      "reads as parent, a grandmother as relative."),
        example="parent",
        most=60,
        synonyms=("reads", "role", "access", "readsas"),
    ),
    Column(
        name="lives_with",
        label=_("Lives with"),
        explanation=_("The full name of another adult of this child, where the two share a home. Adults of two homes "
                      "never learn of each other."),
        example="",
        most=120,
        synonyms=("samehomeas", "sharesahomewith", "sharedhomewith"),
    ),
    Column(
        name="has_parental_responsibility",
        label=_("Parental responsibility"),
        explanation=_("Yes or no; empty leaves it as it is on the record."),
        example="yes",
        most=20,
        synonyms=("pr", "parentalresponsibility", "legalresponsibility"),
    ),
    Column(
        name="phone_numbers",
        label=_("Telephone numbers"),
        explanation=_("Several with a comma between."),
        example="01632 960001",
        most=120,
        synonyms=("phone", "phones", "phonenumber", "telephone", "telephonenumber", "tel", "mobile", "mobilenumber",
                  "mobilephone", "contactnumber"),
    ),
)  # fmt: skip
_STAFF = (
    Column(
        name="full_name",
        label=_("Full name"),
        explanation=_("First name and surname. Two columns, First name and Surname, do as well."),
        example="Sam Example",
        most=120,
        synonyms=("name", "staff", "staffname", "colleague", "employee", "employeename"),
        parts=(FIRST, LAST),
        is_required=True,
    ),
    Column(
        name="user_name",
        label=_("E-mail or user name"),
        explanation=_("For signing in. An e-mail address is easy to remember."),
        example="sam@example.org",
        most=150,
        synonyms=("email", "emailaddress", "workemail", "mail", "username", "login", "loginname"),
        is_required=True,
    ),
    Column(
        name="role",
        label=_("Role"),
        explanation=_("Nominated member, senior, practitioner, or student or supply."),
        example="Practitioner",
        most=60,
        synonyms=("jobrole", "readsas", "access"),
        is_required=True,
    ),
    Column(
        name="rooms",
        label=_("Rooms"),
        explanation=_("The names of your rooms, with a semicolon between. Nominated members and seniors work with "
                      "every child; rooms matter for the others."),
        example="Acorns",
        most=600,
        synonyms=("room", "roomname", "roomnames", "group", "groups", "class"),
    ),
)  # fmt: skip
COLUMNS: Mapping[Kind, tuple[Column, ...]] = {
    Kind.CHILDREN: _CHILDREN,
    Kind.PARENTS: _PARENTS,
    Kind.STAFF: _STAFF,
}
TELLS_APART: Mapping[Kind, tuple[str, str]] = {
    Kind.CHILDREN: ("full_name", "birth_date"),
    Kind.PARENTS: ("child_name", "full_name"),
    Kind.STAFF: ("full_name", "user_name"),
}
"""By which two cells a line that is left over from the template is known."""


def template(kind: Kind) -> str:
    """The text of an empty file to fill in: the headings, and one invented line that shows how it is done."""
    return table(kind, [[column.example for column in COLUMNS[kind]]])


def table(kind: Kind, rows: Iterable[Iterable[str]]) -> str:
    """The text of a file: the headings, and a line for each of ``rows``, whose cells stand as the columns do."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([str(column.label) for column in COLUMNS[kind]])
    writer.writerows(rows)
    return text.getvalue()

"""The small tags of every page, and what the front end's build promises them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.template.loader import render_to_string

import heartsease
from heartsease.web.templatetags import heartsease as tags

PACKAGE = Path(heartsease.__file__).parent
FRONTEND = PACKAGE.parent / "frontend"
BUDGET = 60 * 1024

built = pytest.mark.skipif(
    not (tags.BUILD / "manifest.json").exists(), reason="the front end was not built: npm run build in frontend"
)


@pytest.fixture
def no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tags, "BUILD", tmp_path)
    tags.manifest.cache_clear()
    yield
    tags.manifest.cache_clear()


def _render(source: str, **context: object) -> str:
    return Template("{% load heartsease %}" + source).render(Context(context))


def test_without_a_build_a_plain_sentence_says_what_to_do(no_build: None) -> None:
    with pytest.raises(ImproperlyConfigured, match="npm run build"):
        tags.manifest()


@built
def test_an_asset_has_its_hashed_address() -> None:
    assert re.fullmatch(r"/static/build/app-[0-9A-Z]{8}\.css", _render('{% asset "app.css" %}'))


@built
def test_an_asset_that_was_not_built_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"nowhere\.css"):
        _render('{% asset "nowhere.css" %}')


@built
def test_an_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in _render('{% icon "camera" %}')
    assert 'aria-label="Close &quot;it&quot;"' in _render('{% icon "close" label %}', label='Close "it"')


@built
def test_an_unknown_icon_is_named() -> None:
    with pytest.raises(ImproperlyConfigured, match="unicorn"):
        _render('{% icon "unicorn" %}')


def test_every_icon_that_a_template_names_is_in_the_sprite() -> None:
    known = set(json.loads((FRONTEND / "src" / "icons.json").read_text(encoding="utf-8")))
    known |= {mark.stem for mark in (FRONTEND / "src" / "marks").glob("*.svg")}
    named = {
        (template.name, name)
        for template in (PACKAGE / "web" / "templates").rglob("*.html")
        for name in re.findall(r"""\{% icon ["']([\w-]+)""", template.read_text(encoding="utf-8"))
    }
    assert named, "no template names an icon: the pattern of this test is wrong"
    assert not {(template, name) for template, name in named if name not in known}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amara Okafor", "AO"),
        ("Amara", "A"),
        ("Mary Jane van der Berg", "MB"),
        ("  ", "?"),
        ("", "?"),
        ("😀 Zoë", "Z"),
        ("עמית כהן", "עכ"),
        ("e\u0301lodie", "E\u0301"),
        ("(Nan) Hale", "NH"),
    ],
)
def test_initials_stand_for_a_person_without_a_picture(name: str, letters: str) -> None:
    assert tags.initials(name) == letters


def test_a_colour_stays_with_its_person_and_all_of_them_are_used() -> None:
    hues = [tags.hue(f"child {number}") for number in range(500)]
    assert set(hues) == set(range(12))
    assert hues == [tags.hue(f"child {number}") for number in range(500)]


def test_an_eighth_area_starts_the_colours_again() -> None:
    assert [tags.area_number(place) for place in (1, 7, 8, 15)] == [1, 7, 1, 1]


@built
def test_the_page_of_components_keeps_the_content_security_policy() -> None:
    page = render_to_string("manage/style.html")
    assert 'class="entry"' in page
    assert 'class="error-summary"' in page
    assert "style=" not in page
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\son\w+=", page)
    assert "http:" not in page
    assert "https:" not in page


@built
def test_what_every_page_loads_stays_within_the_budget() -> None:
    files = tags.manifest()["files"]
    assert sum((tags.BUILD / f"{files[name]}.br").stat().st_size for name in ("app.css", "app.js")) <= BUDGET


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("One.\n\nTwo,\nand more.", "<p>One.</p><p>Two,<br>and more.</p>"),
        ("We agree:\n- to knock\n-  to lock\nThank you.", "<p>We agree:</p><ul><li>to knock</li><li>to lock</li></ul>"
         "<p>Thank you.</p>"),
        ("- one\n\n- two", "<ul><li>one</li></ul><ul><li>two</li></ul>"),
        ("A dash - within. -not one\n-\n-x", "<p>A dash - within. -not one<br>-<br>-x</p>"),
        ("<b>x</b>\n- <i>y</i> & z", "<p>&lt;b&gt;x&lt;/b&gt;</p><ul><li>&lt;i&gt;y&lt;/i&gt; &amp; z</li></ul>"),
        ("\n \n", ""),
    ],
    ids=["paragraphs", "list between lines", "two lists", "no list", "markup", "nothing"],
)  # fmt: skip
def test_an_agreement_is_drawn_in_paragraphs_and_lists(text: str, shown: str) -> None:
    page = render_to_string("components/agreement_text.html", {"agreement": {"text": text}})
    assert f'<div class="prose measure">{shown}</div>' in page

"""What the page of components shows: invented people and entries, plain data, no table is read."""

from datetime import UTC, datetime
from typing import Any

from django import forms, template

from heartsease.web.templatetags.heartsease import asset, hue

register = template.Library()

CHILDREN = [
    "Amara",
    "Ben",
    "Chloe",
    "Dawud",
    "Elsie",
    "Finn",
    "Grace",
    "Hamza",
    "Isla",
    "Jakub",
    "Kezia",
    "Leo",
]
AREAS = [
    "Communication and language",
    "Moving and handling",
    "Feelings and friendships",
    "Reading and writing",
    "Numbers and patterns",
    "Understanding the world",
    "Art, music and pretending",
]
SIZES = {
    "tower": (1280, 960),
    "puddle": (960, 1280),
    "leaves": (1280, 1280),
    "paint": (1280, 960),
    "garden": (1280, 960),
}
LEVELS = ["332413", "123342", "434432", "012223", "213120", "442334", "101342"]


class SampleForm(forms.Form):
    """Every kind of control, shown filled in and with two mistakes."""

    name = forms.CharField(label="Name the family uses", help_text="As it should be spoken and written.")
    email = forms.EmailField(label="Email address")
    born_on = forms.DateField(label="Date of birth", widget=forms.DateInput(attrs={"type": "date"}))
    room = forms.ChoiceField(
        label="Room",
        choices=[("", "Choose a room"), ("nest", "The Nest"), ("meadow", "The Meadow")],
        required=False,
    )
    visit = forms.ChoiceField(
        label="When can you visit?",
        choices=[("morning", "In the morning"), ("noon", "At lunch time"), ("later", "In the afternoon")],
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label="Languages at home",
        choices=[("en", "English"), ("pl", "Polish"), ("ur", "Urdu"), ("yo", "Yoruba")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = forms.CharField(label="What should we know?", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photos = forms.FileField(label="Photographs", required=False, help_text="JPEG, PNG, WebP or HEIC, up to 12.")
    agrees = forms.BooleanField(
        label="We agree to photographs in our child’s own journal",
        help_text="You can change this at any time; it takes effect at once.",
        required=False,
    )


def _photo(name: str, alt: str) -> dict[str, Any]:
    width, height = SIZES[name]
    address = asset(f"sample-{name}.svg")
    return {"small_url": address, "large_url": address, "width": width, "height": height, "alt": alt}


def _child(name: str, place: int) -> dict[str, Any]:
    here = place % 4 != 3
    return {
        "id": name.lower(),
        "name": name,
        "hue": place % 12,
        "is_here": here,
        "no_photo": place == 5,
        "url": f"#{name.lower()}",
        "is_current": place == 0,
        "text": "" if here else "Not here",
    }


def _area(number: int) -> dict[str, Any]:
    return {"number": number, "label": AREAS[number - 1]}


def _entry(number: int, **more: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": f"sample-{number}",
        "url": f"#entry-sample-{number}",
        "happened_at": datetime(2026, 5, 12 - number, 10, 24, tzinfo=UTC),
        "author_name": "Priya Nair",
        "author_hue": hue("Priya Nair"),
        "like_url": "#like",
        "is_liked": False,
        "like_count": 0,
        "comment_count": 0,
        "photos": [],
        "areas": [],
    }
    return entry | more


@register.simple_tag
def style_samples() -> dict[str, Any]:
    """Invented children, entries, comments and areas in the shapes the components take."""
    tower = _photo("tower", "A tower of wooden blocks with a pointed roof")
    puddle = _photo("puddle", "Yellow boots in a puddle")
    leaves = _photo("leaves", "Leaves and acorns laid out on a table")
    paint = _photo("paint", "A painting with loops of blue and red")
    garden = _photo("garden", "Flowers in the garden bed")
    areas = [_area(number) for number in range(1, 8)]
    entries = [
        _entry(
            1,
            title="A tower taller than me",
            note="Amara chose the heavy blocks for the bottom. “If it is wobbly here, it falls there,” "
            "she said, and moved the roof to the middle. She counted nine blocks and asked a friend "
            "to help her carry the tenth.",
            photos=[tower],
            areas=[_area(5), _area(2)],
            next_step="Draw the plan of a tower before building it.",
            is_liked=True,
            like_count=2,
            comment_count=3,
        ),
        _entry(
            2,
            note="A wet morning. Boots on, and out to find the deepest puddle.",
            photos=[puddle, leaves, garden],
            areas=[_area(6)],
            line="Amara found that her boot floats when it is empty and sinks when it is full.",
            like_count=1,
            is_edited=True,
        ),
        _entry(
            3,
            note="We planted runner beans in yoghurt pots on the window sill. She says good night to each of them.",
            photos=[garden, leaves, paint, tower, puddle],
            areas=[_area(6), _area(3), _area(1)],
            author_name="Mum",
            author_hue=4,
            is_from_home=True,
            comment_count=1,
        ),
        _entry(4, note="“My grandma has two houses, one here and one in the telephone.”", areas=[_area(1)]),
    ]
    comments = [
        {
            "author_name": "Priya Nair",
            "author_hue": hue("Priya Nair"),
            "written_at": datetime(2026, 5, 11, 15, 2, tzinfo=UTC),
            "text": "She explained to everybody at lunch how the roof stays up.",
        },
        {
            "author_name": "Joanna (Mum)",
            "author_hue": 4,
            "written_at": datetime(2026, 5, 11, 18, 40, tzinfo=UTC),
            "text": "We had to build it again at home, with tins.",
            "is_own": True,
        },
        {
            "author_name": "Joanna (Mum)",
            "author_hue": 4,
            "written_at": datetime(2026, 5, 11, 18, 41, tzinfo=UTC),
            "text": "A picture of it will follow!",
            "is_own": True,
            "is_waiting": True,
        },
    ]
    quilt = [
        area | {"cells": [{"level": int(level), "count": int(level) * 2} for level in LEVELS[area["number"] - 1]]}
        for area in areas
    ]
    return {
        "form": SampleForm(
            {
                "name": "Amara",
                "email": "joanna at example",
                "born_on": "2022-03-14",
                "room": "meadow",
                "languages": ["en", "yo"],
                "agrees": True,
            }
        ),
        "children": [_child(name, place) for place, name in enumerate(CHILDREN)],
        "siblings": [_child("Amara", 0), _child("Tobi", 6)],
        "areas": areas,
        "entries": entries,
        "comments": comments,
        "periods": ["Dec", "Jan", "Feb", "Mar", "Apr", "May"],
        "quilt": quilt,
        "photos": {
            "one": [tower],
            "tall": [puddle],
            "two": [leaves, paint],
            "three": [garden, puddle, leaves],
            "many": [tower, leaves, paint, garden, puddle, tower],
        },
        "statuses": ["draft", "waiting", "returned", "pending", "published", "withdrawn", "edited", "home"],
    }

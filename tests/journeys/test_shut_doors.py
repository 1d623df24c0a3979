"""Nobody reads over a shoulder that has gone: after signing out, after access has ended, on somebody else's screen."""

from playwright.sync_api import Playwright, expect

from tests.journeys.conftest import ARGUMENTS, CHROMIUM, Visit
from tests.journeys.server import Server
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import PHONE, TABLET, Device, Visitor

MARK = "Hummed a song about puddles."
SECRETS = ("Amara", "puddles")


def test_going_back_after_signing_out_shows_nothing(playwright: Playwright, server: Server, stage: Stage) -> None:
    house = stage.sunflower()
    entry = house.entry("published", "Priya", "Amara", text=MARK, photos=1)
    # As people have it: with the memory of whole pages that Playwright switches off.
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=ARGUMENTS, ignore_default_args=["--disable-back-forward-cache"]
    )
    try:
        for name, device, paths in (
            ("Grace", PHONE, [f"/journal/{house.children['Amara']}", f"/journal/{house.children['Amara']}/{entry.id}"]),
            ("Priya", TABLET, [f"/observations/{entry.id}", "/capture", f"/children/{house.children['Amara']}"]),
        ):
            visitor = Visitor(browser, server.address, device)
            if name == "Priya":
                visitor.stand_at_tablet(house.tablet_secret)
            visitor.sign_in(house.user_names[name])
            for path in paths:
                visitor.go(path)
                visitor.sees("Amara")
            visitor.sign_out()
            for _ in paths:
                visitor.page.go_back(wait_until="commit")
                visitor.does_not_see(*SECRETS)
                shut = "Who is here?" if name == "Priya" else "Sign in"
                expect(visitor.page.get_by_role("heading", name=shut)).to_be_visible()
            visitor.page.go_forward(wait_until="commit")
            visitor.does_not_see(*SECRETS)
    finally:
        browser.close()


def test_next_person_on_the_same_tablet_finds_nothing_of_the_one_before(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    house.entry("published", "Priya", "Amara", text=MARK, photos=1)
    tablet = visit(house, "Priya", TABLET)
    tablet.go(f"/children/{house.children['Amara']}")
    tablet.sees(MARK)
    before = tablet.page.url
    tablet.sign_out()
    tablet.look()
    tablet.sign_in(house.user_names["Owen"])
    tablet.does_not_see(*SECRETS)
    tablet.excuse("status of 404")
    tablet.go(before)
    tablet.sees("This page is not here")
    tablet.does_not_see(*SECRETS)
    tablet.look()
    tablet.go("/manage/")
    tablet.excuse("status of 403")
    tablet.sees("You cannot do this")
    tablet.look()


def test_access_that_ends_ends_now(stage: Stage, visit: Visit) -> None:
    house = stage.sunflower()
    entry = house.entry("published", "Priya", "Amara", text=MARK, photos=1)
    grace = visit(house, "Grace", PHONE)
    page, picture = f"/journal/{house.children['Amara']}", f"/pictures/{entry.photos[0]}/small"
    grace.go(page)
    grace.sees(MARK)
    assert grace.ask(picture).ok
    house.end_family("Grace", "Amara")
    grace.excuse("status of 404")
    assert grace.ask(picture).status == 404
    grace.page.reload()
    grace.sees("This page is not here")
    grace.does_not_see(*SECRETS)
    grace.look()
    grace.go("/")
    grace.sees("Kofi’s journal")
    grace.does_not_see(*SECRETS)


def is_asked_to_sign_in(house: House, open_screen: Visit, path: str, device: Device) -> Visitor:
    """Open an address as a stranger: the sign-in page, and the address after signing in."""
    stranger: Visitor = open_screen(device)
    stranger.go(path)
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()
    stranger.does_not_see(*SECRETS)
    return stranger


def test_stranger_with_a_link_signs_in_first_and_arrives(stage: Stage, open_screen: Visit) -> None:
    house = stage.sunflower()
    entry = house.entry("published", "Priya", "Amara", text=MARK, photos=1)
    path = f"/journal/{house.children['Amara']}/{entry.id}"
    grace = is_asked_to_sign_in(house, open_screen, path, PHONE)
    grace.excuse("status of 422")
    grace.page.get_by_label("User name").fill(house.user_names["Grace"])
    grace.page.get_by_label("Password").fill("seven purple pansies sleep")
    grace.press("Sign in")
    expect(grace.page.get_by_text("The user name or the password is not right.").first).to_be_visible()
    grace.look()
    grace.sign_in(house.user_names["Grace"])
    grace.sees(MARK)
    assert grace.page.url.endswith(path)
    rosa = is_asked_to_sign_in(house, open_screen, path, PHONE)
    rosa.excuse("status of 404")
    rosa.sign_in(house.user_names["Rosa"])
    rosa.sees("This page is not here")
    rosa.does_not_see(*SECRETS)
    rosa.look()

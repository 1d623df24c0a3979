"""The first page of a family on a slow telephone: little to load, and nothing that jumps."""

from playwright.sync_api import Route

from tests.journeys.conftest import Visit
from tests.journeys.stage import House, Stage
from tests.journeys.visitor import PHONE

MOST_BYTES = 60_000
MOST_SHIFT = 0.01
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    window.shifts.push({value: entry.value, what: entry.sources.map((source) => source.node?.outerHTML?.slice(0, 90))});
  }
}).observe({type: "layout-shift", buffered: true});"""
LOADED = """() => performance.getEntriesByType("resource").map((entry) => ({
  url: entry.name, packed: entry.encodedBodySize, unpacked: entry.decodedBodySize, sent: entry.transferSize,
}))"""


def furnished(stage: Stage) -> House:
    """A journal with a page full of photographs."""
    house = stage.sunflower()
    for hours in range(1, 10):
        text = "Ben looked at it for a long time, turned it over, and looked again. " * (hours % 3 + 1)
        house.entry("published", "Priya", "Ben", text=text, photos=hours % 5, hours_ago=hours)
    return house


def test_styles_and_scripts_are_small(stage: Stage, visit: Visit, open_screen: Visit) -> None:
    house = furnished(stage)
    # A browser that has kept nothing: signed in elsewhere, it takes the cookie along.
    elsewhere = visit(house, "Rosa", PHONE)
    rosa = open_screen(PHONE)
    rosa.context.add_cookies([{"name": one["name"], "value": one["value"], "url": rosa.address}
                              for one in elsewhere.context.cookies()])  # fmt: skip
    encodings: dict[str, str] = {}
    rosa.page.on("response", lambda answer: encodings.update({answer.url: answer.headers.get("content-encoding", "")}))
    rosa.go("/journal")
    rosa.look_settled()
    loaded = [one for one in rosa.page.evaluate(LOADED) if one["url"].endswith((".css", ".js"))]
    assert {one["url"].rpartition(".")[2] for one in loaded} == {"css", "js"}
    for one in loaded:
        assert encodings[one["url"]] in {"br", "gzip"}, one
        assert 0 < one["packed"] < one["unpacked"], one
        assert one["sent"] > one["packed"], f"{one['url']} came out of a cache"
    assert sum(one["packed"] for one in loaded) <= MOST_BYTES, loaded


def test_nothing_jumps_while_pictures_arrive_late(stage: Stage, visit: Visit) -> None:
    house = furnished(stage)
    rosa = visit(house, "Rosa", PHONE)
    held: list[Route] = []
    has_come = False

    def hold(route: Route) -> None:
        if has_come:
            route.continue_()
        else:
            held.append(route)

    rosa.page.route("**/pictures/**", hold)
    rosa.context.add_init_script(WATCH_SHIFTS)
    rosa.page.goto("/journal", wait_until="domcontentloaded")
    rosa.page.wait_for_function("() => document.fonts.status === 'loaded' && document.readyState !== 'loading'")
    rosa.page.locator(".entry").nth(3).scroll_into_view_if_needed()
    assert held, "no picture was asked for"
    has_come = True
    for route in held:
        route.continue_()
    rosa.look_settled()
    rosa.page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0, true)))")
    shifts = rosa.page.evaluate("() => window.shifts")
    assert sum(shift["value"] for shift in shifts) < MOST_SHIFT, shifts


def test_a_jump_would_be_seen(stage: Stage, visit: Visit) -> None:
    rosa = visit(furnished(stage), "Rosa", PHONE)
    rosa.context.add_init_script(WATCH_SHIFTS)
    rosa.go("/journal")
    rosa.look_settled()
    rosa.page.evaluate(
        "() => { const block = document.createElement('div'); block.style.height = '300px';"
        " document.querySelector('main').prepend(block); }"
    )
    rosa.page.wait_for_function(f"() => window.shifts.some((shift) => shift.value > {MOST_SHIFT})")

"""A browser in plain words: "Chrome on an iPad". Only ever shown to people, never decided upon."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# The first that fits counts: almost every browser calls itself Safari and Chrome as well.
BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|OPiOS/|OPT/", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Silk/", "Silk"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"HeadlessChrome/|Chrome/|CriOS/|Chromium/", "Chrome"),
    (r"Safari/", "Safari"),
)
MACHINES = (
    (r"iPad", gettext_lazy("an iPad")),
    (r"iPhone|iPod", gettext_lazy("an iPhone")),
    (r"Android(?=.*Mobile)", gettext_lazy("an Android phone")),
    (r"Android|Silk/", gettext_lazy("an Android tablet")),
    (r"CrOS", gettext_lazy("a Chromebook")),
    (r"Windows", gettext_lazy("a Windows computer")),
    # Safari on an iPad says that it is a Mac.
    (r"Macintosh(?!.*(?:Chrome|Firefox|Edg)/)", gettext_lazy("an iPad or a Mac")),
    (r"Macintosh", gettext_lazy("a Mac")),
    (r"Linux|X11", gettext_lazy("a Linux computer")),
)


def in_words(user_agent: str) -> str:
    """What a browser says of itself, for people."""
    browser = next((name for pattern, name in BROWSERS if re.search(pattern, user_agent)), "")
    machine = next((str(name) for pattern, name in MACHINES if re.search(pattern, user_agent)), "")
    if browser and machine:
        return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("An unknown browser")

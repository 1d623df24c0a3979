"""The colours of the drawn pictures: heartsease violet, cream, butter yellow, leaf green and their neighbours."""

import math


def tone(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour ``#rrggbb`` of an OKLCH value (Björn Ottosson's matrices); hue in degrees."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(max(part, 0.0), 1.0))):02x}" for part in linear)


def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` in it."""
    parts = [
        round(int(first[at : at + 2], 16) * (1 - share) + int(second[at : at + 2], 16) * share) for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def lighter(colour: str, share: float = 0.25) -> str:
    """``colour`` towards warm white."""
    return mix(colour, CREAM, share)


def darker(colour: str, share: float = 0.22) -> str:
    """``colour`` towards plum: shadows in these pictures are violet, never grey."""
    return mix(colour, PLUM, share)


def _gamma(linear: float) -> float:
    return 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055


CREAM = tone(0.975, 0.022, 88)
PAPER = tone(0.95, 0.032, 86)
OAT = tone(0.90, 0.045, 82)
SAND = tone(0.86, 0.07, 83)
STRAW = tone(0.82, 0.085, 82)
PINE_WOOD = tone(0.80, 0.075, 72)
OAK = tone(0.70, 0.085, 65)
WALNUT = tone(0.52, 0.075, 55)
BARK = tone(0.41, 0.055, 50)
SOIL = tone(0.37, 0.045, 45)

VIOLET = tone(0.50, 0.15, 300)
LILAC = tone(0.73, 0.10, 302)
MAUVE = tone(0.87, 0.05, 305)
PLUM = tone(0.31, 0.09, 305)
INK = tone(0.29, 0.055, 300)

BUTTER = tone(0.89, 0.13, 92)
HONEY = tone(0.81, 0.145, 80)
APRICOT = tone(0.80, 0.105, 62)
CORAL = tone(0.70, 0.145, 32)
BERRY = tone(0.57, 0.17, 14)
ROSE = tone(0.81, 0.085, 5)
BLUSH = tone(0.90, 0.045, 25)

LEAF = tone(0.67, 0.135, 143)
LIME = tone(0.83, 0.125, 120)
MOSS = tone(0.56, 0.10, 132)
SAGE = tone(0.82, 0.06, 148)
PINE = tone(0.44, 0.08, 158)

SKY = tone(0.87, 0.055, 232)
BLUE = tone(0.62, 0.115, 246)
AQUA = tone(0.84, 0.07, 205)
TEAL = tone(0.59, 0.09, 198)
NAVY = tone(0.33, 0.075, 275)
STONE = tone(0.74, 0.018, 290)
CLOUD = tone(0.93, 0.014, 260)
WHITE = "#fffdf8"

TOYS = (VIOLET, BERRY, HONEY, LEAF, BLUE, CORAL, TEAL, LILAC, BUTTER)
"""What bricks, beads and buckets are made of."""
SOFT = (MAUVE, BLUSH, SAGE, SKY, OAT, ROSE, tone(0.92, 0.06, 95))
"""Walls, cushions and rugs."""
AUTUMN = (CORAL, HONEY, BERRY, APRICOT, tone(0.58, 0.12, 45), BUTTER, MOSS)

"""A hundred things that everybody can picture, one for each pair of digits of a PIN."""

from django.utils.translation import gettext_lazy as _

# fmt: off
WORDS = [
    _("acorn"), _("apple"), _("anchor"), _("arrow"), _("apron"),
    _("badge"), _("ball"), _("balloon"), _("banana"), _("barn"),
    _("basket"), _("bath"), _("bear"), _("bee"), _("bell"),
    _("bicycle"), _("bird"), _("biscuit"), _("blanket"), _("boat"),
    _("book"), _("boot"), _("bottle"), _("bowl"), _("bread"),
    _("bridge"), _("broom"), _("brush"), _("bubble"), _("bucket"),
    _("bus"), _("butterfly"), _("button"), _("cake"), _("camel"),
    _("candle"), _("car"), _("carrot"), _("castle"), _("cat"),
    _("chair"), _("cheese"), _("cherry"), _("clock"), _("cloud"),
    _("coat"), _("comb"), _("cow"), _("crab"), _("crown"),
    _("cup"), _("daisy"), _("dog"), _("door"), _("dragon"),
    _("drum"), _("duck"), _("egg"), _("elephant"), _("engine"),
    _("feather"), _("fence"), _("fish"), _("flag"), _("flower"),
    _("fork"), _("fox"), _("frog"), _("garden"), _("gate"),
    _("giraffe"), _("glove"), _("goat"), _("grape"), _("guitar"),
    _("hammer"), _("hat"), _("hedgehog"), _("helmet"), _("honey"),
    _("horse"), _("house"), _("igloo"), _("iron"), _("island"),
    _("jacket"), _("jam"), _("jar"), _("jelly"), _("jug"),
    _("kettle"), _("key"), _("kite"), _("kitten"), _("ladder"),
    _("lamp"), _("leaf"), _("lemon"), _("lion"), _("lizard"),
]
# fmt: on

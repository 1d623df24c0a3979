"""More of what several children did together."""

from heartsease.cli.example.words.parts import WARM, GroupSituation

GROUPS = (
    GroupSituation(
        "trays-outside",
        (12, 50),
        "UTW CTL.1.1 PHY_E07",
        "water_tray sand",
        "Water in one tray, sand in the other, and [a busy road of buckets between them|by snack time nobody could "
        "tell which was which]. [The funnel was wanted by all.|A river was dug and admired.]",
        (
            "{name} carried water in a sieve, again and again.",
            "{name} sat between the trays and stirred both.",
            "{name} filled my shoe.",
            "{name} made a lake for the ducks.",
        ),
        months=WARM,
    ),
    GroupSituation(
        "music-circle",
        (12, 48),
        "EXP_E17 COM_E01 PSE_E05",
        "instruments chime_bars",
        "Music in a circle: [every name sung, every name answered with a shake or a bang|songs from all our homes, "
        "with the actions]. [The bells went round and came back.|We ended in a whisper.] [New songs are welcome.|The "
        "drum had to rest afterwards.]",
        (
            "{name} sang the last word of every line.",
            "{name} waited for {his} own name and beamed.",
            "{name} shook the bells with the whole body.",
            "{name} wanted the slow one again.",
        ),
    ),
    GroupSituation(
        "fruit-salad",
        (18, 66),
        "PSE_E04 PHY_E07 COM_E02",
        "snack",
        "We made fruit salad. [Peeling, slicing, squeezing and a certain amount of tasting.|A fruit from each home, "
        "as far as we could find them.] [Juice to the elbows.|There was none left to show you.] [Napkins were of "
        "little use.|The peel went to the worms.]",
        (
            "{name} squeezed the orange, all of it.",
            "{name} tried the mango, and then the skin.",
            "{name} cut the banana in equal slices.",
            "{name} handed round the bowls.",
        ),
    ),
    GroupSituation(
        "cars-down",
        (16, 62),
        "UTW PSE_E05 schema.trajectory",
        "ramps",
        "Everything that rolls, and some things that do not, went down the [long ramp|gutters] today. [There was a "
        "queue, a starter and a finishing line.|We listened for which is loudest.] [A wonderful noise.|Some lessons "
        "about shoes were learned.]",
        (
            "{name} tried a shoe.",
            "{name} waited at the bottom with open arms.",
            "{name} called ‘Ready, steady…’ and enjoyed the pause.",
            "{name} made the ramp steeper.",
        ),
    ),
    GroupSituation(
        "box-city",
        (20, 66),
        "EXP_E17 EXP_E16 PSE_E05",
        "models den",
        "The delivery of boxes became [a street with a bakery, a garage and a zoo|one very long worm to crawl "
        "through]. [Windows were cut on request.|Everybody had a front door.] [It stays up until Friday.|The rent is "
        "one pebble.]",
        (
            "{name} moved in with a cushion.",
            "{name} delivered the post.",
            "{name} painted the roof {colour}.",
            "{name} was the bus between the houses.",
        ),
    ),
    GroupSituation(
        "baby-dolls",
        (14, 44),
        "UTW_E14 PSE_E05 PHY_E07",
        "teddy_hospital tea_party",
        "Bath time for the dolls, [with real flannels and warm water|in the garden, in a row]. [Very gentle "
        "hands.|Every toe was dried.] [Then everyone was put to bed.|The bubbles stayed on the grass.]",
        (
            "{name} washed behind the ears.",
            "{name} sang {his} doll to sleep.",
            "{name} poured water over the doll’s head and said sorry.",
            "{name} fetched the towels.",
        ),
    ),
    GroupSituation(
        "feet-paint",
        (13, 50),
        "EXP_E16 CTL.1.1 PHY_E06",
        "paintings handprints",
        "Feet in paint, [then a walk along the roll of paper|slippery, squeaky and cold]. [The colours met in the "
        "middle.|We compared toes.] [The washing was as good as the painting.|It hangs in the corridor.]",
        (
            "{name} walked the whole roll and turned round.",
            "{name} preferred one toe at a time.",
            "{name} jumped.",
            "{name} held my hands and laughed throughout.",
        ),
    ),
    GroupSituation(
        "shadow-play",
        (24, 66),
        "UTW EXP_E17 COM_E02",
        "stars light_table",
        "With the curtains drawn and a lamp behind the sheet we made shadows: [rabbits, birds and something with too "
        "many legs|a story nobody could have planned]. [We shall do this again on the next grey day.|The sheet will "
        "never be the same.]",
        (
            "{name} made a dog that barked.",
            "{name} found out how to become a giant.",
            "{name} was behind the sheet the whole time.",
            "{name} told us what we were seeing.",
        ),
        months=(10, 11, 12, 1, 2),
    ),
    GroupSituation(
        "bug-walk",
        (26, 66),
        "UTW_E15 COM_E01 PSE_E03",
        "minibeasts",
        "A bug hunt along the hedge [with pots and magnifying glasses|on our knees]. [All guests were let go before "
        "lunch, near where we found them.|The list has pictures.] [The hedge is busier than the high "
        "street.|Magnifying glasses went home in pockets and came back.]",
        (
            "{name} found the only beetle.",
            "{name} held a snail without a squeak.",
            "{name} kept the list.",
            "{name} built a leaf bed for a worm.",
        ),
        months=WARM,
    ),
    GroupSituation(
        "club-den",
        (54, 132),
        "PSE_E05 CTL.3.3 PHY_E06",
        "den treasure_map",
        "Two dens, one garden, [a treaty about the bamboo|and a rope bridge that bears teddies]. [Passwords changed "
        "hourly.|It rained, and they stayed in.] [It is all still standing.|Tea was taken in both.]",
        (
            "{name} designed the roof.",
            "{name} negotiated.",
            "{name} kept watch in the tree.",
            "{name} made room for everybody.",
        ),
    ),
    GroupSituation(
        "club-experiments",
        (54, 132),
        "UTW CTL.1.1 COM_E02",
        "experiment",
        "Rocket afternoon: film cases, water and tablets. [Guesses first, then the countdown.|We kept a chart, and "
        "the chart surprised us.] [One is still on the roof.|Goggles on, voices up.]",
        (
            "{name} measured every flight.",
            "{name} tried half a tablet, and that was the record.",
            "{name} explained why to the little ones.",
            "{name} made the launch pad.",
        ),
    ),
    GroupSituation(
        "club-craft",
        (54, 132),
        "EXP_E16 PHY_E07 PSE_E05",
        "sewing weaving beads",
        "A table full of thread: [friendship bracelets, pompoms and a scarf that may become very long|everybody "
        "taught somebody something]. [It was the quietest hour of the week.|Conversation was of the best kind.]",
        (
            "{name} learnt a new knot and passed it on.",
            "{name} made one for {his} teacher.",
            "{name} unpicked a whole row and began again.",
            "{name} sorted the threads by colour.",
        ),
    ),
    GroupSituation(
        "club-stories",
        (54, 132),
        "LIT_E10 COM_E01 EXP_E17",
        "drawing_table books",
        "A story passed round the table, one sentence each: [it began with a goat and ended in space|it has a "
        "villain, two dragons and a moral]. [We laughed until we could not write.|It is in the book corner now.]",
        (
            "{name} brought the goat back in at the end.",
            "{name} added the twist.",
            "{name} drew the cover.",
            "{name} read it out with voices.",
        ),
    ),
    GroupSituation(
        "club-football",
        (60, 132),
        "PHY_E06 PSE_E05 PSE_E03",
        "football",
        "A match until dark. [Fair teams, after some bargaining.|It ended in a draw, which pleased nobody and "
        "everybody.] [Cocoa after.|] [Muddy kit alert.|Good games were shaken on.]",
        (
            "{name} scored from the corner.",
            "{name} played in goal and kept nearly everything out.",
            "{name} passed to somebody who had not touched the ball.",
            "{name} refereed the second half.",
        ),
    ),
)

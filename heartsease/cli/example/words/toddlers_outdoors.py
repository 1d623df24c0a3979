"""One- and two-year-olds, outdoors and through the seasons."""

from heartsease.cli.example.words.parts import AUTUMN, SPRING, SUMMER, WARM, WET, WINTER, Situation

SITUATIONS = (
    Situation(
        "puddle-slap",
        (12, 26),
        "UTW_E15 UTW.b.08 CTL.1.1",
        "puddles",
        "[Rain at last!|The first proper puddle.] {name} [slapped it with a flat hand, startled, and slapped it "
        "again|stood at the edge, dipped one boot in and looked up at me]. [Then in {he} sat.|Soon there was no dry "
        "inch.] [A complete change of clothes and no regrets.|]",
        months=WET,
        home=("Old clothes and puddles: a good pair on the walk home.",),
    ),
    Situation(
        "puddle-jump",
        (20, 38),
        "PHY_E06 UTW_E15 CTL.2.3",
        "puddles",
        "‘[Jump|Splash]!’ {name} [bent both knees and landed in the puddle with two feet|ran, stopped, and jumped in "
        "with a shout]. [Every splash was measured against the one before: ‘Bigger!’|The mud on {his} nose had to be "
        "shown to everyone.]",
        months=WET,
        steps=("Chalk circles to jump in and out of on dry days.",),
    ),
    Situation(
        "leaf-rain",
        (14, 36),
        "UTW_E15 schema.scattering CTL.1.1",
        "leaves",
        "{name} [scooped up leaves with both arms and let them rain down|threw leaves over {his} own head] [until "
        "{he} was hoarse from laughing|and stood looking up with {his} mouth open]. [One was kept. It went home in "
        "{his} hood.|‘More up!’]",
        months=AUTUMN,
        home=("Bring us an interesting leaf from the weekend for our collection.",),
    ),
    Situation(
        "leaf-bucket",
        (18, 38),
        "MAT schema.transporting PHY_E06",
        "leaves",
        "{name} filled a bucket with leaves, [tipped it into the barrow, and went back for more|carried it to the "
        "mud kitchen, and went back for more]. [All morning.|{Few} buckets.] [‘Heavy,’ {he} said, though it was "
        "not.|Every leaf on the path has been moved to somewhere better.]",
        months=AUTUMN,
    ),
    Situation(
        "snail-palm",
        (20, 40),
        "UTW_E15 UTW.b.14 PSE_E03",
        "minibeasts",
        "{name} found a snail [under the log|on the wet fence] and held out a flat palm. [‘Hello nail.’|{He} barely "
        "breathed.] {He} waited [and waited] for the [eyes to come out|horns], and [put it back where it had "
        "been|carried it to a leaf ‘for dinner’].",
        steps=("Look at the snail book together and hunt for a shell.",),
    ),
    Situation(
        "worm-dig",
        (20, 40),
        "UTW_E15 PHY_E06 COM_E02",
        "minibeasts growing",
        "Digging with a real trowel, {name} turned up a worm. ‘[Long|Wiggly|Nake]!’ {He} [watched it vanish into the "
        "soil and waved goodbye|covered it with a leaf because it was cold]. [Then dug carefully round it.|]",
        months=(3, 4, 5, 6, 7, 9, 10, 11),
    ),
    Situation(
        "water-beans",
        (18, 38),
        "UTW_E15 UTW.b.15 schema.transporting",
        "growing",
        "{name} watered the [beans|peas], [then {his} shoes, then the beans again|then a friend’s boots, then the "
        "fence]. [The little can was refilled many times.|‘Drink,’ {he} told each one.]",
        months=(4, 5, 6, 7, 8, 9),
        home=("A small can and a pot on the step would be a lovely job for {name}.",),
    ),
    Situation(
        "strawberry",
        (14, 38),
        "UTW_E15 PSE_E04 COM_E02",
        "growing snack",
        "The first strawberry of the year was ripe. {name} [saw it before I did|spotted the red under the leaves], "
        "[picked it, and ate it in tiny bites|turned it round and round before the first bite]. ‘[More "
        "babberry|Mmm|All gone].’",
        months=(6, 7),
    ),
    Situation(
        "sand-fill",
        (14, 34),
        "MAT MAT.b.18 PHY_E07",
        "sand",
        "Fill, pat, tip, look. {name} [made one sandcastle after another|filled the bucket to the brim many times "
        "over] and [stamped each one flat|kept one for last]. [‘Uh-oh,’ when it slid; a laugh, and another.|The wet "
        "sand was found to be the secret.]",
        steps=("Put out two buckets of different sizes and a jug.",),
    ),
    Situation(
        "sand-bury",
        (16, 36),
        "schema.enveloping UTW CTL.1.1",
        "sand",
        "{name} buried the {animal} in the sand, [patted it smooth, and looked at me|then {his} own foot]. ‘[Where "
        "gone?|Bye bye].’ [Then, with a flourish, there it was.|I had to be surprised every time.]",
    ),
    Situation(
        "water-tray-boats",
        (14, 36),
        "UTW schema.trajectory CTL.1.1",
        "water_tray",
        "{name} pushed the boat [from one end of the tray to the other|under and let it bob up]. [{He} blew on the "
        "sail, and it moved!|The duck was given a ride and fell off.] [Very wet sleeves.|‘Again.’]",
        home=("Cups, a funnel and a colander make a fine bath-time harbour.",),
    ),
    Situation(
        "pour-pipe",
        (18, 38),
        "UTW UTW.b.17 CTL.1.1",
        "water_tray",
        "{name} poured water into the pipe at the top and [dashed down to see it come out|sent a friend to the "
        "bottom to shout]. [{He} was too late the first times, and found that running starts before pouring.|A leaf "
        "went down. Then a stone, which did not come out.]",
        months=WARM,
        steps=("Add a bend to the pipe and two more jugs.",),
    ),
    Situation(
        "soft-steps",
        (15, 28),
        "PHY_E06 PHY.b.10 CTL.2.2",
        "obstacle_course",
        "Up the [soft steps|little slide steps] on hands and knees, a careful turn at the top, and down "
        "[backwards|on {his} tummy, feet first]. {name} [did this without a hand today|has worked this out alone]. "
        "[Then again, many times.|The last step was a jump.]",
    ),
    Situation(
        "log-balance",
        (24, 40),
        "PHY_E06 CTL.1.3 CTL.2.2",
        "obstacle_course",
        "{name} walked the low log [holding one of my fingers|with both arms out]. At the end {he} [shook me off and "
        "did it alone|went back to the start by {himself}]. [Two wobbles, no fall.|‘I so high!’]",
        home=("Low walls on the way home are good for balancing, hand in hand.",),
    ),
    Situation(
        "ball-kick",
        (18, 34),
        "PHY_E06 PHY.b.12 CTL.2.2",
        "football",
        "{name} swung a foot at the ball, missed, [laughed, and lined it up again|looked at {his} shoe, and tried "
        "the other foot]. [On the fourth go it flew.|Then a real kick, right across the grass.] ‘[Goal|Ball run]!’",
    ),
    Situation(
        "trike-push",
        (22, 40),
        "PHY_E06 CTL.2.1",
        "trike",
        "{name} has found out about [pedals|pushing off with both feet]. [Round the path {he} went, past the shed, "
        "past me, ‘Hello’, past the shed.|One push, then feet up, and a long glide.] [Stopping is done with the "
        "hedge.|A friend got a lift.]",
        steps=("Set out cones to steer between.",),
    ),
    Situation(
        "barrow-hill",
        (22, 40),
        "PHY_E06 PHY.b.13 CTL.2.2",
        "obstacle_course growing",
        "{name} loaded the barrow with [logs|pumpkins|stones] and leaned into it [until it went over the top of the "
        "bank|with {his} whole body]. [‘Phew!’ {he} said, exactly like Grandad.|I was not allowed to help.]",
    ),
    Situation(
        "bubble-chase",
        (12, 34),
        "UTW PHY_E06 MAT.b.03",
        "bubbles",
        "Bubbles! {name} [reached, popped, and looked for where it had gone|chased the biggest one to the fence]. "
        "When they stopped, {he} [signed ‘more’ with both hands|said ‘More bubble’, twice]. [One landed on {his} "
        "sleeve and stayed. Nobody moved.|]",
        months=WARM,
    ),
    Situation(
        "mud-stir",
        (18, 40),
        "EXP_E17 UTW_E15 schema.transforming",
        "mud_kitchen",
        "{name} stirred [mud, leaves and a lot of water|soil and petals] [with the biggest spoon|in the old kettle] "
        "and [dished it up|brought me a cup]. ‘[Tea|Cake|Hot],’ {he} said, [‘drink it’|and watched my face]. [Best I "
        "ever had.|]",
    ),
    Situation(
        "mint-sniff",
        (15, 38),
        "UTW_E15 UTW.b.16 COM_E02",
        "growing pots",
        "{name} stops at the mint every time we go by, [bends down, and sniffs with {his} whole face|rubs a leaf and "
        "holds {his} fingers up for me to smell]. [Today {he} took a friend to it.|‘Nice.’ Then: ‘Teeth!’ So it is.] "
        "[We put some in the water jug.|]",
        months=WARM,
    ),
    Situation(
        "plane-sky",
        (14, 32),
        "COM_E01 COM.b.13 UTW",
        "bubbles birds",
        "{name} stopped digging at the sound of a plane, [searched the whole sky|pointed before I had heard "
        "anything], found it, and waved [until it was gone|with both hands]. ‘[Bye plane|Up dere].’",
    ),
    Situation(
        "bird-table",
        (16, 38),
        "UTW_E15 COM_E01 CTL.2.1",
        "birds",
        "Nose against the window, {name} watched [a robin|the birds] at the feeder. [‘Ssh,’ {he} told us.|{He} "
        "flapped when it flapped.] [When it flew, we got the bird book and found it.|We put out some more seed "
        "together.]",
        months=(10, 11, 12, 1, 2, 3),
        home=("Which birds come to you? A crust on the sill might tell.",),
    ),
    Situation(
        "ice-hold",
        (16, 40),
        "UTW_E15 CTL.1.1 COM_E02",
        "ice",
        "We found ice on the [tuff tray|water tray] this morning. {name} [held a piece until {his} fingers were red, "
        "passed it over and said ‘Cold’|licked it, shuddered and licked it again]. [It was put in a pocket for "
        "later.|By snack it was gone: ‘Who took it?’]",
        months=(12, 1, 2),
        steps=("Freeze leaves and toys in water and let {name} get them out.",),
    ),
    Situation(
        "snow-first",
        (13, 38),
        "UTW_E15 CTL.1.1 PHY_E06",
        "snow",
        "Snow! {name} [stood quite still and let it land on {his} sleeve|put out {his} tongue]. [Then one footprint, "
        "a long look at it, and another.|Each mitten was held up to show.] ‘[Salt|Cold|All white],’ {he} said.",
        months=(12, 1, 2),
    ),
    Situation(
        "flower-smell",
        (13, 34),
        "UTW_E15 PSE_E03",
        "pots butterflies",
        "{name} [put {his} whole nose into|stroked the petals of] the [pansies|daffodils|daisies] one after another. "
        "[‘Face!’ {he} said, and it is true, they have faces.|Softly, with one finger, just as we had practised.]",
        months=(3, 4, 5, 6),
    ),
    Situation(
        "shadow",
        (14, 36),
        "UTW UTW.b.07 CTL.1.1",
        "chalk",
        "{name} discovered {his} shadow. [A wave: it waved.|{He} ran, looked round: still there.] [{He} tried to "
        "step off it.|Then {he} stamped on mine.] [We drew round it in chalk, and it had moved when we came back.|]",
        months=(3, 4, 5, 6, 7, 8, 9),
    ),
    Situation(
        "fence-paint",
        (18, 38),
        "LIT_E10 LIT.b.16 PHY_E06",
        "chalk easel",
        "{name} painted the fence with water, [in great sweeping strokes|top to bottom, stretching on tiptoe]. [As "
        "fast as it dried {he} did it over.|‘All done,’ {he} said of each plank.] [The shed is next.|]",
        months=WARM,
    ),
    Situation(
        "grass-feel",
        (12, 20),
        "UTW_E15 UTW.b.06 CTL.1.1",
        "butterflies bubbles",
        "Bare feet on the grass for the first time this year. {name} [lifted one, then the other, like a cat|curled "
        "{his} toes and frowned]. Then {he} [grabbed a fistful and looked at what was left in {his} palm|sat down "
        "and stayed for half an hour]. [Daisies were picked with toes.|The shoes stayed off until lunch.|]",
        months=(5, 6, 7, 8),
    ),
    Situation(
        "pumpkin-tap",
        (22, 40),
        "PHY_E07 UTW_E15 CTL.2.1",
        "pumpkins",
        "{name} tapped [golf tees|pegs] into the pumpkin with the small hammer, [tongue between {his} teeth|one tap, "
        "then a look, then a tap]. [{Few} of them, in a row.|‘Bang bang, in!’] [Getting them out again was just as "
        "good.|]",
        months=(10, 11),
    ),
    Situation(
        "pumpkin-seeds",
        (16, 40),
        "UTW_E15 CTL.1.1 COM_E02",
        "pumpkins",
        "Both hands in the pumpkin. {name} [squeezed the stringy part and pulled a face|lined the seeds up along the "
        "table edge]. ‘[Slimy|Yuck|Wet],’ {he} said, and [went straight back in|kept going].",
        months=(10, 11),
    ),
    Situation(
        "conker-drop",
        (16, 38),
        "MAT_E12 schema.trajectory UTW_E15",
        "leaves leaf_collection",
        "{name} dropped conkers into the drainpipe [and listened to each one rattle down|one, two, and a long wait]. "
        "[‘Gone. Gone. Gone.’|The smooth ones were kept for {his} pocket.] [We needed the whole basket.|]",
        months=(9, 10, 11),
    ),
    Situation(
        "splash-hot",
        (12, 36),
        "PHY_E06 UTW CTL.1.1",
        "water_tray bubbles",
        "Hot at last, so out came the [big trays|sprinkler]. {name} [walked through the spray with {his} eyes "
        "shut|sat down in the tray and patted the water all round]. [Shrieks of joy.|Then in again, backwards.] [Hat "
        "on, somehow, throughout.|]",
        months=SUMMER,
    ),
    Situation(
        "wind-ribbons",
        (14, 38),
        "UTW_E15 EXP_E17 UTW.b.05",
        "treasures bubbles",
        "A windy day. {name} [held up a ribbon and watched it stream out|turned {his} face into it and blinked]. "
        "[‘Blow me!’ {he} told it.|{He} ran up the bank with it and down again.] [Hoods off, hair everywhere.|]",
        months=(*WINTER, 3, 10, 11),
    ),
    Situation(
        "seed-push",
        (20, 40),
        "UTW_E15 PHY_E07 PSE_E04",
        "growing pots",
        "{name} pushed [a bean|a sunflower seed] into the soil [with one finger, right up to the knuckle|and said "
        "‘Night night’]. [{He} looked an hour later: ‘Not up.’|The label with {his} photo went in beside it.]",
        months=SPRING,
        home=("Ask {name} what is asleep in the pot on our window sill.",),
    ),
)

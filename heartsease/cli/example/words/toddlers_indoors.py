"""One- and two-year-olds, indoors: things to handle, books, meals."""

from heartsease.cli.example.words.parts import Place, Situation

SITUATIONS = (
    Situation(
        "cup-tower",
        (13, 36),
        "MAT_E12 PHY_E07 MAT.b.17 CTL.2.2",
        "nesting",
        "{name} built a tower of [cups|nesting cups] [right up to chin height|as high as {his} own nose]. When it "
        "[toppled|came down] {he} [clapped and said ‘Again!’|laughed and started straight over|looked at me, said "
        "‘Uh-oh’ and began again]. [The third one stood.|The biggest cup went at the bottom the second time.|]",
        steps=("Put out boxes of different sizes so the same idea can grow taller.",),
        home=("Stack plastic tubs together at bath time and see which order stands.",),
    ),
    Situation(
        "ring-stack",
        (12, 24),
        "PHY_E07 MAT CTL.2.1",
        "nesting",
        "[A long quiet spell with the ring stacker.|{name} sat down with the ring stacker and stayed.] {He} [took "
        "every ring off|lifted each ring off], looked through [the {colour} one|one of them] at me, and put them "
        "back [one at a time|in an order of {his} own]. [Big smile for the last one.|]",
        steps=("Offer mug-tree pegs and bangles for more threading on to an upright.",),
    ),
    Situation(
        "ball-gone",
        (12, 22),
        "MAT COM_E02 MAT.b.07",
        "nesting",
        "The ball rolled under the [sofa|shelf|low table]. {name} got down flat on {his} tummy, [looked, and said "
        "‘Gone’|peered into the dark and waited]. Then {he} crawled all the way round to the other side [and was "
        "delighted to meet it there|and came out holding it up].",
        steps=("Play hiding games with a ball and a cloth tunnel.",),
    ),
    Situation(
        "first-steps",
        (12, 16),
        "PHY_E06 CTL.2.3",
        "nesting",
        "{name} let go of the [shelf|sofa|table edge] and took {few} steps on {his} own [towards me|across the rug]. "
        "[Everyone cheered, and {he} joined in the clapping.|{He} sat down with a bump, looked amazed and did it "
        "again.] [So glad I was there to see it.|]",
        home=("Leave a clear stretch between sofa and chair for practising.",),
    ),
    Situation(
        "treasure-basket",
        (12, 20),
        "UTW CTL.1.1 PHY_E07",
        "basket",
        "{name} [worked through|explored] the treasure basket [almost to the bottom|for a good while]. The "
        "[whisk|brush|big shell] [was the favourite|came out again and again]: {he} [shook it, tasted it and drummed "
        "it on the floor|turned it over, rubbed it on {his} cheek and offered it to me].",
        steps=(
            "Add two things that make a sound to the basket.",
            "Add a lemon and a warm stone to the basket.",
        ),
    ),
    Situation(
        "spoon-drum",
        (12, 22),
        "EXP_E17 MAT_E12 MAT.b.05 CTL.1.1",
        "basket instruments",
        "I tapped twice on the [pan|tin] and {name} tapped twice back. [We went on like this, turn and turn about, "
        "for ages.|Then {he} tapped three times and waited to see what I would do.] [When I stopped, {he} pushed the "
        "spoon into my hand.|]",
        home=("Play copy-me rhythms on pans with wooden spoons.",),
    ),
    Situation(
        "drum-loud-soft",
        (14, 34),
        "EXP_E17 EXP.b.05 CTL.1.1",
        "instruments",
        "At music time {name} found out that the [shaker|drum] can be loud and quiet. [‘Boom!’ {he} said, then "
        "whispered ‘boom’.|Hard, then so softly that we all leaned in to hear.] {His} face [said it all|was full of "
        "mischief].",
        steps=("Bring in a story with loud and quiet parts to play along to.",),
    ),
    Situation(
        "wheels-song",
        (14, 36),
        "COM_E01 EXP_E17 COM.b.16",
        "instruments story_corner",
        "{name} [chose|asked for] ‘{song}’ [with the actions before I had opened my mouth|by doing the actions at "
        "me]. {He} [filled in the last word of each line|sang the end of every line] and [laughed when I got one "
        "wrong on purpose|wanted it a third time].",
        home=("Leave a gap at the end of a line in a song and wait for the word.",),
    ),
    Situation(
        "same-book",
        (13, 34),
        "LIT_E08 COM_E01 COM.b.12",
        "books story_corner",
        "{name} brought me the {animal} book [three times this morning|again and again]. [{He} turns to the page "
        "with the {animal} and makes its noise before I can.|On the page where the {animal} hides, {he} puts both "
        "hands over {his} eyes.] [We know it by heart now.|]",
        home=("Which book does {name} ask for at home? We would love to have it here too.",),
    ),
    Situation(
        "flap-book",
        (12, 24),
        "LIT_E08 LIT.b.02 PHY_E07",
        "books",
        "Snuggled up with a lift-the-flap book. {name} [leaned in before every flap|held {his} breath at each flap], "
        "[gasped|squealed] when the {animal} appeared [and closed it again to do it once more|and said ‘There!’].",
    ),
    Situation(
        "teddy-story",
        (22, 38),
        "LIT_E09 LIT.b.14 EXP_E17",
        "story_corner books",
        "{name} settled [a doll|the big teddy] on {his} lap and ‘read’ the {animal} book aloud, [page by "
        "page|showing every picture round]. [‘And den… and den…’ was how most pages went.|There was a growl on one "
        "page and a kiss on the last.] [I stayed well out of the way.|]",
        steps=("Make a small photo book of the day for {name} to tell.",),
    ),
    Situation(
        "peg-picture",
        (18, 34),
        "LIT_E09 LIT.b.13 PSE_E04",
        "dressing_up",
        "{name} went straight to {his} own peg this morning, [put a finger on the picture and said ‘Me’|patted the "
        "photo and hung {his} bag up]. [Then {he} showed me whose the next ones are.|] [Not a look back.|Boots side "
        "by side underneath, too.|]",
        place=Place.ARRIVAL,
    ),
    Situation(
        "sock-off",
        (12, 24),
        "PSE_E04 PSE.b.06 PHY_E07",
        "",
        "One sock, off. Two socks, off. {name} [held each one up for inspection|passed me each one with great "
        "ceremony] and [wriggled {his} toes|laughed at {his} own feet]. [Putting them on again is for another day.|]",
        home=("Let {name} try pulling socks off at bath time; start the heel if it sticks.",),
    ),
    Situation(
        "spoon-self",
        (12, 22),
        "PSE_E04 PSE.b.05 PHY_E07",
        "snack",
        "{name} [held on to|kept hold of] the spoon at lunch and [steered it, mostly, to {his} mouth|managed more "
        "than half the bowl alone]. [When I offered to help {he} shook {his} head firmly.|The rest went to the bib "
        "and the floor.] [So determined!|]",
        place=Place.LUNCH,
    ),
    Situation(
        "snack-choice",
        (16, 34),
        "PSE_E04 COM_E02 PSE.b.15",
        "snack",
        "At snack {name} was offered {fruit} or [toast|a rice cake]. {He} [looked from one to the other for a long "
        "moment|pointed, changed {his} mind, and pointed again], chose [the {fruit}|{fruit}] and [said ‘Dis "
        "one’|nodded to {himself}]. [A second helping followed.|]",
        place=Place.SNACK,
    ),
    Situation(
        "pour-milk",
        (22, 38),
        "PSE_E04 PHY_E07 CTL.2.1",
        "snack",
        "{name} poured {his} own [milk|water] from the small jug, [tongue out, both hands|watching the line climb], "
        "and stopped [just in time|with a finger’s width to spare]. ‘[Me did it|I do it],’ {he} said [quietly|to the "
        "whole table].",
        place=Place.SNACK,
        home=("A small jug at breakfast would be good practice, with a cloth at hand.",),
    ),
    Situation(
        "two-biscuits",
        (16, 30),
        "MAT_E11 MAT.b.11 COM_E02",
        "snack",
        "‘Two,’ said {name} at snack, and held out one hand, then the other. [A rice cake in each.|One {fruit} slice "
        "for each fist.] {He} [looked from hand to hand|banged them together and laughed] before taking a bite.",
        place=Place.SNACK,
        steps=("Count things into hands and pockets through the day: one, two.",),
    ),
    Situation(
        "teddy-plates",
        (22, 38),
        "MAT_E11 MAT.b.09 EXP_E17",
        "tea_party",
        "{name} laid the table for the teddies: [one plate, one cup, one spoon each|a plate for every bear]. When "
        "one bear [was left without|had nothing], {he} [said ‘Oh no’ and went to find another|gave up {his} own]. "
        "[Tea was then served, very hot.|]",
        steps=("Ask {name} to help lay the real table: a cup for every chair.",),
    ),
    Situation(
        "pretend-soup",
        (18, 36),
        "EXP_E17 EXP.b.14 COM_E02",
        "tea_party mud_kitchen",
        "{name} stirred an empty pan in the home corner, [blew on the spoon|tasted it] and offered me some. "
        "‘[Hot|Careful, hot],’ {he} warned. [I was told to say yum.|The baby doll had seconds.]",
        home=("Let {name} stir and pour beside you while you cook.",),
    ),
    Situation(
        "doll-sleep",
        (18, 36),
        "UTW_E14 PSE_E05 UTW.b.11",
        "teddy_hospital tea_party",
        "{name} wrapped [the doll|teddy] in a blanket, [patted its back and hummed|rocked it and shushed everybody "
        "nearby]. {He} [laid it down so gently|tiptoed away with a finger on {his} lips]. [We all whispered for a "
        "bit.|You can tell {he} knows how this is done.]",
    ),
    Situation(
        "phone-nana",
        (20, 38),
        "COM_E02 EXP_E17 CTL.1.2",
        "shop tea_party",
        "A long telephone call by {name} on [a wooden brick|the banana from the play kitchen]. ‘Hello? Yes. Yes. "
        "[Bye bye, Nana|Coming soon|No]. Bye.’ [The pauses were perfect.|{He} then handed it to me: ‘For you.’]",
    ),
    Situation(
        "box-bus",
        (20, 38),
        "EXP_E17 EXP.b.18 CTL.3.1",
        "den models",
        "The [delivery box|big cardboard box] was [a bus|a boat|a bath] this morning, and {name} was in charge. "
        "‘[Beep beep|Brrm|All aboard]!’ [{He} made room for a friend.|Everybody who passed was invited to sit in "
        "it.] [After lunch it was a bed.|]",
        steps=("Keep the box and add cushions, tubes and a steering wheel.",),
    ),
    Situation(
        "car-line",
        (20, 38),
        "MAT_E12 MAT.b.13 schema.ordering",
        "ramps",
        "{name} lined up all the cars along the [edge of the carpet|window sill], [nose to tail|the {colour} ones "
        "first]. [One was missing; {he} knew which and would not rest until we had found it.|When I moved one to "
        "pass by, it was put back at once.]",
        steps=("Chalk a road and a car park with spaces to fill.",),
    ),
    Situation(
        "ramp-cars",
        (16, 36),
        "UTW schema.trajectory CTL.1.1",
        "ramps",
        "{name} let the cars go at the top of the ramp and [ran alongside to the bottom|watched every one with {his} "
        "cheek on the floor]. [‘Fast!’|‘Down! Down!’] {He} tried [a brick|a ball|the {animal}] too[, and frowned "
        "when it stayed where it was|, which rolled furthest of all].",
        steps=("Offer ramps of different slopes and something that slides.",),
    ),
    Situation(
        "train-puff",
        (20, 38),
        "PHY_E07 EXP_E17 CTL.2.1",
        "railway",
        "A whole morning of trains for {name}. {He} [fitted the track together with hardly any help|turned each "
        "piece of track until it clicked], then [puffed round on hands and knees|drove slowly round, lying on {his} "
        "side to watch the wheels]. [‘Choo’ was the word of the day.|]",
    ),
    Situation(
        "animal-noises",
        (14, 30),
        "COM_E02 UTW_E15 COM.b.11",
        "farm",
        "{name} took the {farm} out of the farm box, [made its noise|told me what it says] and walked it up my arm. "
        "[Then the next one.|‘More!’] [The whole farm had been to my shoulder by the end.|Only the hen got a kiss.]",
        home=("Point out animals on the way here and make their sounds together.",),
    ),
    Situation(
        "where-cow",
        (16, 30),
        "COM_E01 COM.b.11 UTW_E15",
        "farm",
        "I asked where the little [cow|pig|sheep] had gone. {name} [searched the basket, then the barn|looked under "
        "the barn, in the barn and in {his} own pocket] and [held it up: ‘Dere!’|brought it to me in triumph]. [We "
        "hid it {few} more times.|]",
    ),
)

"""One- and two-year-olds, indoors: making, feelings, friends."""

from heartsease.cli.example.words.parts import Place, Situation

SITUATIONS = (
    Situation(
        "dough-poke",
        (15, 36),
        "PHY_E07 EXP_E16 CTL.1.1",
        "dough",
        "{name} [poked, pinched and patted|pressed {his} whole hand into] the {colour} dough. [The holes were then "
        "filled with small stones, one each.|{He} peeled {his} hand away and studied the print.] "
        "‘[Squish|Soft|Mine],’ {he} said.",
        steps=("Add a rolling pin and things with interesting bumps for printing.",),
        home=("Make a simple dough together: two cups of flour, one of salt, one of water.",),
    ),
    Situation(
        "dough-sausages",
        (24, 40),
        "PHY_E07 COM_E02 MAT_E12",
        "dough",
        "Dough sausages by {name}: [long one, short one, baby one|a big one, and {few} little ones]. {He} [laid them "
        "side by side|rolled each with a flat hand] and [told me which was Daddy’s|cut them up ‘for everybody’].",
    ),
    Situation(
        "paint-hands",
        (13, 32),
        "EXP_E16 EXP.b.03 CTL.1.1",
        "handprints paintings",
        "[Paint on the paper, paint on the table, paint on one ear.|In with both hands.] {name} [slid {his} fingers "
        "through the {colour}|patted and swirled the {colour} paint] and [stopped to look at {his} palms|watched the "
        "lines appear behind them]. [{He} held very still for the wash afterwards.|]",
        steps=("Offer big paper on the floor and let feet join in.",),
    ),
    Situation(
        "colour-mix",
        (22, 40),
        "EXP_E16 EXP.b.09 CTL.3.2",
        "paintings easel",
        "{name} was stirring [blue into yellow|red into white] and [stopped dead|gasped]. ‘[Look|New one]!’ [{He} "
        "went round the room to show people the brush.|Then every pot was tried with every other.] [We ended with a "
        "very fine brown.|]",
        steps=("Put out two colours only, so that {name} can find the third again.",),
    ),
    Situation(
        "rain-dots",
        (24, 40),
        "LIT_E10 LIT.b.15 EXP_E16",
        "drawing_table",
        "{name} covered a whole sheet with dots, [tap tap tap|faster and faster]. ‘Raining,’ {he} said, [without "
        "looking up|and put {his} hood on to finish it]. [Then one long line: ‘Puddle.’|]",
    ),
    Situation(
        "round-marks",
        (16, 30),
        "LIT_E10 PHY_E07 schema.rotation",
        "drawing_table chalk",
        "Round and round and round: {name} made big circles with [a chunky crayon in each hand|the {colour} crayon], "
        "[leaning right across the table|standing up to reach further]. [‘More paper,’ I was told.|When the page was "
        "full {he} turned it over and went on.]",
        steps=("Tape paper to the wall so the circles can come from the shoulder.",),
    ),
    Situation(
        "card-people",
        (26, 40),
        "LIT_E10 LIT.b.17 PSE_E05",
        "drawing_table",
        "{name} made a card and told me who everyone is: [this scribble Mummy, this one the baby|Nana is the round "
        "one, the dog is the one with legs]. [It had to go into an envelope at once.|{He} kissed it before it went "
        "into {his} bag.] [Not one of us was forgotten.|‘And that’s me, waving.’|]",
    ),
    Situation(
        "beads-thread",
        (22, 40),
        "PHY_E07 PHY.b.16 CTL.2.1",
        "beads",
        "{name} threaded {few} [big beads|cotton reels] and wore them [straight away|for the rest of the day]. [Each "
        "one was pushed along with a little ‘pop’.|{He} changed hands when the string got tricky.] [Getting the lace "
        "through took real patience.|]",
        steps=("Offer thinner laces and pasta tubes next.",),
    ),
    Situation(
        "posting",
        (13, 26),
        "PHY_E07 PHY.b.08 schema.going-through-a-boundary",
        "post basket",
        "{name} posted [pegs|lids|cards] through the slot in the tin, one by one, [for the clang|with an ear to the "
        "side to hear them land]. [When it was full {he} tipped it all out and began again.|Then a shoe. Then my "
        "pen.]",
        home=("A clean tin with a slot in the lid makes a good posting box.",),
    ),
    Situation(
        "shape-star",
        (20, 34),
        "MAT MAT.b.15 CTL.2.2",
        "puzzle",
        "{name} tried the star at every hole, [turning it a little each time|pushing harder and harder], until it "
        "dropped through. [The look on {his} face!|‘Did it!’] [The circle was then much too easy.|]",
        steps=("Offer puzzles with two or three pieces that fit one way only.",),
    ),
    Situation(
        "puzzle-four",
        (26, 40),
        "MAT PHY_E07 CTL.3.3",
        "puzzle",
        "{name} finished the {animal} puzzle [alone for the first time|with only a nod from me]. {He} [turned each "
        "piece until the picture joined up|looked at the picture first, then chose]. [Broken up at once and done "
        "again, faster.|]",
    ),
    Situation(
        "light-spot",
        (18, 36),
        "UTW UTW.b.18 CTL.1.1",
        "light_table stars",
        "[A grey afternoon, so we got the torches out.|Torches in the dark corner today.] {name} found the switch, "
        "[chased the spot of light across the ceiling|shone it on {his} own hand and saw it glow] and [laughed every "
        "time it jumped|tried to stand on it].",
        months=(10, 11, 12, 1, 2),
    ),
    Situation(
        "light-shapes",
        (20, 40),
        "MAT_E12 EXP_E16 CTL.1.1",
        "light_table",
        "At the light table {name} [laid {colour} on top of {colour2}|held a {colour} tile to one eye] and [said "
        "‘Oooh’|looked at all of us through it]. [All the round ones were gathered into one corner.|A long line of "
        "tiles went from edge to edge.]",
        steps=("Add clear blocks with water and beads inside.",),
    ),
    Situation(
        "scarf-whirl",
        (18, 38),
        "EXP_E17 EXP.b.15 PHY_E06",
        "dressing_up",
        "Music on, scarves out. {name} [whirled with the {colour} one until {he} tumbled down laughing|threw a scarf "
        "up, watched it float and caught it on {his} head]. [‘Again, {me}!’|When the music stopped, so did {he}, "
        "exactly.]",
    ),
    Situation(
        "mirror-faces",
        (12, 24),
        "PSE_E03 COM_E02 EXP.b.07",
        "dressing_up",
        "{name} and the mirror: [a surprised face, then a cross one, then a roar|nose to nose, a kiss, and a long "
        "look at {his} own tongue]. [I made a face and {he} copied it.|{He} looked behind it to see who was there.] "
        "[We stayed until somebody else wanted a turn.|The last face was a kiss.|]",
    ),
    Situation(
        "zip-alone",
        (24, 40),
        "PSE_E04 PSE.b.14 CTL.2.2",
        "dressing_up",
        "‘[Me do it|By self]!’ {name} worked at {his} coat zip [for a full five minutes|while everybody else was out "
        "already]. I [held the bottom still|started it off], and up it went. [Out in the garden {he} undid it to "
        "show it could be done.|]",
        home=("Let {name} pull the zip once you have joined it at the bottom.",),
    ),
    Situation(
        "potty-tells",
        (22, 36),
        "PSE_E04 PSE.b.13 COM_E02",
        "",
        "{name} tugged at {his} trousers and [took my hand|said ‘Wee’] [in plenty of time|just in time]. [A proud "
        "flush and a wave goodbye to it.|Hands washed, sticker chosen.] [That is {few} days running.|]",
        home=("We follow your words and your timing; tell us if anything changes.",),
    ),
    Situation(
        "goodbye-wave",
        (13, 34),
        "PSE_E03 PSE.b.17 PSE_E05",
        "books story_corner",
        "A [wobbly|hard] start this morning. {name} [waved from the window with {his} comforter|sat close to me with "
        "the {animal} book] until the [car had gone|tears had stopped], then [heard the trains and was off|spotted "
        "the dough and was off]. [All smiles by snack.|]",
        place=Place.ARRIVAL,
    ),
    Situation(
        "settling-lap",
        (12, 20),
        "PSE_E03 PSE_E05 PSE.b.07",
        "story_corner",
        "{name} [came to me with both arms up|crawled into my lap] when the room got loud, [rested a moment|leaned "
        "there, thumb in] and then went back to [the cups|the cars|play]. [It is lovely to be somebody {he} comes "
        "to.|]",
    ),
    Situation(
        "comfort-friend",
        (20, 38),
        "PSE_E05 PSE.b.16 PSE_E03",
        "story_corner tea_party",
        "A friend was crying. {name} [stopped, looked, and fetched {his} own blanket over|patted an arm and said "
        "‘Mummy come back’]. [Nobody asked {him} to.|Then they sat and looked at a book together.] [So gently "
        "done.|I had been on my way over, and was not needed.|]",
    ),
    Situation(
        "my-turn",
        (24, 40),
        "COM_E02 COM.b.17 PSE_E03",
        "ramps railway",
        "‘My turn [please|now],’ said {name}, and [held out a hand|waited]. [It took a while.|Waiting was hard: feet "
        "were stamped.] [The {vehicle} came round in the end, and was driven off at speed.|And when it came: ‘Ta!’]",
        steps=("Use the sand timer with {name}, so that waiting can be seen.",),
    ),
    Situation(
        "two-words",
        (18, 30),
        "COM_E02 COM.b.14",
        "books basket",
        "New this week: {name} puts two words together. ‘[Shoe off|Door open|Where Nana],’ and ‘[More {fruit}|Bye "
        "bye {vehicle}|Big dog].’ [We are all answering with three.|]",
        home=("When {name} says two words, say them back with one more.",),
        steps=("Build on {name}’s two-word phrases by adding one word.",),
    ),
    Situation(
        "home-word",
        (14, 40),
        "COM_E02 UTW_E14",
        "books snack",
        "{name} [asked for|pointed at] the [water|ball|milk] and used {his} {language} word for it. I said it back "
        "[as well as I could|and got a very patient correction], then the English one. {He} [tried both|said both, "
        "one after the other].",
        home=("Please write down some {language} words {name} uses for food and comfort.",),
        needs_language=True,
    ),
    Situation(
        "family-photo",
        (16, 38),
        "UTW_E14 UTW.b.13 PSE_E05",
        "books story_corner",
        "{name} took the family photo off the wall and [named everyone in it|kissed each face], [down to the dog|one "
        "finger on each]. [It came to lunch with us.|{He} showed it to a friend: ‘My mummy.’]",
        home=("A new photo for our family wall would be very welcome.",),
    ),
    Situation(
        "hat-shop",
        (20, 40),
        "EXP_E17 CTL.1.2 COM_E02",
        "dressing_up",
        "{name} tried on every hat in the box, [looked in the mirror after each|said ‘Hello’ in a different voice "
        "each time] and kept the {colour} one on [through lunch|all afternoon]. ‘[Me policeman|I’m Grandad|Dragon],’ "
        "{he} told the postie.",
    ),
    Situation(
        "sink-wash",
        (22, 40),
        "PSE_E04 CTL.2.3",
        "snack",
        "Handwashing by {name}: [sleeves up, tap on, soap between every finger|one pump of soap, and the whole song "
        "sung through]. [‘All clean!’|{He} then checked mine.] [The floor had a wash too.|]",
        place=Place.SNACK,
    ),
    Situation(
        "tidy-song",
        (20, 38),
        "COM_E01 PSE_E04",
        "towers ramps",
        "At the first notes of the tidy-up song {name} [began putting bricks in the box|fetched the little broom]. "
        "[Every brick got a ‘bye bye’.|The {vehicle} was driven to its shelf and parked.] [Thank you, {name}!|]",
    ),
    Situation(
        "tower-friend",
        (22, 40),
        "PSE_E05 MAT PHY_E07",
        "towers",
        "{name} and a friend built one tower between them: [one brick each, in turn|{name} passed, the friend "
        "placed]. [The crash was planned, with a countdown.|It reached the window sill.] [Not a word was needed.|]",
        steps=("Offer jobs for two: carrying a box, folding a cloth, rolling a ball.",),
    ),
    Situation(
        "sticky-tape",
        (24, 40),
        "EXP_E16 EXP.b.10 schema.connecting",
        "collage models",
        "Tape! {name} [stuck paper to paper, paper to table and paper to {me}|wound yards of it round a box]. "
        "[Tearing it off needed two hands and a grunt.|‘It’s a present,’ {he} explained.] [We may need more tape.|]",
    ),
    Situation(
        "clay-shell",
        (22, 40),
        "EXP_E16 EXP.b.11 CTL.1.1",
        "clay",
        "{name} pressed [a shell|a cone|{his} thumb] into the clay, lifted it and [found the picture of it left "
        "behind|ran a finger round the dent]. ‘[Dere|Look, shell]!’ [Soon the whole slab was covered.|]",
        steps=("Take the clay outside and print bark and stones.",),
    ),
    Situation(
        "blanket-tent",
        (18, 38),
        "MAT schema.enclosing PSE_E05",
        "den",
        "{name} found the den and [crawled in and out of it, in and out|sat quite still inside, watching the "
        "lights]. [I was let in, with a knock.|From within: ‘Shut door.’] [The {animal} came too.|]",
    ),
)

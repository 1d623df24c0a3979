"""Four- to ten-year-olds after school."""

from heartsease.cli.example.words.parts import AUTUMN, WARM, Place, Situation

SITUATIONS = (
    Situation(
        "draughts",
        (66, 132),
        "PSE_E03 MAT CTL.3.3",
        "draughts",
        "{name} [taught me draughts today|played draughts against a friend for an hour], [thinking aloud, three "
        "moves ahead|and asked for a rematch after losing]. ‘[You walked into that|If I go there, you’ll go there, "
        "so no],’ {he} said.",
    ),
    Situation(
        "board-invent",
        (72, 132),
        "LIT_E10 PSE_E05 CTL.3.1",
        "board_game",
        "{name} invented a board game about {interest}, with [cards, forfeits and rules on two sides of paper|a "
        "shortcut that is also a trap]. [It took three afternoons and is very good.|Rule seven had to be changed "
        "after the first game.] [The box is made of card and closes.|I came last.|]",
        steps=("Write the rules out neatly so the game can stay in the cupboard.",),
    ),
    Situation(
        "football-ref",
        (72, 132),
        "PSE_E05 PHY_E06 PSE_E03",
        "football",
        "{name} [picked the teams so that they came out even|refereed the match], and [when there was a row about a "
        "handball, suggested taking it again|played in goal because nobody else would]. [Two younger ones got their "
        "first goals.|Everyone shook hands.]",
    ),
    Situation(
        "keepy-up",
        (66, 132),
        "PHY_E06 CTL.2.2",
        "football",
        "{number2} keepy-ups: a record for {name}. [{He} has been at it every day for a fortnight.|Counted by three "
        "witnesses.] [‘It’s all in looking at the ball, not at your foot.’|Then straight to showing a friend how.]",
    ),
    Situation(
        "den-engineer",
        (60, 120),
        "PSE_E05 CTL.3.3 PHY_E06",
        "den",
        "{name} led the [den building|bridge building] in the garden: [a ridge pole, guy ropes and a porch|two "
        "floors, one of them safe]. [When it sagged, ideas were taken from everybody.|Jobs went to the little ones "
        "too, real ones.] It [was still up at home time|survived the rain].",
    ),
    Situation(
        "snack-team",
        (60, 132),
        "PSE_E04 MAT_E11 PSE_E05",
        "snack baking",
        "{name} was on the snack team today: [washed hands, chopped cucumber, counted plates|made wraps to order for "
        "eleven]. [Allergies were checked against the list without being asked.|The little ones were served first.] "
        "‘[Who had no tomato?|Next, please!]’",
        place=Place.SNACK,
    ),
    Situation(
        "bake-double",
        (72, 132),
        "MAT_E11 CTL.3.2",
        "baking",
        "Flapjacks for everyone meant doubling the recipe. {name} worked it out [on the back of an envelope|aloud], "
        "[halves and all|and noticed when a friend doubled only the sugar]. [They came out beautifully.|Crumbs were "
        "all that was left for collection time.]",
        home=("{name} can double a recipe; try it together.",),
    ),
    Situation(
        "homework-quiet",
        (72, 132),
        "PSE_E04 CTL.2.1",
        "story_corner",
        "{name} did {his} [spellings|reading] at the quiet table [without being asked|with headphones of {his} own "
        "imagining], then [packed {his} bag and went out to play|helped a younger child sound out a word].",
    ),
    Situation(
        "reads-little",
        (66, 132),
        "LIT_E09 PSE_E05",
        "books story_corner",
        "{name} read the {animal} book to [two of the reception children|a friend from nursery], [with voices, "
        "stopping to show the pictures|pointing under the words]. [They asked for another.|One fell asleep, which "
        "{he} took as a compliment.]",
    ),
    Situation(
        "reading-giggle",
        (72, 132),
        "LIT_E08",
        "books",
        "Giggles from the beanbag: {name} deep in a joke book. [We have all been told the one about the "
        "biscuit.|‘Listen to this one, {me}!’] [Some of them even work.|]",
    ),
    Situation(
        "comic",
        (72, 132),
        "LIT_E10 EXP_E16 CTL.3.1",
        "drawing_table",
        "{name} is on [page six|the second issue] of {his} comic. [The hero is a {animal} who cannot say no.|Speech "
        "bubbles, sound effects, and a cliffhanger.] [It is for sale at {number} pence.|There is now a waiting list "
        "of readers.]",
        home=("A plain notebook would make a home for the comic.",),
    ),
    Situation(
        "perspective",
        (84, 132),
        "EXP_E16 CTL.2.2",
        "drawing_table",
        "{name} wanted to draw a street that ‘goes away’. [We looked at the road outside and saw how the lines "
        "meet.|A ruler, a dot, and it worked.] [Rubbed out many times; worth it.|The lamp posts get smaller exactly "
        "as they should.] [Now everything goes away: the shelf, the table, me.|]",
    ),
    Situation(
        "bracelets",
        (72, 132),
        "PHY_E07 PSE_E05",
        "beads weaving",
        "{name} has learnt a [new knot|four-strand plait] and is making bracelets [for the whole club|in house "
        "colours]. [A younger child was taught, knot by knot, with endless patience.|Orders are being taken.]",
    ),
    Situation(
        "sewing",
        (72, 132),
        "PHY_E07 EXP_E16 CTL.2.1",
        "sewing",
        "{name} sewed a felt {animal}: [running stitch, then buttons for eyes|blanket stitch all round]. [The needle "
        "was threaded on the fourth try without a word of complaint.|Stuffed with wool, slightly lopsided, much "
        "loved.]",
    ),
    Situation(
        "bricks-bridge",
        (66, 132),
        "UTW MAT CTL.3.2",
        "bricks",
        "A bridge that holds {number} books! {name} [found that the second layer has to overlap the first|built, "
        "tested, broke and rebuilt]. ‘[Triangles don’t squash|It’s the joins that go],’ {he} explained [to the whole "
        "table|].",
        steps=("Look at pictures of real bridges and choose one to copy.",),
    ),
    Situation(
        "robot-coding",
        (84, 132),
        "UTW CTL.3.3",
        "bricks models",
        "{name} got the little robot to [go round the table and stop at the edge|dance]. [The bug was in line three; "
        "{he} found it by reading it aloud.|It had fallen off twice before that.] ‘[It does what you say, not what "
        "you mean|Computers are quite silly],’ {he} said.",
    ),
    Situation(
        "volcano",
        (66, 132),
        "UTW CTL.1.1 COM_E02",
        "experiment",
        "Volcano afternoon. {name} [asked what would happen with warm vinegar, and found out|measured each spoon so "
        "that it was a fair test]. [The tablecloth will recover.|The winner shot {number} inches.] [A very clear "
        "write-up followed.|]",
    ),
    Situation(
        "slime",
        (72, 132),
        "UTW EXP_E16",
        "experiment dough",
        "{name} and friends made slime. [Too runny, then too stiff, then exactly right.|The recipe was kept in "
        "millilitres.] ‘[It’s a solid if you hit it and a liquid if you don’t|It’s satisfying],’ said {name}.",
    ),
    Situation(
        "treasure-map",
        (60, 110),
        "LIT_E10 MAT PSE_E05",
        "treasure_map",
        "{name} hid a tin in the garden and drew a map [with paces and a compass|in riddles]. [It took the others "
        "half an hour, and they loved it.|The key explains every sign.] [Inside: {number} conkers and a joke.|]",
    ),
    Situation(
        "garden-watering",
        (60, 132),
        "UTW_E15 PSE_E04",
        "growing",
        "{name} has taken on the watering of the beans [this week|until the holidays]. [Soil checked with a finger "
        "first.|There is a rota, in felt tip, with {his} name on every line.] [We have the first flowers.|]",
        months=(5, 6, 7, 8),
    ),
    Situation(
        "bug-hotel",
        (66, 132),
        "UTW_E15 PHY_E06",
        "minibeasts",
        "{name} built a wing for the bug hotel with [bamboo, cones and bark|drilled logs], [and a sign: "
        "VACANCIES|after reading up on solitary bees]. [Two guests by Friday.|The first check was a woodlouse.]",
        months=(*WARM, 10),
    ),
    Situation(
        "nature-sketch",
        (72, 132),
        "EXP_E16 UTW_E15",
        "leaf_collection pots",
        "{name} sat with a [feather|seed head|leaf] and a sharp pencil and drew what was there, [vein by vein|not "
        "what {he} thought was there]. [Twenty silent minutes.|It is on the wall with its Latin name.]",
    ),
    Situation(
        "lanterns",
        (60, 132),
        "EXP_E16 UTW_E14",
        "lamps collage",
        "{name} made a lantern for the dark evenings: [cut-out stars and tissue behind|a fox with glowing eyes]. [A "
        "difficult fold was worked out from the diagram.|It lit the way to the gate at home time.] [We had a small "
        "parade.|The next one has three storeys.|]",
        months=(11, 12, 1),
    ),
    Situation(
        "card-tricks",
        (84, 132),
        "COM_E02 PSE_E04 CTL.2.2",
        "board_game",
        "{name} performed card tricks for the club. [The patter is getting very good.|One went wrong and was turned "
        "into a joke in an instant.] [I still do not know how the last one is done.|] [The audience asked for "
        "more.|It took a week of practice, and it shows.|]",
    ),
    Situation(
        "chess-help",
        (78, 132),
        "PSE_E05 MAT",
        "draughts",
        "{name} sat by a younger player at the chess board and [asked questions rather than giving answers: ‘What "
        "happens if you leave that there?’|showed how the knight goes: ‘Two and then one, like a boot.’] [The game "
        "went on until collection.|They shook hands at the end.]",
    ),
    Situation(
        "quiz",
        (72, 132),
        "COM_E01 UTW PSE_E05",
        "board_game puzzle",
        "{name} ran our quiz[: ten questions, all {his} own|, with a round on {interest}]. [Nobody knew number "
        "four.|Points were given for funny answers.] [The little ones had hints.|]",
    ),
    Situation(
        "band",
        (66, 132),
        "EXP_E17 PSE_E05",
        "instruments chime_bars",
        "{name} formed a band with three others: [a beat, a bass line on the chime bars and shouting|two drums and a "
        "singer]. [They rehearsed until it held together.|The concert was at five. Standing room only.] [They have a "
        "name already.|Ear plugs were sold at the door.|]",
    ),
    Situation(
        "dance",
        (60, 126),
        "EXP_E17 PHY_E06",
        "parachute dressing_up",
        "{name} made up a dance and taught it, [eight counts at a time|move by move]. [Everybody got the turn in the "
        "end.|A part was found for somebody who did not want to dance: lights.] [We saw it twice.|Even the shyest "
        "wanted the front row.|]",
    ),
    Situation(
        "play-script",
        (78, 132),
        "LIT_E10 EXP_E17 PSE_E05",
        "puppets dressing_up",
        "{name} has written a play. [There are parts for all, and two for the dog.|Lines were cut because ‘people "
        "don’t talk like that’.] [First night is Friday.|The villain is very polite, which makes it worse.] [I am to "
        "be the tree.|Programmes are being printed by hand.|]",
        home=("Ask to hear a scene.",),
    ),
    Situation(
        "new-reception",
        (60, 132),
        "PSE_E05 PSE_E03",
        "tea_party story_corner",
        "{name} looked after our new starter from reception: [showed the pegs, the loo and the good biscuits|found "
        "the trains and sat down too]. [‘I was scared in the first week as well,’ I heard.|They walked to the gate "
        "hand in hand.] [I could see the shoulders come down.|]",
        months=(9, 10),
    ),
    Situation(
        "made-up",
        (60, 126),
        "PSE_E03 PSE_E05",
        "story_corner",
        "A falling-out, and {name} [came back by {himself} to say sorry|said what had hurt, and listened]. [It was "
        "about whose idea it had been. It was both.|They were building together again ten minutes later.] [It took "
        "courage.|I said very little.|]",
    ),
    Situation(
        "worry-talk",
        (66, 132),
        "PSE_E03 COM_E02",
        "story_corner",
        "{name} wanted a quiet word about [the test tomorrow|changing classes]. We talked while [we folded paper|we "
        "tidied the paints]. [‘I feel better when I’ve said it.’|A plan was made: bag packed tonight, early "
        "breakfast.]",
        home=("{name} may like a few quiet minutes this evening.",),
    ),
    Situation(
        "reception-sounds",
        (50, 64),
        "LIT_E09 LIT.r.07 CTL.2.3",
        "drawing_table books",
        "{name} read me [a whole word|a caption] from {his} school book, pushing the sounds together. [‘I read it! "
        "With my eyes!’|Then the next page, faster.] [The glow lasted until home time.|]",
    ),
    Situation(
        "reception-label",
        (50, 66),
        "LIT_E10 LIT.r.11 EXP_E16",
        "models drawing_table",
        "{name} labelled {his} model, saying each sound as the letter went down: [‘roket’|‘rowbot’]. [Perfectly "
        "readable.|An arrow shows which end goes up.] [The label took longer than the rocket.|]",
    ),
    Situation(
        "reception-tired",
        (50, 62),
        "PSE_E04 PSE_E03",
        "story_corner den",
        "A long day at school. {name} [curled up in the den with a blanket and a book|wanted toast and a lap], and "
        "was [out on the bikes half an hour later|ready for the trains after that].",
        months=(9, 10, 11),
    ),
    Situation(
        "reception-skip",
        (52, 70),
        "PHY_E06 PHY.r.01 CTL.2.2",
        "beanbags parachute",
        "{name} can skip! [Step, hop, step, hop, said under {his} breath, and then without.|All round the "
        "playground, then slowly, to show a friend.] [Everybody who asked was given a lesson.|Faster, slower, "
        "backwards.|]",
    ),
    Situation(
        "reception-numbers",
        (50, 66),
        "MAT_E11 MAT.r.05 CTL.3.2",
        "numbers bricks",
        "{name} laid the snack table [for five and did not count: ‘It’s two and three’|and knew there were two cups "
        "too few]. [Then made ten with fingers, four ways.|‘I just see it.’]",
    ),
    Situation(
        "rope",
        (66, 126),
        "PHY_E06 CTL.2.2 PSE_E05",
        "obstacle_course beanbags",
        "Long rope in the yard. {name} [jumped in on the run for the first time|turned for the others for ages, in "
        "time with the rhyme]. [{number2} jumps without a miss.|New rhymes are being written.]",
        months=WARM,
    ),
    Situation(
        "gymnastics",
        (66, 132),
        "PHY_E06 PHY.r.06",
        "obstacle_course",
        "{name} joined [a cartwheel, a roll and a stretch|jump, turn and landing] and repeated it [exactly|until it "
        "was clean]. [Marks out of ten were given by the bench. Nine and a half.|Mats were put away without being "
        "asked.]",
    ),
    Situation(
        "autumn-run",
        (60, 132),
        "PHY_E06 UTW_E15",
        "leaves",
        "{name} and the others raked the leaves into [a mountain, then ran at it|a maze, then mapped it]. [Raked up "
        "again afterwards, nearly.|Prickly hedgehog-friendly corner left alone, at {his} suggestion.] [Pink cheeks, "
        "leaves in every hood.|It took the whole club an hour to build and a minute to flatten.|]",
        months=AUTUMN,
    ),
    Situation(
        "star-map",
        (72, 132),
        "UTW LIT_E08",
        "stars",
        "It is dark by four, so {name} brought the star chart out. [We found one planet between two clouds.|{He} "
        "knows how far light goes in a second.] ‘[That one might not be there any more|We are seeing the past],’ "
        "{he} said.",
        months=(11, 12, 1),
    ),
)

"""Three- and four-year-olds, building, making, pretending."""

from heartsease.cli.example.words.parts import Place, Situation

SITUATIONS = (
    Situation(
        "tower-because",
        (34, 62),
        "COM_E02 COM.n.07 CTL.3.2",
        "towers",
        "‘It fell because [the little one was under the big one|the floor’s bumpy there],’ {name} explained, ‘and "
        "then [it went wobble, and then|it leaned and] crash.’ [The next tower had its widest block at the "
        "bottom.|{He} tested the floor with a flat hand before building again.]",
        steps=("Ask {name} to explain a plan before building it.",),
    ),
    Situation(
        "castle-roof",
        (36, 62),
        "MAT MAT.n.13 EXP_E16 CTL.3.1",
        "fortress towers",
        "{name} wanted [a castle with two gates|a palace for the {animal}]. {He} [searched the basket for "
        "arches|turned down the squares: ‘I need points’] and [made both sides match|stood back to check that both "
        "sides were the same]. ‘[That’s the king’s door and that’s the cat’s door|The pointy ones are for the "
        "roof].’",
        steps=("Introduce the names of the solid shapes while building.",),
        home=("Look for arches and triangles in buildings on your walks.",),
    ),
    Situation(
        "bridge-lorry",
        (38, 62),
        "CTL.3.3 MAT UTW",
        "ramps fortress bricks",
        "The {vehicle} was too tall for {name}’s bridge. [{He} measured it with {his} hand, then with a block|A long "
        "look, then off came the plank]. [One more block on each side did it.|Raising one end did not help; raising "
        "both did.] ‘[Mind your heads|Open again],’ {he} announced.",
    ),
    Situation(
        "ramp-race",
        (36, 62),
        "UTW CTL.3.2 COM_E02",
        "ramps",
        "Which goes faster down the ramp? {name} said [the heavy one|the {colour} car, because it is the best]. "
        "[They tried it again and again with a friend to say ‘go’.|Then the ramp was raised, and every car won.] "
        "‘[Steep is quicker|It’s not the colour, it’s the wheels],’ {he} decided.",
        steps=("Cover the ramp with different cloths and predict what will happen.",),
    ),
    Situation(
        "train-friends",
        (34, 60),
        "PSE_E05 PSE.n.12 PHY_E07",
        "railway",
        "Two drivers, one engine. {name} suggested [‘You do the bridge and then I do the station’|swapping every "
        "time round]. [It worked for a good half hour.|There was some arguing about what counts as once round, "
        "settled by counting.]",
    ),
    Situation(
        "den-plan",
        (36, 64),
        "COM_E01 COM.n.05 PSE_E05 CTL.3.1",
        "den",
        "Den building with [clothes horses|pegs and sheets]. {name} listened to a friend’s plan, [then said ‘And we "
        "could have a window for the owl’|then added a postbox]. [It took many hands and all our pegs.|They worked "
        "out who should hold and who should peg.] [Visitors had to know the word. It was ‘banana’.|]",
        steps=("Offer clips, ropes and longer poles outside for a den of two rooms.",),
    ),
    Situation(
        "robot-tape",
        (38, 62),
        "EXP_E16 EXP.n.04 CTL.2.2",
        "models",
        "{name} made a robot from [two boxes and many lids|tubes, lids and a tissue box]. [The arms fell off again "
        "and again; string did it in the end.|{He} wanted the head to turn, and found out how with a bottle top.] "
        "‘[It tidies bedrooms|He only eats batteries],’ {he} told us.",
        steps=("Offer split pins and hole punches for joints that move.",),
        home=("We are collecting clean boxes, tubes and lids, please.",),
    ),
    Situation(
        "rocket-count",
        (36, 60),
        "MAT_E11 EXP_E17 LIT_E10",
        "models stars",
        "{name}’s rocket was ready: ‘Ten, nine, eight, seven, six, five, four, three, two, one, [blast off|lift "
        "off]!’ [The count went right back to zero without a slip.|It landed on the book shelf, which is the moon.] "
        "[There were tickets. I have one.|]",
    ),
    Situation(
        "dino-voices",
        (34, 62),
        "EXP_E17 EXP.n.09 COM_E02",
        "dinosaurs",
        "A long story in the dinosaur tray by {name}, with [a deep voice for the father and a squeak for the "
        "egg|footsteps, thunder and a rescue]. ‘[Quick, quick, it’s melting|I will save you, little one]!’ [A friend "
        "was let in as the volcano.|It ended with everyone having tea.]",
        steps=("Write down {name}’s dinosaur story as it is told and read it at group time.",),
    ),
    Situation(
        "dino-names",
        (38, 66),
        "COM_E02 UTW_E15 LIT.n.03",
        "dinosaurs books",
        "‘That’s not a T. rex, {me}. [Look at its neck|It has plates on],’ said {name}, and fetched the book to "
        "prove it. [{He} was right.|The correct name has more syllables than I can manage.] [I was given a short "
        "lesson on who eats whom.|]",
    ),
    Situation(
        "vet",
        (38, 64),
        "UTW_E14 UTW.n.05 COM_E02",
        "teddy_hospital",
        "{name} ran the [vet’s surgery|teddy hospital] all afternoon. [‘Next! What seems to be the "
        "trouble?’|Everyone had to take a number.] {He} [listened to the {animal}’s heart, wrote it all down and "
        "gave it a plaster|said ‘This may tickle’ before each injection]. [No charge for under-fives.|]",
        steps=("Add clipboards, an eye chart and a telephone to the surgery.",),
    ),
    Situation(
        "shop-list",
        (38, 62),
        "LIT_E10 LIT.n.11 MAT_E11",
        "shop",
        "{name} wrote a shopping list in [wavy lines|lines and one real letter], and read it to me at the till: "
        "‘{Fruits}, {fruits2}, [milk and a digger|bread and a cake for the cat].’ [I was short of the right "
        "change.|‘That’s {number} pounds.’ I paid in leaves.]",
        home=("Let {name} write a list too when you write yours.",),
    ),
    Situation(
        "shop-coins",
        (40, 64),
        "MAT_E11 PSE_E05 EXP_E17",
        "shop",
        "At the shop, {name} [counted out {number} pennies, one for each apple|gave me change ‘because you gave me "
        "too much’]. [There was a queue; {he} kept it in order.|The scanner was a tube, and beeped beautifully.] "
        "‘[Do you want a bag?|Have a nice day!]’",
    ),
    Situation(
        "cafe",
        (34, 58),
        "EXP_E17 COM_E02 MAT_E11 MAT.n.01",
        "tea_party",
        "{name} opened a café. [The menu was drawn.|Orders were written on a pad.] I asked for soup. ‘[We’ve only "
        "got pancakes|It’s very hot, so blow],’ {he} said. [When a friend joined us {he} went for one more cup.|The "
        "bill was {number}, whatever we ate.]",
    ),
    Situation(
        "baby-day",
        (34, 58),
        "UTW_E13 UTW.n.03 EXP_E17",
        "teddy_hospital tea_party",
        "{name} told me about [the day the baby came home|being a baby], bathing the doll all the while. ‘[I "
        "couldn’t walk then|He was all red, and I held his foot].’ [The doll was then winded, with expert little "
        "pats.|‘You have to hold the head.’]",
        home=("{name} would love to bring a baby photo of {himself} for our then-and-now board.",),
    ),
    Situation(
        "puppet-show",
        (40, 66),
        "EXP_E17 LIT_E08 LIT.n.05",
        "puppets",
        "A puppet show by {name}: [the wolf was sorry in this one|the three pigs moved in together]. [The audience "
        "was told when to boo.|Some of us had to be trees.] ‘[And they had pizza. The end|So he said sorry and went "
        "home],’ {he} finished, and bowed.",
        steps=("Offer paper and pens for tickets and a poster for the next show.",),
    ),
    Situation(
        "goats-bridge",
        (34, 58),
        "LIT_E08 LIT.n.01 EXP_E17",
        "puppets obstacle_course",
        "{name} was the troll today, [under the plank with a very deep voice|and a grumpy one]. ‘Who’s that "
        "[trip-trapping|stamping] over my bridge?’ [Then the smallest goat, in a squeak, in the same breath.|The "
        "goats came over many times and were eaten by nobody.]",
    ),
    Situation(
        "superhero",
        (36, 60),
        "EXP_E17 PSE_E05 PHY_E06",
        "dressing_up",
        "In a {colour} cape, {name} rescued [the whole room|a teddy from the top shelf|me, twice]. [‘I can fly but "
        "only down.’|There was a meeting first about who has which power.] [A younger child was given a spare cape "
        "and a job.|]",
    ),
    Situation(
        "coat-flip",
        (34, 54),
        "PSE_E04 PSE.n.06 CTL.2.3",
        "dressing_up",
        "Coat on the floor, hood at the toes, arms in, and over! {name} put {his} coat on with the upside-down flip "
        "[for the first time|and no help at all]. [Then taught it to a friend.|{He} took it off to show me once "
        "more.] [Out of the door first, for once.|‘And the zip next,’ I heard.|]",
        home=("Leave time for the coat flip in the mornings; {name} can do it.",),
    ),
    Situation(
        "buttons",
        (36, 56),
        "PHY_E07 PHY.n.12 PSE_E04",
        "dressing_up sewing",
        "{name} did up all the [big buttons on the waistcoat|buttons of the cardigan], [starting at the bottom so "
        "that they come out even|muttering ‘through, and pull’]. [It took as long as it took.|Then undid them, and "
        "did them again.]",
    ),
    Situation(
        "upset-words",
        (34, 58),
        "PSE_E03 PSE.n.01 COM_E02",
        "towers railway",
        "When {his} [track was broken|tower was knocked], {name} stood very straight and said, ‘[I am cross. I was "
        "not finished|That made me sad. You have to help me build it].’ [No pushing.|They built it together.] [I am "
        "so proud of those words.|]",
        home=("We name feelings as they come: cross, let down, worried, proud.",),
    ),
    Situation(
        "cosy-corner",
        (34, 60),
        "PSE_E03 PSE.n.02",
        "story_corner den",
        "It was a loud morning. {name} took {himself} off to the cosy corner [with the {animal} book|and lay on the "
        "big cushion], and [came back some minutes later|asked me for the quiet timer]. ‘[I’m better now|My ears are "
        "finished],’ {he} said.",
    ),
    Situation(
        "timer-share",
        (34, 56),
        "PSE_E03 PSE.n.03 PSE_E05",
        "trike railway",
        "{name} watched the sand run out and handed over the [scooter|{colour} trike], [as agreed|with a deep sigh]. "
        "[‘It’s your go. I’ll turn it over for you.’|Then waited beside it, hopping, for the next turn.]",
    ),
    Situation(
        "new-child",
        (36, 62),
        "PSE_E05 PSE.n.10 COM_E02",
        "tea_party towers",
        "{name} noticed that our new child was [standing by the door|watching from the side] and [took a hand: ‘You "
        "can be the conductor’|came over with a brick: ‘This is yours’]. [They were still together at tidy-up "
        "time.|The pegs, the sand and the toilets were shown as well.]",
    ),
    Situation(
        "drop-off-comfort",
        (38, 62),
        "PSE_E05 PSE.n.13 PSE_E03",
        "story_corner",
        "{name} sat down by a friend who was tearful at drop-off. ‘[Your mum comes after story|My mum always comes "
        "back. She just goes to work],’ {he} said, [and offered half the beanbag|and held on to a sleeve till it was "
        "better]. [I only had to bring the tissues.|They came out for the story together.|]",
        place=Place.ARRIVAL,
    ),
    Situation(
        "lotto-lose",
        (40, 64),
        "PSE_E03 PSE.n.04 MAT",
        "board_game",
        "{name} lost at [lotto|the snail race]. A sigh, a long look at the card, and: ‘[Again. I’ll be the {colour} "
        "one|Well done. Again].’ [A month ago that was tears.|The second game was won by somebody else as well.]",
        steps=("Play a game where all win or lose together.",),
    ),
    Situation(
        "self-portrait",
        (38, 62),
        "EXP_E16 EXP.n.03 PHY_E07",
        "easel paintings",
        "{name} looked in the mirror, mixed [until the brown was right|three pots before it was {his} own skin], and "
        "painted {himself} [with a body, long legs and an enormous smile|with eyelashes, ears and a belly button]. "
        "‘[That’s my thinking line|I’ve got ten fingers, so I have to do ten].’",
        home=("Self-portraits are on the wall by the door, do come and look.",),
    ),
    Situation(
        "sky-blue",
        (36, 62),
        "EXP_E16 EXP.n.02 CTL.2.2",
        "easel paintings",
        "{name} added white to blue, [a little at a time|drop by drop], and carried the brush to the window to "
        "compare. ‘[Not yet|Too dark].’ [In the end it matched today’s sky so well that we wrote it on the pot.|Then "
        "it began to rain, and grey had to be mixed.]",
        steps=("Collect paint cards and find their colours outside.",),
    ),
    Situation(
        "string-tail",
        (36, 60),
        "EXP_E16 EXP.n.01 CTL.3.3",
        "collage models",
        "{name} made a {animal}. [Card for the body, wool for the hair.|Feathers were considered and refused.] For "
        "the tail {he} chose string, ‘because [it has to swing|card doesn’t wag]’. [It swings.|]",
    ),
    Situation(
        "collage-faces",
        (34, 58),
        "EXP_E16 COM_E02 CTL.1.1",
        "collage",
        "{name} sorted through the scrap box [for ages|twice] before sticking anything. [‘Shiny for eyes.’|All the "
        "round things on one side.] [The result is ‘a monster who is shy’.|It is all about {interest}, I am told.]",
    ),
    Situation(
        "scissors-leaf",
        (38, 60),
        "PHY_E07 PHY.n.08 CTL.2.1",
        "collage leaf_collection",
        "{name} cut right round [a leaf|a drawn circle] without stopping, turning the paper and not the scissors. "
        "[‘It bit the edge only once.’|Thumb on top, just as we practised.] [Then paper snow, all over the floor.|]",
        steps=("Offer card, wool and felt to feel how scissors behave.",),
    ),
    Situation(
        "pipette",
        (36, 60),
        "PHY_E07 PHY.n.09 UTW",
        "experiment",
        "{name} squeezed coloured water into the tray, drop by drop, [to land one exactly in the middle|to fill "
        "every hole in the lid]. [When blue met yellow in one hole, a friend was called to look.|{He} did not look "
        "up for a very long time.] [The whole rainbow, in the end.|Both hands were tried.|]",
    ),
    Situation(
        "fizz",
        (38, 66),
        "UTW CTL.1.1 COM_E02",
        "experiment",
        "Vinegar, powder, and a great deal of fizz. ‘[It’s angry|It’s tickling the spoon]!’ said {name}. [{He} "
        "wanted to know whether more of one or of the other makes it climb higher, and we found out.|Then: ‘What if "
        "it’s cold?’ We tried that too.] [We are out of vinegar.|Goggles were worn throughout and are now a "
        "fashion.|]",
        steps=("Draw what was mixed and what happened.",),
    ),
    Situation(
        "dough-bakery",
        (34, 58),
        "PHY_E07 MAT_E11 EXP_E17",
        "dough",
        "The dough table became a bakery. {name} [rolled {number} buns and gave each a raisin|made pies with a "
        "pattern round the rim]. ‘[They’re {number} minutes in the oven|We’re open till night],’ {he} said, [and set "
        "an invisible timer|and the queue formed].",
    ),
    Situation(
        "clay-nest",
        (38, 62),
        "EXP_E16 EXP.n.05 PHY_E07",
        "clay",
        "{name} pinched clay into a nest [for a very small bird|with a dent for each egg]. [The eggs were rolled "
        "between two fingers.|Grass was pushed in ‘so it’s soft’.] [When a wall cracked, {he} smoothed it with a wet "
        "finger, as {he} had seen.|]",
    ),
    Situation(
        "weave",
        (42, 66),
        "PHY_E07 MAT_E12 CTL.2.1",
        "weaving",
        "‘Over, under, over, under,’ whispered {name} at the weaving frame, [for three whole rows|all the way "
        "across]. [A mistake was found and undone without a word.|The next row starts under, {he} worked out, or it "
        "falls off.]",
        home=("Ribbon or wool ends for our weaving frame are always welcome.",),
    ),
    Situation(
        "bead-pattern",
        (38, 62),
        "MAT_E12 MAT.n.09 PHY_E07",
        "beads",
        "{Colour}, {colour2}, {colour}, {colour2}: {name} kept a pattern going along the whole lace. [‘This bit’s "
        "wrong,’ {he} said, and took off several to mend it.|I slipped in a wrong bead and was told off.] [It is a "
        "necklace for ‘anyone who’s cold’.|]",
        steps=("Try a pattern of three parts next.",),
    ),
    Situation(
        "scales-equal",
        (38, 62),
        "MAT CTL.3.2 COM_E02",
        "scales",
        "{name} wanted the scales to be ‘fair’. [{Number} conkers weighed the same as the {animal}.|Big did not "
        "always win: the sponge went up!] ‘[Little but heavy|It’s full of air],’ {he} said[, turning the stone over "
        "in {his} hand|].",
        steps=("Guess first which is heavier, then test with the scales.",),
    ),
    Situation(
        "drum-giant",
        (34, 58),
        "EXP_E17 EXP.n.08 COM_E01",
        "instruments",
        "We made a story with instruments. {name} was the [giant: slow, loud, slower|mouse: fast fingers, nearly "
        "nothing]. [The others walked to it.|{He} stopped dead when I held up my hand.] ‘[Now the giant’s asleep|Now "
        "he has got a cold],’ {he} said, and changed the beat.",
    ),
    Situation(
        "chime-dots",
        (40, 66),
        "EXP_E17 MAT_E12 CTL.2.2",
        "chime_bars",
        "{name} put out coloured dots in a row and played them on the chime bars. [Hearing a tune {he} knew, {he} "
        "went back and changed the last one.|A friend played it from the dots and it was the same song!] [It is "
        "called ‘{Colour} rain’.|]",
    ),
    Situation(
        "silly-song",
        (36, 60),
        "EXP_E17 EXP.n.10 COM_E02",
        "instruments",
        "{name} sang new words to ‘{song}’ at [lunch|the easel]: all about [sausages|{interest}|the bus]. [By the "
        "third verse the whole table joined in.|It rhymed, more or less, and when it did not {he} grinned.]",
    ),
)

"""Three- and four-year-olds, outdoors."""

from heartsease.cli.example.words.parts import AUTUMN, WARM, WET, Situation

SITUATIONS = (
    Situation(
        "woodlice",
        (34, 62),
        "UTW_E15 UTW.n.09 PSE_E03",
        "minibeasts",
        "{name} rolled back the log, [said good morning to the woodlice|counted up to {number} and lost track], and "
        "lowered it ‘[so they can finish breakfast|because they don’t like the light]’. [One was followed all along "
        "the fence.|A friend wanted to poke one: ‘No, look with your eyes.’]",
        steps=("Make a map of where the minibeasts live.",),
    ),
    Situation(
        "snail-race",
        (36, 62),
        "UTW_E15 MAT COM_E02",
        "minibeasts",
        "A snail race, {name} commentating: ‘[And he’s stopped. He’s thinking|Come on, Flash! Oh, wrong way]!’ "
        "[Nobody won.|One went home in the other direction.] We measured the [silver trail with string|distance in "
        "{name}’s feet: {number}].",
    ),
    Situation(
        "sunflower",
        (34, 60),
        "UTW_E15 UTW.n.12 MAT",
        "growing pots",
        "{name} goes to the sunflower first thing every morning. [Today it is up to {his} chin|It has overtaken "
        "{him} at last]. [A new mark went on the cane.|‘I grew as well,’ {he} said, stretching.] [{He} told it about "
        "the weekend.|]",
        months=(5, 6, 7, 8, 9),
        home=("How tall is everyone at home? Measure with string and bring it in.",),
    ),
    Situation(
        "beans-roots",
        (36, 62),
        "UTW_E15 COM_E02 CTL.3.2",
        "pots growing",
        "The beans in the jars have roots. {name} looked [with the magnifying glass|from underneath] and said, "
        "‘[They’re drinking straws|It’s got legs but it can’t walk].’ [We drew them.|{He} has an idea that they grow "
        "at night, and wants to check.]",
        months=(3, 4, 5, 6),
        steps=("Keep one bean in the dark and one in the light and compare.",),
    ),
    Situation(
        "potatoes",
        (34, 64),
        "UTW_E15 PHY_E06 MAT_E11",
        "growing",
        "{name} pulled up the first potatoes. [‘It’s treasure!’|Each one was counted into the basket: {number}.] "
        "[The smallest was named.|One had a face, and was spared.] [We had the rest at lunch, with butter.|]",
        months=(6, 7, 8, 9),
    ),
    Situation(
        "ice-melts",
        (36, 62),
        "UTW_E15 UTW.n.11 CTL.3.2",
        "ice",
        "Yesterday’s ice had become water again. {name} [put a finger in to be sure|looked under the tray for the "
        "missing piece]. ‘[The sun drank the hard bit|It’s the same but soft],’ {he} said. [We have put some out "
        "tonight to see.|Would it work with milk? That is tomorrow’s question.]",
        months=(11, 12, 1, 2, 3),
        home=("Freeze something small in a cup together and guess how long it takes to melt.",),
    ),
    Situation(
        "boats-sink",
        (36, 64),
        "UTW UTW.n.10 MAT_E11",
        "water_tray",
        "Which boat will carry most? {name} [bet on the big one|said the foil one would sink ‘because it’s thin’] "
        "and loaded pebbles, one by one. [{Number}, and under it went.|It held {number} before it tipped.] ‘[You "
        "have to put them in the middle|The sides have to be high],’ {he} found.",
        steps=("Build boats from the junk box and test them.",),
    ),
    Situation(
        "gutter-water",
        (34, 60),
        "UTW MAT.n.14 PSE_E05",
        "water_tray",
        "{name} and a friend ran water from [the tap to the sand|the top of the bank to the mud kitchen], with "
        "gutters and a lot of shouting. [‘Up your end! No, down!’|One joint leaked; a boot mended it.] [{He} guessed "
        "{number} jugs to fill the bucket, and it took one fewer.|]",
        months=WARM,
    ),
    Situation(
        "pattern-stones",
        (38, 64),
        "MAT_E12 MAT.n.07 EXP_E16",
        "treasures leaf_collection",
        "Shell, pebble, shell, pebble: {name} went [right round the edge of the mud pie|all along the log]. [When "
        "the shells ran out, petals took over, and the pattern went on.|‘Then it meets itself!’] [We photographed it "
        "before the wind did.|]",
    ),
    Situation(
        "petal-picture",
        (36, 62),
        "EXP_E16 UTW_E15 CTL.3.1",
        "treasures",
        "{name} laid out [a sun|a face|a garden for fairies] in petals, leaves and stones, [changing things until it "
        "looked right|working outwards from one yellow flower]. ‘[It isn’t stuck, so it can be something else "
        "tomorrow|Don’t breathe on it],’ {he} said.",
        months=(4, 5, 6, 7, 8, 9, 10),
    ),
    Situation(
        "leaf-sort",
        (36, 60),
        "MAT_E12 UTW_E15 COM_E02",
        "leaf_collection",
        "{name} sorted our leaves [by colour, and then again by points|into pointy ones, round ones and ‘broken but "
        "nice’ ones]. [A difficult one was held up for a long time.|There was a family: {number} sizes of the same "
        "kind.] [The labels are {his} own.|]",
        months=AUTUMN,
        home=("A leaf hunt at the weekend: who finds the biggest?",),
    ),
    Situation(
        "conker-count",
        (36, 58),
        "MAT_E11 MAT.n.03 UTW_E15",
        "leaves scales",
        "I held out some conkers. ‘Three,’ said {name} at once, [no counting|and then checked to show me]. [With "
        "four, too. With seven it had to be fingers.|Then it was my turn to be tested.] [We used raisins at snack "
        "and it worked with those.|]",
        months=(9, 10, 11),
        steps=("Play quick-look games with dots and fingers up to five.",),
    ),
    Situation(
        "puddle-deep",
        (34, 60),
        "UTW_E15 MAT PHY_E06",
        "puddles",
        "{name} measured the puddles with a stick. [‘Up to here. That’s dangerous for ants.’|Deepest by the gate, "
        "then by the shed.] [Then the scientific part was over and in {he} went.|The deepest was {colour} on the "
        "chart we made.]",
        months=WET,
    ),
    Situation(
        "mud-recipe",
        (34, 60),
        "COM_E02 LIT_E10 EXP_E17",
        "mud_kitchen",
        "In the mud kitchen {name} made [worm soup|a birthday cake|a potion], following a recipe [out of {his} "
        "head|‘written’ on a plank in chalk]. ‘[First the mud, next the flowers, and last the magic|Stir it {number} "
        "times and don’t look].’ [A younger child was shown how to use the big tap.|]",
        home=("Ask {name} for the recipe. Do not make it.",),
    ),
    Situation(
        "mud-cafe-menu",
        (40, 66),
        "LIT_E10 EXP_E17 PSE_E05",
        "mud_kitchen",
        "A menu hangs in the mud kitchen now. {name} drew [each dish|soup, pie and ‘special’] and put prices: [all "
        "of them are 5|{number} leaves]. [Today’s special is acorns.|The chef takes complaints on Fridays.]",
    ),
    Situation(
        "trike-cones",
        (34, 58),
        "PHY_E06 PHY.n.01",
        "trike",
        "{name} pedalled round the cones [without touching one|looking ahead and not at {his} feet]. [‘You have to "
        "lean,’ {he} told the queue.|Then faster, with a passenger.] [Signals were given at every bend.|]",
    ),
    Situation(
        "high-beam",
        (36, 60),
        "PHY_E06 PSE_E04 PSE.n.09 CTL.1.3",
        "obstacle_course",
        "{name} watched the others on the higher beam [all week|for a long time today], then [took a breath and went "
        "across|asked me to stand near, but not to hold]. [‘I was a bit scared and I did it.’|From the other end: "
        "‘{me}! I’m over!’]",
        home=("{name} was brave today; ask about the beam.",),
    ),
    Situation(
        "plank-carry",
        (36, 62),
        "PHY_E06 PHY.n.05 PSE_E05",
        "obstacle_course den",
        "{name} and a friend carried the long plank [from the shed to the tyres|across the whole garden], calling "
        "‘[step, step, turn|slow, slow, my fingers]!’ [Put down together on three.|They built a see-saw of it, and "
        "stayed till lunch.]",
    ),
    Situation(
        "beanbag-throw",
        (34, 58),
        "PHY_E06 PHY.n.06 MAT_E11",
        "beanbags",
        "{name} threw beanbags into the hoop, [stepping back after every hit|keeping the score with pebbles]. "
        "[{Number} in!|The other hand was tried: harder.] [A friend was told, kindly, to look at the hoop and not at "
        "the bag.|]",
        steps=("Offer a target with numbers to add up.",),
    ),
    Situation(
        "animal-moves",
        (34, 56),
        "PHY_E06 PHY.n.07 COM_E01",
        "obstacle_course parachute",
        "[Slither, stomp, tiptoe.|Animal cards outdoors.] {name} moved like [the snake, the elephant and the "
        "heron|every animal I drew], and then invented one: ‘[It’s a tired frog|A {animal} with no legs].’ [We all "
        "had to do it.|I could not do it.]",
    ),
    Situation(
        "football-pass",
        (40, 64),
        "PHY_E06 PSE_E05",
        "football",
        "{name} looked up, saw a friend was free, and passed. [A goal came of it, and a long celebration.|It did not "
        "go in. ‘Never mind, good try,’ {he} called.] [A month ago nobody else got the ball.|] [The whole team "
        "noticed.|]",
    ),
    Situation(
        "jump-measure",
        (38, 62),
        "PHY_E06 MAT MAT.n.11",
        "chalk beanbags",
        "How far can you jump? {name} jumped, chalked the line, and measured with [shoes|blocks]: {number}. [With a "
        "run it was more, as {he} had said.|Then lay down beside it: ‘It’s as long as me!’]",
    ),
    Situation(
        "chalk-road",
        (34, 60),
        "LIT_E10 MAT.n.12 UTW",
        "chalk trike",
        "{name} chalked a road round the whole patio, with [a zebra crossing and a place for ambulances|parking "
        "spaces, one for each trike]. [‘STOP’ was copied from the sign, letter by letter.|Directions were given: "
        "past the shed, over the bridge, behind me.] [The rain took it overnight, so there will be another.|A lorry "
        "route, it turned out, goes through the sandpit.|]",
        months=WARM,
    ),
)

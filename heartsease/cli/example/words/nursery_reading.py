"""Three- and four-year-olds, with books and numbers, at table, and through the year."""

from heartsease.cli.example.words.parts import SPRING, Place, Situation

SITUATIONS = (
    Situation(
        "name-write",
        (38, 58),
        "LIT_E10 LIT.n.12 PHY_E07",
        "drawing_table chalk",
        "{name} signed {his} [painting|drawing] for the first time with [letters from {his} name|{his} whole name, "
        "one letter backwards]. [The first letter is the largest, as is right.|I was shown which letter is ‘the hard "
        "one’.] [It is going on the fridge, I hear.|]",
        home=("{name} is writing {his} name; a card to sign would be good.",),
    ),
    Situation(
        "letter-post",
        (40, 62),
        "LIT_E10 PSE_E05 UTW_E14",
        "post drawing_table",
        "{name} wrote a letter to [Nana|the cook|our cat at home], put it in an envelope, and drew a stamp. ‘[It "
        "says I love you and can you come|It says more pasta].’ [The cook wrote back by lunch!|We walked to the real "
        "post box with it.]",
    ),
    Situation(
        "cereal-letter",
        (38, 58),
        "LIT_E09 LIT.n.06",
        "shop drawing_table",
        "‘That’s my letter!’ {name} found the first letter of {his} name [on a cereal box|on the recycling|on the "
        "fire exit] and then in {number} other places. [A friend joined in for theirs.|It was in the lunch menu "
        "too.]",
        home=("Hunt for {name}’s letter on signs and packets.",),
    ),
    Situation(
        "rhyme-hunt",
        (38, 62),
        "LIT_E09 LIT.n.07 COM_E01",
        "books story_corner",
        "{name} heard that [‘bear’ and ‘chair’ match, and went hunting for more: ‘Hair! Pear!’|‘fox’ and ‘box’ "
        "match, and went hunting for more: ‘Socks! Clocks! Rocks!’] [Some were invented, and they rhymed.|At lunch "
        "it was ‘bean, green, seen’.] [We have not heard the last of it.|]",
        steps=("Leave the rhyming word out of a story and let {name} supply it.",),
    ),
    Situation(
        "clap-names",
        (36, 58),
        "LIT_E09 LIT.n.08 MAT_E11",
        "instruments story_corner",
        "{name} clapped the beats in {his} name, [then in everybody’s|then in ‘{long}’]. [‘You’ve got more claps "
        "than me!’|The longest was the cook’s surname.] [Two claps were lined up with two claps.|]",
    ),
    Situation(
        "story-end",
        (36, 60),
        "LIT_E08 LIT.n.04 COM_E02",
        "books story_corner",
        "A friend had missed the end of the story about the {animal}. {name} told it, [page by page, from the "
        "pictures|with all the voices]: ‘[And it was under the bed the whole time|So he never, ever went there "
        "again].’ [Nothing was left out.|]",
        steps=("Offer story stones so {name} can make up new stories.",),
    ),
    Situation(
        "wolf-why",
        (38, 64),
        "LIT_E08 LIT.n.02 COM.n.06 CTL.3.2",
        "books puppets",
        "‘Why was the wolf so hungry?’ asked {name}. I asked what {he} thought. ‘[Because nobody asked him to tea|He "
        "didn’t have a shop],’ {he} said. [We all went quiet at that.|Next time, he is to be invited.]",
    ),
    Situation(
        "fact-book",
        (40, 66),
        "LIT_E08 LIT.n.03 UTW",
        "books",
        "{name} and a friend disagreed about [whether whales are fish|how big a digger’s wheel is], and {name} "
        "fetched the book. [We read the page twice.|The picture settled it.] ‘[I knew it was in there|Books know],’ "
        "{he} said.",
        home=("The library has a shelf of fact books about {interest}.",),
    ),
    Situation(
        "old-phone",
        (40, 64),
        "UTW_E13 UTW.n.01 COM_E02",
        "shop post",
        "{name} examined the old telephone. ‘Where’s the [screen|on button]?’ [The dial was the best part.|‘So you "
        "had to stay by the wall?’] [{He} rang Queen Victoria.|We wondered what {his} great-granny would say to a "
        "tablet.]",
    ),
    Situation(
        "friend-hello",
        (38, 64),
        "UTW_E14 UTW.n.07 COM_E02",
        "story_corner tea_party",
        "{name} asked how to say hello in a friend’s language and practised it [until it sounded right|in the "
        "mirror], then used it [at the door next morning|on the friend’s dad, who was delighted]. [We put it on the "
        "door, in both alphabets.|Goodbye is next.|]",
    ),
    Situation(
        "own-language",
        (34, 64),
        "UTW_E14 COM_E02 MAT_E11",
        "books numbers",
        "{name} counted to {number} in {language} for us at group time, [then taught everybody the first three|and "
        "corrected my accent]. [A round of applause.|‘Everyone say it!’ And everyone did.] [We would love to learn a "
        "song next.|]",
        home=("Is there a {language} song or rhyme we could learn from you?",),
        needs_language=True,
    ),
    Situation(
        "local-walk",
        (38, 64),
        "UTW_E14 UTW.n.08 COM_E02",
        "post shop",
        "On the walk to the post box {name} pointed out [the library, the mosque and the chip shop|where {his} bus "
        "goes from and who lives at the blue door]. [‘I know everything here.’|We drew a map of it afterwards.] [Two "
        "neighbours were greeted by name.|We came home by the route {he} chose.|]",
    ),
    Situation(
        "floor-robot",
        (40, 66),
        "UTW UTW.n.14 MAT",
        "bricks puzzle",
        "{name} programmed the floor robot: forward, forward, turn, forward. [It hit the wall. A groan, then one "
        "less forward.|It went to the {animal} on the second try!] ‘[You have to be it, and think which way you’d "
        "look|I’m the boss of it],’ {he} told us.",
    ),
    Situation(
        "magnet",
        (36, 62),
        "UTW UTW.n.13 CTL.1.1",
        "experiment light_table",
        "{name} went along the fence with a magnet, [listening for the click|testing every nail]. [The gate: yes! "
        "The tree: no. Me: no.|Then guessed first, and was nearly always right.] ‘[It wants the grey things|Only if "
        "it’s tinny],’ was the finding.",
    ),
    Situation(
        "jigsaw-edge",
        (38, 62),
        "MAT MAT.n.10 CTL.3.3",
        "puzzle",
        "{name} did the twenty-piece puzzle, [edges first ‘because they’re flat’|turning each piece until it met its "
        "neighbour]. [One was missing. It was in {his} pocket.|{He} waved away all help, even with the sky.] [The "
        "one with a hundred pieces has been spotted on the shelf.|Glue was suggested, so that it stays done.|]",
    ),
    Situation(
        "number-hunt",
        (38, 60),
        "MAT_E11 LIT_E09",
        "numbers",
        "{name} put the number tiles in order[, found that {few2} had been mixed up,| right up to ten] and laid "
        "stones beside each. [‘Nought gets nothing.’|It took two counts to be sure of nine.] [Then I had to close my "
        "eyes while {he} swapped two.|]",
        steps=("Play: which number is hiding?",),
    ),
    Situation(
        "grapes-fair",
        (38, 60),
        "MAT_E12 MAT.n.08 PSE_E05",
        "snack",
        "{name} shared out the {fruit} pieces at {his} table and noticed [that one plate had fewer. ‘You need one "
        "more,’|one left over. ‘We could cut it in lots of bits,’] {he} said, and did so.",
        place=Place.SNACK,
    ),
    Situation(
        "banana-cut",
        (34, 56),
        "PHY_E07 PHY.n.10 PSE_E04",
        "snack",
        "{name} [sliced a banana with the table knife|buttered {his} own toast, right up to the crust], [counting "
        "the pieces as they fell|tongue out], and passed the plate round first. [Nobody went short.|]",
        place=Place.SNACK,
        home=("{name} can cut soft fruit with a table knife, with you beside.",),
    ),
    Situation(
        "try-food",
        (34, 60),
        "PSE_E04 COM_E02",
        "snack",
        "Something new at lunch. {name} [looked, sniffed, and touched it with one finger|said ‘no thank you’, then "
        "tried the corner]. [‘It tastes like nothing. I like it.’|A second helping.] [Brave tasting, {name}.|]",
        place=Place.LUNCH,
    ),
    Situation(
        "recipe-four",
        (36, 60),
        "MAT_E11 MAT.n.06 LIT_E09",
        "baking",
        "{name} followed the picture recipe: [four spoons of oats, two of honey|three spoons of flour, one egg], "
        "touching each drawing as {he} went. [‘Four. I stopped at four.’|The egg was cracked with great care and "
        "only some shell.] [They smelt wonderful, and went quickly.|]",
        home=("Let {name} count the spoons when you bake.",),
    ),
    Situation(
        "diwali",
        (34, 64),
        "UTW_E14 UTW.n.06 EXP_E16",
        "lamps",
        "For the festival of lights {name} [shaped a little clay lamp|helped lay the pattern of coloured rice] and "
        "[told us how it is done at home|asked what the lamps are for, and listened to a friend’s answer]. [We "
        "turned off the lights to see it glow.|]",
        months=(10, 11),
    ),
    Situation(
        "pancake",
        (34, 62),
        "UTW_E14 MAT_E11 PSE_E04",
        "baking snack",
        "Pancakes! {name} [whisked until {his} arm hurt|tossed one with me holding on], and [chose lemon|had three]. "
        "‘[It went nearly to the ceiling|It’s in its jacket],’ {he} told everyone at collection time.",
        months=(2, 3),
    ),
    Situation(
        "winter-tree",
        (34, 62),
        "UTW_E14 EXP_E16 PHY_E07",
        "collage drawing_table",
        "{name} made [a star for the tree|a paper chain, {number} links long,] and hung it [where {he} can see it "
        "from lunch|for ‘everyone who is cold’]. [There was a talk about what each family does in the holidays.|The "
        "glitter will be with us until summer.]",
        months=(12,),
    ),
    Situation(
        "spring-eggs",
        (34, 62),
        "UTW_E15 COM_E02 PSE_E03",
        "farm pots",
        "The caterpillars have gone into their cases. {name} [checks them every hour|whispers when {he} goes past]. "
        "‘[They are having a think|Don’t wake them, they’re changing],’ {he} told a visitor.",
        months=(4, 5, 6),
        steps=("Keep a diary in drawings of what changes.",),
    ),
    Situation(
        "butterfly-free",
        (34, 64),
        "UTW_E15 PSE_E03 COM_E02",
        "butterflies",
        "We let the butterflies go. One stayed on {name}’s sleeve [for a long minute|while everybody held their "
        "breath]. ‘[Off you go. Mind the cats|It’s heavy as nothing],’ {he} said. [Then it was over the hedge and "
        "gone.|We waved until there was nothing left to wave at.|]",
        months=(5, 6, 7),
    ),
    Situation(
        "bird-count",
        (36, 64),
        "UTW_E15 MAT_E11 MAT.n.05",
        "birds",
        "{name} kept the bird chart today: a mark for every [robin|blue tit] at the feeder. [{Number} before "
        "snack!|‘That might be the same one coming back,’ {he} worried, quite rightly.] [Pigeons have a column of "
        "their own.|]",
        months=(11, 12, 1, 2, 3),
    ),
    Situation(
        "snowman",
        (34, 64),
        "UTW_E15 PHY_E06 PSE_E05",
        "snow",
        "Enough snow at last! {name} rolled [the head|the middle] with two friends, [and it took all three to "
        "lift|until it would not move]. ‘[He needs a carrot or he can’t smell|He is called Gary],’ {he} said.",
        months=(12, 1, 2),
    ),
    Situation(
        "seed-label",
        (38, 62),
        "LIT_E10 UTW_E15",
        "growing",
        "{name} sowed [peas|sunflowers] and made the label: a drawing, [and the first letter, sounded out|and a wavy "
        "line which says ‘do not dig’]. [Each seed had its own hole, a ruler apart.|{He} told me which way is up, "
        "for seeds.]",
        months=SPRING,
    ),
)

"""What several children did together. The shared text names and counts nobody: each family reads it."""

from heartsease.cli.example.words.parts import AUTUMN, SPRING, SUMMER, WARM, WET, GroupSituation

GROUPS = (
    GroupSituation(
        "parachute",
        (18, 66),
        "PHY_E06 PSE_E05 COM_E01",
        "parachute",
        "Parachute on the grass! [Up high, all in, down low.|We made waves, then a mushroom big enough to sit "
        "under.] [The balls went everywhere.|Listening for ‘and… lift!’ was the whole trick.] [Arms ached, nobody "
        "stopped.|We finished lying under it.]",
        (
            "{name} loved the moment underneath, face turned up to the colours.",
            "{name} held on with both hands and did not let go once.",
            "{name} was chief ball-fetcher.",
            "{name} called the count for us.",
            "{name} waited at the edge first, and joined in on the second go.",
        ),
    ),
    GroupSituation(
        "bread",
        (24, 66),
        "MAT_E11 PHY_E07 UTW",
        "baking",
        "We baked bread. [Everybody had their own lump to knead, and the room smelt like a bakery by lunch.|The "
        "dough was tucked under a cloth to grow, and checked rather often.] [We sent a roll to the office.|The "
        "crusts went to the birds.]",
        (
            "{name} kneaded with fists, elbows and a song.",
            "{name} made a plait with a raisin at each end.",
            "{name} wanted to know why it gets bigger.",
            "{name} ate {his} roll while it was still warm.",
            "{name} shaped a hedgehog.",
        ),
    ),
    GroupSituation(
        "post-walk",
        (30, 66),
        "UTW_E14 COM_E02 PHY_E06",
        "post",
        "We walked to the post box with our letters, [stopping for a cat, a skip and a very interesting "
        "drain|holding the rope and looking out for letters on signs]. [The postman let us see into his sack.|Home "
        "the long way, past the bakery.]",
        (
            "{name} posted {his} own, and listened for it to drop.",
            "{name} spotted the first letter of {his} name on a van.",
            "{name} waved to every bus.",
            "{name} held a younger friend’s hand all the way.",
        ),
    ),
    GroupSituation(
        "leaf-heap",
        (13, 66),
        "UTW_E15 PHY_E06 CTL.1.1",
        "leaves",
        "[The big ash has dropped everything at once.|Leaf day!] We raked a heap [higher than the trikes|right "
        "across the lawn] and [jumped, rolled, hid and threw until snack|took turns to be buried]. ",
        (
            "{name} disappeared entirely, then burst out.",
            "{name} chose one leaf and would not be parted from it.",
            "{name} raked and raked.",
            "{name} threw armfuls up and stood under them.",
            "{name} found a leaf skeleton.",
        ),
        months=AUTUMN,
    ),
    GroupSituation(
        "mud-day",
        (18, 66),
        "UTW_E15 EXP_E17 PHY_E06",
        "mud_kitchen puddles",
        "It rained all night, so the mud was perfect. [Soup, cakes and a car wash.|We slid down the bank on "
        "purpose.] [Thank you for the spare clothes, all of them.|The hose came out before lunch.] [Best day of the "
        "month.|The drain needed some persuasion.]",
        (
            "{name} ran the car wash.",
            "{name} was muddy to the eyebrows.",
            "{name} kept {his} hands clean and everybody else’s job list.",
            "{name} made me a cake with a daisy on it.",
            "{name} sat down in it and stayed.",
        ),
        months=WET,
    ),
    GroupSituation(
        "story-tent",
        (20, 66),
        "LIT_E08 COM_E01 PSE_E05",
        "den story_corner",
        "Story time in the den by lantern light. [We all had to whisper.|There was growling at the growly parts.] "
        "[Then everyone told the next bit in turn.|We wanted it again at once.]",
        (
            "{name} knew what was coming and hid.",
            "{name} growled best of all.",
            "{name} added a dragon to the story.",
            "{name} held the lantern.",
            "{name} leaned on me with {his} thumb in.",
        ),
    ),
    GroupSituation(
        "marching-band",
        (14, 60),
        "EXP_E17 COM_E01 MAT_E12",
        "instruments",
        "A marching band, twice round the garden. [Loud past the hedge, soft past the baby’s window.|We stopped when "
        "the drum stopped, nearly.] [We will have uniforms next time.|The neighbours waved.]",
        (
            "{name} was the drum.",
            "{name} kept the beat all the way round.",
            "{name} marched with very high knees.",
            "{name} preferred the triangle, one ting at a time.",
            "{name} conducted with a stick.",
        ),
    ),
    GroupSituation(
        "paint-big",
        (16, 62),
        "EXP_E16 PHY_E06 PSE_E05",
        "paintings handprints",
        "A roll of paper the length of the patio and [no brushes: hands, feet, cars and leaves|every brush we have]. "
        "[It dried on the fence.|The colours met in the middle and became a new one.] [Aprons were no match for "
        "it.|Come and find your child’s part of it.]",
        (
            "{name} drove a car through the {colour} and all the way along.",
            "{name} made {his} footprints go home again.",
            "{name} filled one corner with great care.",
            "{name} mixed a colour and named it.",
            "{name} printed leaves.",
        ),
    ),
    GroupSituation(
        "seeds",
        (24, 66),
        "UTW_E15 PHY_E07 PSE_E04",
        "growing",
        "Sowing day in the raised beds: [peas, beans, carrots and hope|each row with its own label]. [Watered very "
        "thoroughly.|We wondered how a seed knows which way is up.]",
        (
            "{name} put one bean in each hole and told it good luck.",
            "{name} drew the carrot label.",
            "{name} watered the row twice to be sure.",
            "{name} found a worm and gave it a good home.",
        ),
        months=SPRING,
    ),
    GroupSituation(
        "harvest",
        (20, 66),
        "UTW_E15 PSE_E04 MAT_E11",
        "growing snack",
        "We picked [the beans and courgettes|our tomatoes and the first carrots] and ate them [at snack|in the "
        "soup]. [One carrot had two legs and was much admired.|Nothing tastes as good as your own.]",
        (
            "{name} pulled and pulled, and sat down when it came.",
            "{name} tried a raw bean and liked it.",
            "{name} carried the basket to the kitchen.",
            "{name} counted the tomatoes as they came.",
        ),
        months=(7, 8, 9),
    ),
    GroupSituation(
        "sprinkler",
        (13, 66),
        "PHY_E06 UTW CTL.1.1",
        "water_tray bubbles",
        "The hottest day so far. [Sprinkler on, hats on, cream on.|Every bucket we own was in use.] [Nobody stayed "
        "dry, the grown-ups least of all.|Ice lollies in the shade afterwards.]",
        (
            "{name} ran through with eyes shut.",
            "{name} filled the big tray, jug by jug.",
            "{name} kept watch from the shade and gave orders.",
            "{name} soaked me.",
        ),
        months=SUMMER,
    ),
    GroupSituation(
        "snow",
        (14, 132),
        "UTW_E15 PHY_E06 PSE_E05",
        "snow",
        "Snow, and enough to roll! [Out before it could melt.|Everything else was cancelled.] A [snow cat|very tall "
        "snowman] stands by the gate [with a flowerpot hat|and will be missed].",
        (
            "{name} made footprints in a spiral.",
            "{name} ate some, thoughtfully.",
            "{name} rolled the head.",
            "{name} pulled the sledge.",
            "{name} found out that mittens matter.",
        ),
        months=(12, 1, 2),
    ),
    GroupSituation(
        "ice-rescue",
        (30, 66),
        "UTW PHY_E07 CTL.2.2",
        "ice",
        "Toys were frozen into a block of ice this morning. How to get them out? [Warm water, salt, spoons and "
        "patience were all tried.|We made a plan, then another.] [By lunch they were all free.|Nobody gave up.]",
        (
            "{name} said salt, and was right.",
            "{name} tapped for half an hour.",
            "{name} breathed on it.",
            "{name} freed the first one and gave it a blanket.",
        ),
        months=(12, 1, 2, 3),
    ),
    GroupSituation(
        "birthday-week",
        (24, 66),
        "PSE_E05 EXP_E17 MAT_E11",
        "tea_party baking",
        "A party for the teddies, [with invitations|and a cake of dough with candles]. [Songs were sung in all our "
        "languages.|Games, too: pass the parcel, with a kind parcel.] [The teddies enjoyed it.|Hats were worn.]",
        (
            "{name} was in charge of the candles.",
            "{name} sang very clearly.",
            "{name} made sure that every bear had a slice.",
            "{name} wrote the invitations.",
        ),
    ),
    GroupSituation(
        "train-chairs",
        (20, 60),
        "EXP_E17 PSE_E05 COM_E02",
        "railway dressing_up",
        "All the chairs became a train to [the seaside|the moon by way of the shops]. [Tickets, please!|There was a "
        "buffet car.] [We arrived in time for lunch.|]",
        (
            "{name} drove.",
            "{name} was the guard, and strict.",
            "{name} told us what was outside the window.",
            "{name} slept all the way, on purpose.",
            "{name} packed for everyone.",
        ),
    ),
    GroupSituation(
        "obstacle",
        (24, 66),
        "PHY_E06 CTL.1.3 PSE_E03",
        "obstacle_course",
        "We built the obstacle course together and then [did it forwards, backwards and as crabs|timed it]. [The "
        "plank was the hard part.|Cheering was compulsory.] [Everybody got round.|It is staying up all week.]",
        (
            "{name} went over the plank without a hand.",
            "{name} invented the crab round.",
            "{name} helped a friend at the tyres.",
            "{name} did it again and again, a little faster each time.",
        ),
    ),
    GroupSituation(
        "lights",
        (30, 132),
        "UTW_E14 EXP_E16",
        "lamps",
        "We celebrated the festival of lights: [a pattern of coloured rice on the floor, and lamps of clay|stories, "
        "sweets and small lamps in the window]. [A mum came in and showed us how it is done at her house.|With the "
        "lights off, it was quite magical.] [We swept it up together at the end.|Nobody wanted the lights on again.]",
        (
            "{name} filled in the {colour} petals, grain by grain.",
            "{name} made a lamp with a fingerprint in it.",
            "{name} asked good questions.",
            "{name} sat and looked for a long time.",
        ),
        months=(10, 11),
    ),
    GroupSituation(
        "bubbles",
        (12, 50),
        "UTW PHY_E06 COM_E02",
        "bubbles",
        "Bubbles in the garden, [big ones from the hoop|hundreds of them from the machine]. [The wind took them over "
        "the shed.|Some landed on the grass and stayed whole.] [We ran out before they did.|Even the cook came out "
        "to look.]",
        (
            "{name} popped them with one finger.",
            "{name} chased the biggest to the fence.",
            "{name} said ‘More’ and meant it.",
            "{name} blew {his} own.",
        ),
        months=WARM,
    ),
    GroupSituation(
        "library",
        (36, 66),
        "LIT_E08 UTW_E14 COM_E01",
        "books story_corner",
        "We went to the library. [The librarian read us one about a lost sock.|Everybody chose a book for the room.] "
        "[We walked back with full bags.|The lift was a highlight.] [We will bring them back in three "
        "weeks.|Everybody whispered, nearly.]",
        (
            "{name} chose the one with the {animal} on it.",
            "{name} asked the librarian how many books there are. Nobody knows.",
            "{name} read to a friend on the beanbag.",
            "{name} stamped {his} own book.",
        ),
    ),
    GroupSituation(
        "puppets",
        (36, 66),
        "LIT_E08 EXP_E17 COM_E01",
        "puppets",
        "A puppet show in two parts, with an interval for raisins. [The fox got away.|It was hard to follow and very "
        "funny.] [Everybody had a turn behind the curtain.|There were encores.]",
        (
            "{name} was the voice of the fox.",
            "{name} made the tickets.",
            "{name} laughed so much that the show had to stop.",
            "{name} worked the curtain.",
        ),
    ),
    GroupSituation(
        "rain-listen",
        (24, 60),
        "COM_E01 UTW_E15 EXP_E17",
        "puddles",
        "We stood under the big umbrella and listened to the rain, [then made it ourselves with fingers, sticks and "
        "drums|and each told what it sounded like]. [Then the sun came out and we heard it stop.|Boots off, socks "
        "dry, mostly.]",
        (
            "{name} said it sounds like frying.",
            "{name} tapped so softly that we had to lean in.",
            "{name} caught drops in a tin to hear them.",
            "{name} stood outside the umbrella, to be sure.",
        ),
        months=WET,
    ),
    GroupSituation(
        "club-cook",
        (54, 132),
        "PSE_E04 MAT_E11 PSE_E05",
        "baking snack",
        "Pizza club: [dough from scratch, sauce from our own tomatoes|everybody their own toppings]. [Washing-up was "
        "done to music.|The oven was the only thing we waited for.] [No leftovers to report.|The recipe comes home "
        "in the bag.]",
        (
            "{name} kneaded for three people.",
            "{name} designed a face.",
            "{name} organised the washing-up.",
            "{name} chopped peppers like a chef.",
            "{name} tried olives. Once.",
        ),
    ),
    GroupSituation(
        "club-tournament",
        (60, 132),
        "PSE_E03 PSE_E05 MAT",
        "draughts board_game",
        "Games afternoon, with a tournament tree on the wall. [Good sports, all of them.|Two games went to the last "
        "piece.] [The final is next week.|Cheering in whispers only.]",
        (
            "{name} reached the semi-final.",
            "{name} explained the rules to everybody, twice.",
            "{name} lost with a handshake.",
            "{name} won on the last move.",
            "{name} kept the scores.",
        ),
    ),
    GroupSituation(
        "club-film",
        (60, 132),
        "LIT_E10 EXP_E17 PSE_E05",
        "puppets models",
        "We are making an animated film with [clay figures|cut-out paper], [one small move at a time|and have eleven "
        "seconds so far]. [The director changes daily.|Patience is the word.]",
        (
            "{name} wrote the storyboard.",
            "{name} moved the figures.",
            "{name} did the sound of rain with rice.",
            "{name} made the scenery.",
        ),
    ),
    GroupSituation(
        "club-garden",
        (54, 132),
        "UTW_E15 PHY_E06 PSE_E05",
        "growing minibeasts",
        "The club took over the far bed today: [weeding, digging, and a path of bark|a pond in a washing-up bowl, "
        "with a ramp for frogs]. [Blisters were compared.|No frogs yet.] [Wheelbarrow races were held on the way "
        "back.|We have plans for the other bed as well.]",
        (
            "{name} dug the deepest hole.",
            "{name} planned the path.",
            "{name} rescued every worm.",
            "{name} made the sign.",
        ),
        months=WARM,
    ),
)

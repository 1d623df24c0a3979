"""What parents write from home."""

from heartsease.cli.example.words.parts import AUTUMN, SUMMER, WARM, WET, Situation

ENTRIES = (
    Situation(
        "home-cook",
        (20, 130),
        "PSE_E04",
        "baking",
        "[Pancakes for breakfast, made by {name} with a little help.|{name} made dinner tonight! Well, the salad.] "
        "[The kitchen may never be clean again.|{He} cracked the egg {himself}.|]",
    ),
    Situation(
        "home-beach",
        (13, 130),
        "UTW_E15",
        "sand treasures",
        "[A windy day at the sea.|We went to the beach on Sunday!] {name} [built a castle with a moat and defended "
        "it from every wave|collected stones until the pushchair would not move]. [Asleep before the car park.|Chips "
        "on the wall to finish.]",
        months=(4, 5, 6, 7, 8, 9, 10),
    ),
    Situation(
        "home-granny",
        (13, 130),
        "UTW_E14",
        "tea_party books",
        "We spent the weekend with [Granny|my parents]. {name} [helped feed the hens|learnt to shell peas|was read "
        "to for an entire afternoon] and [has talked about nothing else|wants to move there].",
    ),
    Situation(
        "home-slide",
        (14, 60),
        "PHY_E06",
        "obstacle_course",
        "{name} went down the big slide in the park all alone! [{He} stood at the top for ages first.|Then again and "
        "again until it was nearly dark.] [So proud.|] [Granny was watching on video.|]",
    ),
    Situation(
        "home-bike",
        (40, 110),
        "PHY_E06",
        "trike",
        "No stabilisers! {name} [wobbled, put a foot down, got on again, and went|rode the whole length of the "
        "path]. [We all cried a bit.|‘I’m cycling!’ could be heard for miles.] [Knees intact.|We have been round the "
        "block eleven times.|]",
    ),
    Situation(
        "home-book",
        (14, 80),
        "LIT_E08",
        "books story_corner",
        "{name} ‘read’ [the whole {animal} book|the bedtime story] to [me|the cat|the baby] tonight, [every "
        "word|turning the pages at just the right time]. [You must read it a lot at nursery!|]",
    ),
    Situation(
        "home-song",
        (14, 60),
        "EXP_E17",
        "instruments",
        "{name} sings ‘{song}’ [in the bath, in the car, in bed|from morning till night]. [We had no idea {he} knew "
        "all the verses.|Please send us a new one soon.]",
    ),
    Situation(
        "home-garden",
        (16, 130),
        "UTW_E15",
        "growing pots",
        "{name} planted [cress on the window sill|beans by the back door], [like the ones at nursery|and waters them "
        "rather too well]. [They are up!|{He} says good night to them.]",
        months=WARM,
    ),
    Situation(
        "home-snow",
        (13, 130),
        "UTW_E15",
        "snow",
        "Snow day! {name} [would not come in until {his} nose was purple|made a snow dog with {his} dad]. [Hot "
        "chocolate after.|] [The snow has gone, the carrot is still there.|]",
        months=(12, 1, 2),
    ),
    Situation(
        "home-leaves",
        (13, 80),
        "UTW_E15",
        "leaves leaf_collection",
        "A walk in the woods. {name} [filled both pockets with conkers|kicked leaves for an hour] and [found a "
        "feather|met a very friendly dog]. [This leaf is for your collection.|]",
        months=AUTUMN,
    ),
    Situation(
        "home-puddles",
        (14, 60),
        "PHY_E06",
        "puddles",
        "It took us [forty minutes|half an hour] to walk home, because of puddles. {name} [tested every one|lost a "
        "boot in the third]. [A dry pair is in the bag, just in case.|]",
        months=WET,
    ),
    Situation(
        "home-sibling",
        (20, 110),
        "PSE_E05",
        "tea_party towers",
        "{name} [taught the baby to clap|built a tower for the baby to knock down, over and over]. [Both helpless "
        "with laughter.|I filmed it for the days when they argue.] [Long may it last.|]",
    ),
    Situation(
        "home-draw",
        (24, 110),
        "LIT_E10",
        "drawing_table",
        "{name} drew [our whole family|everybody at nursery] at the kitchen table. [I am the one with three legs.|It "
        "needed two sheets.] [We are framing it.|]",
    ),
    Situation(
        "home-train",
        (18, 80),
        "UTW",
        "railway",
        "[We took the train to see my sister.|A ride on the steam train!] {name} [waved to everybody on every "
        "platform|counted tunnels] and [told the whole carriage about it|has been a train ever since].",
    ),
    Situation(
        "home-market",
        (22, 110),
        "MAT_E11",
        "shop snack",
        "At the market {name} [chose the apples, counted them into the bag and paid|tried a mango from our friend’s "
        "stall]. [‘Keep the change,’ {he} said!|] [We had the apples as crumble.|]",
    ),
    Situation(
        "home-farm",
        (13, 80),
        "UTW_E15",
        "farm",
        "Farm visit! {name} [fed a lamb with a bottle|stroked a pig and was surprised]. [Then did all the noises on "
        "the way home.|The tractor was the best bit, of course.] [We brought you an egg.|]",
        months=(3, 4, 5, 6, 7, 8),
    ),
    Situation(
        "home-den",
        (24, 120),
        "EXP_E17",
        "den",
        "Our living room is a den this weekend. {name} [sleeps in it|has a password and a guard]. [Dinner is served "
        "through the flap.|We are allowed in by appointment.] [The cat has the best room.|]",
    ),
    Situation(
        "home-tooth",
        (60, 100),
        "PSE_E04",
        "",
        "{name} lost a tooth! [In a sandwich, so we had to search.|It had been wobbling for weeks.] [The tooth fairy "
        "has been told.|] [The gap is shown to everyone we meet.|]",
    ),
    Situation(
        "home-swim",
        (20, 130),
        "PHY_E06",
        "water_tray",
        "{name} [put {his} face in the water at swimming today|swam a width without armbands|jumped in by "
        "{himself}]. [{He} was frightened of it a month ago.|Big medal, chocolate coin.]",
    ),
    Situation(
        "home-nap",
        (13, 34),
        "PSE_E03",
        "story_corner",
        "A hard night with [teeth|a cold], but {name} woke up smiling. [If {he} is tired today, that is why.|{He} "
        "may want an extra cuddle.] [Thank you for looking out for {him}.|]",
    ),
    Situation(
        "home-words",
        (14, 34),
        "COM_E02",
        "books",
        "New words this week: [‘moon’, ‘again’ and ‘oh dear’|‘bus’, ‘shoe’ and something that may be ‘avocado’]. "
        "{name} [says them to everything|is very pleased with {himself}]. [Do you hear them as well?|]",
    ),
    Situation(
        "home-language",
        (20, 120),
        "UTW_E14",
        "books",
        "{name} [sang a whole song in {language} to Grandma on the phone|is teaching us nursery songs, and we are "
        "putting {language} words to them]. [She cried happy tears.|] [We thought you would like to know.|]",
        needs_language=True,
    ),
    Situation(
        "home-cousins",
        (16, 130),
        "PSE_E05",
        "tea_party parachute",
        "The cousins came to stay. {name} [shared everything, even the digger|was the middle one for once, and liked "
        "it]. [Quiet house now.|] [Nobody slept, everybody was happy.|]",
    ),
    Situation(
        "home-festival",
        (16, 130),
        "UTW_E14",
        "lamps tea_party",
        "We had [a big family party|a feast with all the aunties] at the weekend. {name} [wore new clothes and "
        "danced|handed round the sweets] and [stayed up far too late|fell asleep under the coats].",
    ),
    Situation(
        "home-bricks",
        (30, 130),
        "MAT",
        "bricks towers",
        "{name} has been building since breakfast: [a garage for every car we own|a tower with a lift]. [We step "
        "over it.|The plan is on the fridge.] [Bedtime had to wait for the roof.|]",
    ),
    Situation(
        "home-moon",
        (20, 110),
        "UTW",
        "stars",
        "We looked at the moon before bed. {name} asked [who switches it on|why it comes with us]. [Over to you!|We "
        "looked it up together.] [There were several more questions.|]",
        months=(10, 11, 12, 1, 2),
    ),
    Situation(
        "home-bird",
        (18, 110),
        "UTW_E15",
        "birds",
        "{name} made a bird feeder out of [a bottle|a pine cone and lard], and [a robin came|we have had three kinds "
        "already]. [{He} keeps the list.|]",
        months=(10, 11, 12, 1, 2, 3),
    ),
    Situation(
        "home-dress",
        (22, 60),
        "PSE_E04",
        "dressing_up",
        "{name} got dressed {himself} this morning, [every button|trousers back to front], and [would not hear of "
        "changing it|came down to show us]. [That is why {he} looks like that today!|]",
    ),
    Situation(
        "home-camp",
        (36, 130),
        "UTW_E15",
        "den stars",
        "Our first night in a tent! {name} [heard an owl|held the torch and was in charge of pegs]. [Breakfast "
        "tasted better than it ever has.|] [Now we are asked daily when we go again.|]",
        months=SUMMER,
    ),
    Situation(
        "home-music",
        (60, 130),
        "EXP_E17",
        "chime_bars instruments",
        "{name} played {his} piece [at school assembly|for the neighbours] today. [Nervous, then bowing.|Only one "
        "note went astray.] [We are having it again after tea.|]",
    ),
)

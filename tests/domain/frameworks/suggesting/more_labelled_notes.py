"""A second set of labelled notes in deliberately other words, written when suggestions were finished for the first time.

Of its areas 86.2 % were found. Then the hints were widened with this known, so what it gives now is no longer a judgement.
"""

# ruff: noqa: E501
from tests.domain.frameworks.suggesting.labelled_notes import LabelledNote

# fmt: off
MORE_NOTES = [LabelledNote(*one) for one in [
    # In the language of assessment
    ("PHY", 19, "Obs: H. negotiated the low steps down to the terrace unaided, one foot leading, hand on rail."),
    ("COM", 30, "Receptive language is well ahead of expressive. Responds to requests containing two key words."),
    ("PSE", 25, "Beginning to tolerate her key adult leaving the room; recovers within a minute or so with her muslin."),
    ("MAT EXP", 52, "Child-initiated: constructed an enclosure for the zoo, rotating each panel until the sides met, and noted it needed 'two more long ones'."),
    ("LIT", 51, "Ascribes meaning to marks; left-to-right directionality now secure."),
    ("PSE COM", 47, "Able to articulate why she was annoyed and suggested a solution to her peer without adult mediation."),
    ("PHY", 15, "Transferring the bricks between hands and releasing them deliberately into my palm."),
    ("UTW", 56, "Compared the two photographs of our street, then and now, and spotted that there were no cars."),
    ("EXP", 39, "Represents ideas through a range of media - today charcoal and water on the big roll of lining paper."),
    ("MAT", 57, "Secure in one-to-one correspondence to 12 and conserving number when the set is rearranged."),
    ("LIT COM", 45, "Contributed thoughtful ideas to our discussion of the non-fiction text on owls; used the contents page with support."),
    ("PSE", 34, "Self-care: manages elasticated waist and flush, prompts needed for soap."),
    # Chatty, as one would tell a colleague
    ("PHY PSE", 44, "Well what a morning, little Ned finally cracked the monkey bars!! Hands red raw but chuffed to bits, wouldn't get off."),
    ("UTW", 29, "She is obsessed with the moon. Every time we're in the yard she looks for it and gets cross with the clouds."),
    ("EXP", 26, "Total diva today, feather boa, sunnies and a microphone made out of a loo roll"),
    ("PSE", 40, "Bless him, gave his last strawberry to Ava as she'd dropped hers."),
    ("COM", 18, "won't stop saying 'what's that' bless her, points at absolutely everything"),
    ("MAT", 35, "'I'm three and you're a hundred' lol. then wanted to know who was the oldest out of all of us"),
    ("UTW PHY", 31, "Came back filthy, he'd been hauling logs about looking for creepy crawlies, his happy place"),
    ("LIT", 36, "Never without a book that one. Found him tucked behind the curtain turning pages and muttering 'run run as fast as you can'"),
    ("EXP MAT", 42, "They made the longest snake EVER out of clay, had to use the corridor, then argued about whether it was longer than a bus"),
    ("PSE", 22, "Off colour, didn't want his dinner and only wanted carrying."),
    # Terse
    ("PHY", 24, "2 feet jump off kerb"),
    ("COM", 27, "signed 'finished' + word"),
    ("MAT", 46, "subitised to 4"),
    ("LIT", 57, "cvc words - 8/10"),
    ("UTW", 40, "planted cress"),
    ("EXP", 23, "enjoyed shaker egg"),
    ("PSE", 37, "new sibling - regressing a bit, extra TLC"),
    ("PHY", 45, "good snips, still swapping hands"),
    ("MAT UTW", 50, "cooking - halved the recipe"),
    # Babies
    ("COM PSE", 4, "Held my gaze through the whole of her bottle and stuck her tongue out when I did."),
    ("PHY", 8, "Up on hands and knees rocking, nearly off!"),
    ("UTW", 12, "Crinkly foil blanket out today; he patted it, froze at the rustle, patted again."),
    ("EXP", 9, "Stilled when Carol strummed the guitar, then kicked and squealed at the fast bit."),
    ("PSE", 7, "Recognised Dad's voice in the corridor and beamed, straining out of my arms to get to him."),
    ("MAT", 16, "Looked under all three beakers until she found the pom pom."),
    ("PHY PSE", 14, "Grabbed the spoon off me, determined to do it herself, most of the porridge went in her ear."),
    ("LIT", 10, "chews the cloth book but also looks at the faces in it and jabbers to them"),
    # Pre-school and reception narratives
    ("UTW COM", 49, "Whilst out at the allotment Kai asked Mr Bhatt what the netting was for. He listened to the whole answer and later informed the others that 'the pigeons will nick the cabbages otherwise'."),
    ("EXP PSE", 41, "The big cardboard crate became a ferry this afternoon. Ines was captain and decided who could board; when Callum wanted to be captain too she thought for a moment and said they could be 'two captains, one for each end'."),
    ("PHY", 47, "Set up a course with the tyres and the A-frame. Went along the top on his bottom first, then upright, knees bent, eyes on the end."),
    ("MAT COM", 54, "Sharing the satsumas out: 'If everyone gets one there'll be some spare... one, two, three spare. Unless Miss Amin wants one, then it's two.'"),
    ("LIT EXP", 59, "Has spent three days making her own comic with captions and 'to be continued' at the bottom of each sheet. Today she read it to nursery children doing all the voices."),
    ("UTW", 53, "Nadia brought in her great-grandmother's prayer beads and explained when they're used. Others had crosses and a kara at home and we found out about each."),
    ("PSE PHY", 50, "Swimming lesson number two: would not put his face in last week, this week he counted to three, held his breath and did it, then told the whole coach on the way back."),
    ("UTW MAT", 58, "Put beakers out overnight to catch the rain. Predicted the one under the tree would have least, and the level proved him right."),
    ("EXP", 43, "Looked hard at the van Gogh and copied the swirls using cotton buds, blobbing on thick yellow for the stars."),
    ("COM", 52, "Gave a running commentary on the football as if on the telly: 'and he passes, oh no, what a miss, the crowd is going wild!'"),
    ("LIT MAT", 61, "Made a price list for the fruit stall, having a go at each spelling and putting p after the figures."),
    ("PSE", 55, "Lost at pairs for the first time and stormed off, came back on her own, said 'it's just a game' and reset the cards."),
    # After school and holiday clubs
    ("PHY", 100, "Ran the whole 2k with me round the rec, only walked once"),
    ("EXP", 94, "Stop-motion club: made a plasticine alien wave, 43 photos for four seconds."),
    ("PSE", 76, "first week at club, stuck close to his sister but sat with the year ones for beans on toast by Friday"),
    ("UTW", 88, "Geocaching on the common, in charge of the compass"),
    ("MAT", 83, "Hooked on chess, thinks two moves ahead now"),
    ("LIT", 79, "Started a club newspaper, she is the editor"),
    # Parents, and English as another language
    ("UTW", 38, "On Sunday we go to my cousin wedding in Leicester, he wear his sherwani and see the white horse."),
    ("COM", 31, "At home he is mixing the Romanian and the English in one sentence, is it normal?"),
    ("PHY", 33, "he learn to pedal now, no more pushing from papa"),
    ("MAT", 47, "In the car she tells me all door numbers we pass and waits for hers."),
    ("PSE", 28, "Dry all weekend!! Not a single accident even on the train to Leeds"),
    ("EXP", 54, "Gran taught her to crochet a chain and now we've all got scarves"),
    ("LIT", 42, "He pretends to read the paper with Grandpa and asks what each headline says."),
]]
# fmt: on

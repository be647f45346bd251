"""Closed word classes of English that bound a noun phrase or a verb group; facts of the grammar, not tuned."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a list written as one string.

    Examples:
        >>> sorted(word_set("he she"))
        ['he', 'she']
    """
    return frozenset(text.split())


PERSONAL = word_set("i he she they we you it")
RELATIVES = word_set("who which that whom whose")
PRONOUNS = PERSONAL | word_set(
    "others many some most few none several everyone everybody someone somebody nobody anyone one both neither each"
    " this these those all"
)
POSSESSIVES = word_set("his her their its my our your")
DETERMINERS = POSSESSIVES | word_set(
    "the a an this that these those another any each every some several many most few no other one two three four five"
    " six seven eight nine ten dozens both all"
)
BE = word_set(
    "is are was were be been being isn't aren't wasn't weren't am 's 're i'm he's she's it's they're"
    " we're you're that's"
    " who's there's"
)
HAVE = word_set(
    "has have had having hasn't haven't hadn't i've we've they've you've he'd she'd they'd i'd we'd who've who'd"
)
MODALS = word_set(
    "do does did don't doesn't didn't will would can could may might must shall should won't wouldn't can't cannot"
    " couldn't shouldn't mustn't i'll he'll she'll they'll we'll you'll it'll let let's"
)
AUXILIARIES = BE | HAVE | MODALS
NEGATIONS = word_set("not never no neither nor n't hardly cannot")
PREPOSITIONS = word_set(
    "of in on at by for from with to into about against among between during after before since until through over"
    " under via within without toward towards across behind near outside inside upon amid despite per than like as"
    " regarding concerning following including throughout beyond off out up down away around versus"
)
# Prepositions that tie one noun phrase to another often enough to widen a source.
TIES = word_set("of for from at in with to on by near behind inside within against")
SUBORDINATORS = word_set(
    "that because although though while when where why how whether if unless since as after before until whereas once"
    " what whatever whenever so"
)
CONJUNCTIONS = word_set("and or but nor yet")
QUESTION_WORDS = word_set("what how why whether if where when who which")
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow earlier later recently"
    " afterward afterwards previously january february march april june july august september october november december"
    " jan feb mar apr aug sept sep oct nov dec"
)
DAYS = word_set("monday tuesday wednesday thursday friday saturday sunday today yesterday tonight tomorrow")
ADVERBS = TIMES | word_set(
    "also then once again never not first still even often always just now only soon already ever later too once"
    " meanwhile however instead rather thus therefore indeed perhaps maybe here there yet further nonetheless"
    " nevertheless moreover furthermore besides otherwise simply long sometimes twice ago else besides well"
)
STOPS = (AUXILIARIES | PREPOSITIONS | SUBORDINATORS | CONJUNCTIONS | PERSONAL | RELATIVES | ADVERBS | NEGATIONS) - {
    "no",
    "march",
    "may",
}
# Abbreviated titles whose full stop is a token of its own.
TITLES = word_set(
    "mr mrs ms dr prof gen sen rep reps sens gov lt col sgt capt cmdr maj adm rev hon st jr sr supt det insp atty d r"
    " u s inc corp co vs messrs pres"
)

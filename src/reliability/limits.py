"""How much one article may hold, so that time and memory stay in proportion to its length."""

from __future__ import annotations

from reliability.errors import InputTooLargeError

MAX_CHARACTERS = 16_777_216  # an upper bound for one article: 16 Mi code points, far above any page and cheap to check
# Attributions, hedges, repeats and loaded words of one article: each is a record of its own, of 300 to 900 bytes. A book of
# 100,000 words has about 10,000 of each, so that no article comes near these.
MAX_FINDINGS = 40_000  # of each sort, and one more for so many code points:
CHARACTERS_EACH = 125
# So many times 40,000 of what takes less: a million code points of nothing but marks are answered.
LINES_EACH, QUOTATIONS_EACH, SENTENCES_EACH = 4, 7, 16


def most_findings(characters: int, *, each: int = 1) -> int:
    """How many records of one sort a text of so many code points may have; bounds the memory that it takes.

    Args:
        characters: length of the text.
        each: how many times ``MAX_FINDINGS`` there may be before the length counts.

    Examples:
        >>> most_findings(6_000)
        40048
    """
    return each * MAX_FINDINGS + characters // CHARACTERS_EACH


def check_findings(count: int, characters: int, name: str, *, each: int = 1) -> None:
    """Refuses to hold more records of one sort than a text of so many code points may have.

    Args:
        count: number of records so far.
        characters: length of the text.
        name: of the records, in the plural.
        each: see `most_findings`.

    Raises:
        InputTooLargeError: there are more.
    """
    most = most_findings(characters, each=each)
    if count > most:
        raise InputTooLargeError(
            f"Article.text of {characters} code points has more than {most} {name}; at most {most} are allowed"
        )

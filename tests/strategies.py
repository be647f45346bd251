"""Shared hypothesis strategies: any string, and strings that look like news."""

from __future__ import annotations

from hypothesis import strategies as st

ANY_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            list(" .!?\n\t\"'“”‘’«»()[]-—…:;,@#&\u200b\u00ad\u202e\u202c\x00\x08\ud800\u0301\u0430ABCabc019")
        ),
    ),
    max_size=400,
)
WORDS = st.sampled_from(
    "the council harbour mayor said budget ferry Hallo Sella may reportedly officials crash injured 41 by on Monday "
    "according to reports critics say clearly legendary three million about U.S. Dr. Ana Reyes wrote that it was".split()
)
SENTENCE = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(WORDS, min_size=3, max_size=18),
    st.sampled_from([".", "!", "?", ".”", '."']),
)
PARAGRAPH = st.builds(" ".join, st.lists(SENTENCE, min_size=1, max_size=5))
NEWS_TEXT = st.builds("\n\n".join, st.lists(PARAGRAPH, min_size=1, max_size=6))

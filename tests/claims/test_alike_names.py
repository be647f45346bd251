from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reliability.claims.names import alike_names, names_of, same_name
from reliability.claims.quotes import longest_run

NAMES = st.lists(
    st.lists(st.sampled_from(["ab", "a", "b", "cd", "ac", "abc", "guaido"]), max_size=3).map(" ".join), max_size=4
).map(tuple)
WORDS = st.lists(st.sampled_from("a b c d".split()), max_size=9)


@given(NAMES, NAMES)
def test_alike_names_are_those_that_are_the_same_one_by_one(names: tuple[str, ...], others: tuple[str, ...]) -> None:
    parted = [tuple(other.split()) for other in others]
    expected = [name for name in names if any(same_name(tuple(name.split()), other) for other in parted)]
    assert alike_names(names_of(names), names_of(others)) == expected


@given(WORDS, WORDS)
def test_the_longest_run_is_the_first_of_the_longest_stretches(a: list[str], b: list[str]) -> None:
    runs = [
        tuple(a[i : i + size])
        for size in range(len(a), 0, -1)
        for i in range(len(a) - size + 1)
        if any(a[i : i + size] == b[j : j + size] for j in range(len(b)))
    ]
    assert longest_run(a, b) == (runs[0] if runs else ())

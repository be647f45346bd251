"""Split the timeline of an item into epochs, each with one current value.

A source is judged against the value that was current when it spoke: a report of 12 deaths on Monday was
not wrong because there were 15 on Tuesday.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from reliability.sources.tolerance import IntArray

# A change of the current value must explain more claims than this to be believed; a lone late claim does not
# make an epoch. Chosen so that two sources that move together do.
SWITCH_COST = 1.5
MAX_STATES = 16


def current_values(times: Sequence[int], values: Sequence[int]) -> dict[int, int]:
    """Return the epoch number of each distinct time, from 0, by the cheapest sequence of current values.

    Viterbi over the claimed values: each claim that differs from the current value costs 1, each change of the
    current value costs 1.5. Linear in the claims; at most the 16 most frequent values can be current.

    Examples:
        >>> current_values([1, 1, 2, 2, 3], [12, 12, 15, 15, 15])
        {1: 0, 2: 1, 3: 1}
        >>> current_values([1, 1, 2], [12, 12, 99])
        {1: 0, 2: 0}
    """
    at_time: dict[int, Counter[int]] = {}
    for time, value in zip(times, values, strict=True):
        at_time.setdefault(time, Counter())[value] += 1
    last_said: dict[int, int] = {}
    for time, value in zip(times, values, strict=True):
        last_said[value] = max(time, last_said.get(value, time))
    counts = Counter(values)
    states = sorted(counts, key=lambda value: (-counts[value], -last_said[value], value))[:MAX_STATES]
    order = sorted(at_time)
    cost = dict.fromkeys(states, 0.0)
    back: list[dict[int, int]] = []
    for step, time in enumerate(order):
        said = at_time[time]
        total = sum(said.values())
        cheapest = min(states, key=lambda state: (cost[state], states.index(state)))
        came, spent = {}, {}
        for state in states:
            stay, move = cost[state], cost[cheapest] + (SWITCH_COST if step else 0.0)
            came[state] = state if stay <= move else cheapest
            spent[state] = min(stay, move) + total - said[state]
        cost = spent
        back.append(came)
    state = min(states, key=lambda state: (cost[state], states.index(state)))
    path = [state]
    for came in reversed(back[1:]):
        state = came[state]
        path.append(state)
    path.reverse()
    epochs, epoch = {}, 0
    for step, time in enumerate(order):
        epoch += step > 0 and path[step] != path[step - 1]
        epochs[time] = int(epoch)
    return epochs


def split_epochs(claim_item: IntArray, claim_value: IntArray, claim_time: IntArray) -> IntArray:
    """Return the epoch of each claim within its item, shape (n,), from 0."""
    epoch = np.zeros(len(claim_item), dtype=np.int64)
    order = np.lexsort((claim_time, claim_item))
    edges = np.flatnonzero(np.r_[True, np.diff(claim_item[order]) != 0, True])
    for low, high in pairwise(edges.tolist()):
        rows = order[low:high]
        times, values = claim_time[rows], claim_value[rows]
        if times[0] == times[-1] or (values == values[0]).all():
            continue
        number = current_values(times.tolist(), values.tolist())
        epoch[rows] = [number[time] for time in times.tolist()]
    return epoch

"""The measure of headlines and events: what settling does to the clusters of a tree."""

from __future__ import annotations

import numpy as np

from benchmarks.quality.claim_vectors import adjusted_rand, average_tree, cut_tree, settled

# Two stories of four reports each; report 3 joined the wrong one, report 8 stands alone though it is like the second.
VECTORS = np.array(
    [[1, 0], [0.98, 0.2], [0.97, 0.24], [0.9, 0.44], [0.2, 0.98], [0, 1], [0.1, 0.99], [0.2, 0.98], [0.5, 0.87]]
)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
LIKENESS = np.minimum(VECTORS @ VECTORS.T, 1.0)
GOLD = [0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_items_move_to_the_cluster_that_they_are_most_like() -> None:
    assert adjusted_rand(GOLD, settled([0, 0, 0, 1, 1, 1, 1, 1, 2], LIKENESS)) == 1.0


def test_what_is_settled_stays() -> None:
    assert settled(GOLD, LIKENESS) == GOLD


def test_small_clusters_alone_stay_as_they_are() -> None:
    labels = [0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert settled(labels, LIKENESS) == labels


def test_the_clusters_of_a_tree_do_not_fall_apart() -> None:
    labels = cut_tree(average_tree(LIKENESS), 0.8)
    assert len(set(settled(labels, LIKENESS))) <= len(set(labels))

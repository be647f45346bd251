"""How reliable sources are, learnt from where their claims agree and conflict; no table of outlets is built in.

Claims are (source, item, value) or (source, item, value, time). ``CopyAwareEM`` is the default; the others are the
field's reference points.
"""

from reliability.sources.accuracy_em import AccuracyEM
from reliability.sources.average_log import AverageLog
from reliability.sources.claims import SourceClaims
from reliability.sources.copy_aware_em import CopyAwareEM
from reliability.sources.estimator import SourceEstimator
from reliability.sources.investment import Investment
from reliability.sources.majority_vote import MajorityVote
from reliability.sources.pooled_investment import PooledInvestment
from reliability.sources.sums import Sums
from reliability.sources.tolerance import Tolerance
from reliability.sources.truth_finder import TruthFinder

__all__ = [
    "AccuracyEM",
    "AverageLog",
    "CopyAwareEM",
    "Investment",
    "MajorityVote",
    "PooledInvestment",
    "SourceClaims",
    "SourceEstimator",
    "Sums",
    "Tolerance",
    "TruthFinder",
]

"""Which cues report something said or written, as against wishes, support and other stances."""

from __future__ import annotations

from collections.abc import Sequence

from reliability.attribution.closed import word_set

REPORTING = word_set(
    "say said says saying tell told tells telling add added adds adding state stated states stating note noted notes"
    " noting write wrote writes written writing ask asked asks announce announced announces announcing declare declared"
    " explain explained explains argue argued argues claim claimed claims claiming insist insisted insists"
    " assert asserted"
    " maintain maintained contend contended allege alleged alleges acknowledge acknowledged admit admitted"
    " concede conceded"
    " confirm confirmed confirms deny denied denies warn warned warns warning predict predicted suggest"
    " suggested suggests"
    " indicate indicated indicates indicate report reported reports reporting reveal revealed reveals"
    " disclose disclosed"
    " recall recalled recalls reply replied respond responded counter countered continue continued conclude concluded"
    " concludes observe observed remark remarked comment commented joke joked tweet tweeted tweets post"
    " posted quip quipped"
    " stress stressed stresses emphasize emphasized emphasise emphasised reiterate reiterated repeat"
    " repeated affirm affirmed"
    " reaffirm reaffirmed assure assured remind reminded inform informed advise advised caution cautioned"
    " urge urged promise"
    " promised pledge pledged vow vowed boast boasted complain complained lament lamented describe described describes"
    " testify testified show showed shows shown find found finds estimate estimated estimates according"
    " cite cited cites"
    " express expressed voice voiced clarify clarified opine opined think thinks believe believes"
    " speculate speculated agree"
    " agreed agrees point pointed points accuse accused accuses call called calls demand demanded"
    " recommend recommended in"
    " propose proposed hope hopes expect expects fear fears statement claim assertion"
)
OPINION = word_set(
    "accuse accused accuses accusing blame blamed blasts blasted slam slammed slams attack attacked attacks mock mocked"
    " ridicule ridiculed condemn condemned denounce denounced criticize criticized criticise criticised"
    " criticizes deride"
    " derided lambasted lambaste dismissed dismiss call called calls calling believe believes believed"
    " think thinks thought"
    " argue argued argues praise praised fear feared fears worry worried suspect suspected complain complained lament"
    " lamented question questioned rip ripped bash bashed"
)


def reports(cue_words: Sequence[str]) -> bool:
    """Whether any word of a cue reports.

    Examples:
        >>> reports(("has", "said")), reports(("is", "backing"))
        (True, False)
    """
    return any(word in REPORTING for word in cue_words)


def opines(cue_words: Sequence[str]) -> bool:
    """Whether any word of a cue passes judgement.

    Examples:
        >>> opines(("accused",)), opines(("said",))
        (True, False)
    """
    return any(word in OPINION for word in cue_words)

"""A spaCy pipeline component: ``nlp.add_pipe("reliability")`` after ``import reliability.spacy``.

The component sets ``doc._.reliability`` to the Score of ``doc.text``, and a span group ``reliability.SIGNAL`` for each
signal, whose spans carry the kind of evidence as their label. Needs the extra ``spacy``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Any

from reliability.errors import MissingExtraError
from reliability.scoring import Scorer
from reliability.types import Article

NAME = "reliability"
FIELDS = "article"  # key in doc.user_data for title, outlet and the other fields of the article


def component(nlp: Any, name: str, version: str | None = None) -> Callable[[Any], Any]:
    """The component; spaCy calls this when a pipeline names it.

    Args:
        nlp: the pipeline.
        name: of the component in the pipeline.
        version: scoring version by name or folder; the default version for None.

    Raises:
        MissingExtraError: spaCy is not installed.
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.
    """
    del nlp, name
    if find_spec("spacy") is None:
        raise MissingExtraError("the spaCy component", "spacy")
    from spacy.tokens import Doc  # noqa: PLC0415 - an extra

    if not Doc.has_extension(NAME):
        Doc.set_extension(NAME, default=None)
    return Component(version)


class Component:
    """Scores each document that passes, and marks the evidence in it."""

    def __init__(self, version: str | None) -> None:
        self.version = version
        self.scorer = Scorer(version)

    def __call__(self, doc: Any) -> Any:
        fields = doc.user_data.get(FIELDS) or {}
        more = {key: value for key, value in fields.items() if key != "text"} if isinstance(fields, Mapping) else {}
        score = self.scorer.score(Article.from_dict({**more, "text": doc.text}))
        doc._.reliability = score
        for signal in score.signals:
            spans = [
                doc.char_span(item.span.start, item.span.end, label=item.kind, alignment_mode="expand")
                for item in signal.evidence
            ]
            doc.spans[f"{NAME}.{signal.name}"] = [span for span in spans if span is not None]
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        return Component, (self.version,)


def _register() -> None:
    from spacy.language import Language  # noqa: PLC0415

    if not Language.has_factory(NAME):
        Language.factory(NAME, default_config={"version": None}, func=component)


if find_spec("spacy") is not None:
    _register()

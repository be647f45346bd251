"""The routes of the HTTP service.

The answer to ``POST /v1/score`` is byte for byte ``to_json(score_as_dict(score, text))`` of the library.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, TextIO, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from reliability.compare import compare_scores
from reliability.errors import InputError, ReliabilityError, UnknownVersionError
from reliability.identity import LIBRARY_VERSION
from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer
from reliability.service.body import JSON, LINES, media_type, parse_strict, read_body
from reliability.service.claims import IndexRoom
from reliability.service.guard import Guard, visit_of
from reliability.service.openapi import index_operation, operation, schemas
from reliability.service.refusal import Refusal, error_as_dict, refusal_of
from reliability.service.settings import Settings
from reliability.service.work import Deadline, Slots, Work
from reliability.types import Article, Score
from reliability.versions.loader import available_versions, load_version

T = TypeVar("T")


class Service:
    """The state of one running service: its scorers, and where work is done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.default = Scorer(settings.version)
        self.default.score("")  # whatever loads at the first score is loaded before the service says it is ready
        self.scorers: dict[str, Scorer] = {self.default.version.name: self.default}
        self.index = _index_room(settings, self.default)
        self.names = tuple(dict.fromkeys((*available_versions(), self.default.version.name)))
        self.start()

    def start(self) -> None:
        """Opens the place where work is done."""
        self.work = Work()
        self.ready = True

    def stop(self) -> None:
        """Tells the proxy to look elsewhere, and waits for the work that runs."""
        self.ready = False
        self.work.close(self.index.close if self.index else None)

    def scorer(self, name: str | None) -> Scorer:
        """The scorer of a version by name; names alone, so that a request never reads a folder.

        Raises:
            UnknownVersionError: no such version.
        """
        if name is None:
            return self.default
        if name not in self.names:
            raise UnknownVersionError(f"no scoring version {name[:40]!r}; available: {', '.join(self.names)}")
        if name not in self.scorers:
            self.scorers[name] = Scorer(name)
        return self.scorers[name]

    async def health(self) -> Response:
        """Whether the process answers."""
        return _json({"status": "ok"})

    async def readiness(self) -> Response:
        """Whether the scoring version is loaded and requests are welcome."""
        if not self.ready:
            raise Refusal(503, "Stopping", "the service is stopping", {"Retry-After": "5"})
        return _json({"status": "ready", **_identity(self.default)}, self.default)

    async def versions(self) -> Response:
        """The scoring versions by name with their digests."""
        found = [load_version(name) if name in available_versions() else self.default.version for name in self.names]
        rows = [{"name": item.name, "digest": item.digest, "released": item.released} for item in found]
        return _json({"default": self.default.version.name, "versions": rows})

    async def score(self, request: Request) -> Response:
        """The score of one article, the same bytes as the library's JSON."""
        body = await self._body(request, {JSON})
        scorer = self.scorer(request.query_params.get("version"))
        article = Article.from_dict(_mapping(parse_strict(body), "text"))
        visit_of(request.scope).articles = 1

        def job() -> bytes:
            return to_json(score_as_dict(scorer.score(article), article.text)).encode("ascii")

        return _answer(await self._run(request, body, job), scorer)

    async def batch(self, request: Request) -> Response:
        """The scores of many articles; a record that cannot be used gives its own error and no other."""
        body = await self._body(request, {JSON, *LINES})
        scorer = self.scorer(request.query_params.get("version"))
        records = _lines(body) if media_type(request) in LINES else _records(parse_strict(body))
        deadline = self._count(request, records)

        def job() -> bytes:
            results = []
            for record in records:
                deadline.check()
                results.append(_result(scorer, record))
            return to_json({"results": results, **_identity(scorer)}).encode("ascii")

        return _answer(await self._run(request, body, job), scorer)

    async def report(self, request: Request) -> Response:
        """A page of articles with their passages; ``kind=corpus`` scores them together, with agreement."""
        body = await self._body(request, {JSON})
        scorer = self.scorer(request.query_params.get("version"))
        kind = request.query_params.get("kind", "articles")
        if kind not in {"articles", "corpus"}:
            raise InputError(f"kind must be articles or corpus, got {kind[:40]!r}")
        articles = [Article.from_dict(record) for record in _records(parse_strict(body))]
        deadline = self._count(request, articles)
        render = _articles_page if kind == "articles" else _corpus_page
        page = await self._run(request, body, lambda: render(scorer, articles, deadline))
        return _answer(page, scorer, page=True)

    async def compare(self, request: Request) -> Response:
        """What changes for these articles from scoring version ``a`` to ``b``."""
        from reliability.report.compare import comparison_as_dict  # noqa: PLC0415 - on use

        body = await self._body(request, {JSON})
        found = _mapping(parse_strict(body), "a, b and articles")
        names = [found.get("a"), found.get("b")]
        if not all(isinstance(name, str) for name in names):
            raise InputError("a and b must name two scoring versions")
        one, other = (self.scorer(str(name)) for name in names)
        articles = [Article.from_dict(record) for record in _records(found)]
        labels = _labels(found.get("labels"), articles)
        deadline = self._count(request, articles)

        def job() -> bytes:
            a = _scores(one, articles, deadline)
            b = _scores(other, articles, deadline)
            return to_json(comparison_as_dict(compare_scores(a, b, labels))).encode("ascii")

        return _answer(await self._run(request, body, job), other)

    async def index_add(self, request: Request) -> Response:
        """Stores the claims of articles in the index; a record that cannot be used gives its own error and no other."""
        room = self._room()
        body = await self._body(request, {JSON, *LINES})
        records = _lines(body) if media_type(request) in LINES else _records(parse_strict(body))
        deadline = self._count(request, records)
        found = await self._run(request, None, lambda: room.add(records, deadline))
        return _json(found, room.scorer)

    async def index_lookup(self, request: Request) -> Response:
        """The score of an article with its agreement with the articles of the index, and their claims side by side."""
        room = self._room()
        body = await self._body(request, {JSON})
        article = Article.from_dict(_mapping(parse_strict(body), "text"))
        days = request.query_params.get("days", "30")
        if not days.isascii() or not days.isdecimal() or not 1 <= int(days[:9]) <= 36_500:
            raise InputError(f"days must be a whole number from 1 to 36500, got {days[:40]!r}")
        self._count(request, [article])
        found = await self._run(request, None, lambda: room.lookup(article, int(days)))
        return _json(found, room.scorer)

    def _room(self) -> IndexRoom:
        if self.index is None:
            raise Refusal(404, "NotFound", "this service keeps no claim index; start it with --index FILE")
        return self.index

    async def _body(self, request: Request, allowed: set[str]) -> bytes:
        if media_type(request) not in allowed:
            raise Refusal(415, "UnsupportedMediaType", f"send the body as {' or '.join(sorted(allowed))}")
        visit = visit_of(request.scope)
        body = await read_body(request, limit=self.settings.max_body, seconds=visit.deadline.left)
        visit.bytes_in = len(body)
        return body

    def _count(self, request: Request, articles: Sequence[object]) -> Deadline:
        """The request's deadline, after its number of articles was found to be within the limit."""
        visit = visit_of(request.scope)
        visit.articles = len(articles)
        if len(articles) > self.settings.max_articles:
            raise Refusal(
                413, "InputTooLargeError", f"{len(articles)} articles; at most {self.settings.max_articles} are allowed"
            )
        return visit.deadline

    async def _run(self, request: Request, body: bytes | None, job: Callable[[], T]) -> T:
        visit = visit_of(request.scope)

        def started(future: Any) -> None:
            visit.work = future

        size = None if body is None else len(body)
        return await self.work.run(job, size=size, deadline=visit.deadline, started=started)


def create_app(settings: Settings | None = None, *, log: Callable[[], TextIO] = lambda: sys.stderr) -> FastAPI:
    """The ASGI application.

    Args:
        settings: limits, token, scoring version; the defaults for None.
        log: gives the stream of the log lines; standard error by default.

    Raises:
        UnknownVersionError, VersionIntegrityError: see `reliability.load_version`.

    Examples:
        >>> create_app().openapi()["openapi"]
        '3.1.0'
    """
    settings = settings or Settings()
    service = Service(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if not service.ready:
            service.start()
        gc.collect()
        gc.freeze()  # word lists and weights live as long as the process; collections need not walk them
        yield
        gc.unfreeze()
        service.stop()

    app = FastAPI(
        title="reliability",
        version=LIBRARY_VERSION,
        description="Scores how reliably a news article is reported, with the passages behind every figure.",
        docs_url=None,  # these pages load scripts from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = service
    _add_routes(app, service)
    app.add_exception_handler(HTTPException, _not_found)
    app.add_exception_handler(ReliabilityError, _refused)
    app.add_exception_handler(Refusal, _refused)
    app.add_middleware(Guard, settings=settings, slots=Slots(settings.max_requests), log=log)
    _describe(app, service)
    return app


def _add_routes(app: FastAPI, service: Service) -> None:
    names = service.names
    probe = operation(None, None)
    for path, method, route, extra in (
        ("/healthz", "GET", service.health, probe),
        ("/readyz", "GET", service.readiness, probe),
        ("/v1/versions", "GET", service.versions, operation(None, "Versions")),
        ("/v1/score", "POST", service.score, operation("Article", "Score", versions=names)),
        ("/v1/score/batch", "POST", service.batch, operation("Records", "Batch", versions=names, lines=True)),
        ("/v1/report", "POST", service.report, _report_operation(names)),
        ("/v1/compare", "POST", service.compare, operation("ComparisonRequest", None)),
        ("/v1/index/add", "POST", service.index_add, index_operation("Records", lines=True)),
        ("/v1/index/lookup", "POST", service.index_lookup, index_operation("Article", days=True)),
    ):
        app.add_api_route(
            path, route, methods=[method], openapi_extra=extra, name=path.strip("/"), response_class=Response
        )


def _report_operation(names: tuple[str, ...]) -> dict[str, Any]:
    found = operation("Articles", None, versions=names, html=True)
    found["parameters"].append(
        {"name": "kind", "in": "query", "required": False, "schema": {"type": "string", "enum": ["articles", "corpus"]}}
    )
    return found


def _index_room(settings: Settings, scorer: Scorer) -> IndexRoom | None:
    return None if settings.index is None else IndexRoom(settings.index, scorer)


def _describe(app: FastAPI, service: Service) -> None:
    """Completes the OpenAPI document with the shared schemas and the token."""
    made: list[dict[str, Any]] = []

    def describe() -> dict[str, Any]:
        if not made:
            found = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
                servers=app.servers,
            )
            components = found.setdefault("components", {})
            components["schemas"] = schemas(service.names)
            if service.settings.token is not None:
                components["securitySchemes"] = {"bearer": {"type": "http", "scheme": "bearer"}}
                found["security"] = [{"bearer": []}]
                for probe in ("/healthz", "/readyz"):
                    found["paths"][probe]["get"]["security"] = []
            made.append(found)
        return made[0]

    app.openapi = describe  # type: ignore[method-assign]


async def _not_found(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    kind = {404: "NotFound", 405: "MethodNotAllowed"}.get(status, "HttpError")
    return _refusal_response(request, Refusal(status, kind, "see /openapi.json for the routes", headers))


async def _refused(request: Request, error: Exception) -> Response:
    refusal = error if isinstance(error, Refusal) else refusal_of(error)  # type: ignore[arg-type]
    return _refusal_response(request, refusal)


def _refusal_response(request: Request, refusal: Refusal) -> Response:
    visit_of(request.scope).error = refusal.kind
    return Response(refusal.content(), refusal.status, dict(refusal.headers), "application/json")


def _mapping(value: Any, fields: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise InputError(f"expected a JSON object with {fields}, got {type(value).__name__}")
    return value


def _records(value: Any) -> list[Any]:
    records = _mapping(value, "articles").get("articles")
    if not isinstance(records, list):
        raise InputError(f"articles must be a list of articles, got {type(records).__name__}")
    return records


def _labels(value: Any, articles: Sequence[Article]) -> list[int | None] | None:
    """The label of each article from a mapping of identifiers; None without a mapping."""
    if value is None:
        return None
    table = _mapping(value, "a label for each identifier")
    if any(isinstance(label, bool) or label not in (0, 1, None) for label in table.values()):
        raise InputError("labels are 0, 1 or null")
    return [None if label is None else int(label) for label in (table.get(item.id or "") for item in articles)]


def _lines(body: bytes) -> list[Any]:
    """The records of JSON Lines; a line that is no JSON stands as its refusal."""
    records: list[Any] = []
    for line in body.splitlines():
        if line.strip():
            try:
                records.append(parse_strict(line))
            except Refusal as refusal:
                records.append(refusal)
    return records


def _result(scorer: Scorer, record: Any) -> dict[str, Any]:
    if isinstance(record, Refusal):
        return {"error": error_as_dict(record.kind, record.message)}
    try:
        article = Article.from_dict(record)
        return {"score": score_as_dict(scorer.score(article), article.text)}
    except ReliabilityError as error:
        return {"error": error_as_dict(type(error).__name__, str(error))}


def _scores(scorer: Scorer, articles: list[Article], deadline: Deadline) -> list[Score]:
    found = []
    for article in articles:
        deadline.check()
        found.append(scorer.score(article))
    return found


def _articles_page(scorer: Scorer, articles: list[Article], deadline: Deadline) -> bytes:
    from reliability.report.html import articles_page  # noqa: PLC0415 - jinja2 loads on use

    scores = _scores(scorer, articles, deadline)
    rows = [(article, score, scorer.lines(article)) for article, score in zip(articles, scores, strict=True)]
    return articles_page(rows).encode("utf-8")


def _corpus_page(scorer: Scorer, articles: list[Article], deadline: Deadline) -> bytes:
    from reliability.corpus import score_corpus  # noqa: PLC0415 - the matcher loads on use
    from reliability.report.html import corpus_page  # noqa: PLC0415

    result = score_corpus(articles, version=scorer.version, progress=deadline.check)
    return corpus_page(articles, result).encode("utf-8")


def _identity(scorer: Scorer) -> dict[str, str]:
    return {"version": scorer.version.name, "digest": scorer.version.digest, "library": LIBRARY_VERSION}


def _json(value: Any, scorer: Scorer | None = None) -> Response:
    return _answer(to_json(value).encode("ascii"), scorer)


def _answer(content: bytes, scorer: Scorer | None, *, page: bool = False) -> Response:
    headers = {}
    if scorer is not None:
        headers = {"X-Reliability-Version": scorer.version.name, "X-Reliability-Digest": scorer.version.digest}
    if page:
        from reliability.report.html import policy  # noqa: PLC0415 - jinja2 loads on use

        headers["Content-Security-Policy"] = f"{policy()}; frame-ancestors 'none'"
    return Response(content, 200, headers, "text/html" if page else "application/json")

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from reliability.errors import InputError
from reliability.io.files import read_paths
from reliability.io.record import Record
from reliability.report.asdict import score_as_dict, to_json
from reliability.report.schema import result_schema
from reliability.scoring import Scorer
from reliability.service.settings import Settings
from reliability.types import Article
from reliability.versions.loader import available_versions
from tests.service.client import Client

NEWSROOM = Path(__file__).parents[2] / "fixtures" / "newsroom"
HOSTILE = Path(os.environ.get("RELIABILITY_DATA") or "absent") / "dev" / "hostile"
SECRET = "Zanzibarquux"  # noqa: S105 - a word to look for


@pytest.fixture(scope="module")
def client() -> Client:
    return Client()


def newsroom() -> list[Article]:
    return [item.article for item in read_paths([NEWSROOM]) if isinstance(item, Record)]


def record(article: Article) -> dict[str, Any]:
    return {name: getattr(article, name) for name in ("text", "title", "outlet", "byline", "url", "published", "id")}


def error_of(answer: httpx.Response) -> str:
    return str(answer.json()["error"]["type"])


@pytest.mark.parametrize("article", newsroom(), ids=lambda article: article.id)
def test_score_gives_the_bytes_of_the_library(client: Client, article: Article) -> None:
    answer = client.post("/v1/score", record(article))
    assert answer.content == to_json(score_as_dict(Scorer().score(article), article.text)).encode()


def test_every_answer_names_version_and_digest(client: Client) -> None:
    answer = client.post("/v1/score", {"text": "Rain fell."})
    found = (answer.headers["x-reliability-version"], answer.headers["x-reliability-digest"])
    assert found == (answer.json()["version"], answer.json()["digest"])


@pytest.mark.parametrize("article", newsroom(), ids=lambda article: article.id)
def test_a_result_follows_the_schema(client: Client, article: Article) -> None:
    Draft202012Validator.check_schema(result_schema())
    found = client.post("/v1/score", record(article)).json()
    assert list(Draft202012Validator(result_schema()).iter_errors(found)) == []


def test_one_bad_record_takes_no_neighbour_along(client: Client) -> None:
    articles = newsroom()[:2]
    records = [record(articles[0]), {"title": "no text"}, 5, {"text": "x", "published": "soon"}, record(articles[1])]
    results = client.post("/v1/score/batch", {"articles": records}).json()["results"]
    expected = [json.loads(to_json(score_as_dict(Scorer().score(article), article.text))) for article in articles]
    assert [result.get("score") for result in results] == [expected[0], None, None, None, expected[1]]
    assert [result["error"]["type"] for result in results[1:4]] == ["InputError"] * 3


def test_batch_takes_json_lines_and_a_broken_line_stands_alone(client: Client) -> None:
    body = b'{"text": "one", "id": "1"}\n{broken\n\n\xff\n{"text": "two", "id": "2"}\n'
    answer = client.post("/v1/score/batch", body, headers={"content-type": "application/x-ndjson"})
    found = [
        result["score"]["id"] if "score" in result else result["error"]["type"] for result in answer.json()["results"]
    ]
    assert found == ["1", "InvalidJson", "InvalidJson", "2"]


@pytest.mark.parametrize("kind", ["articles", "corpus"])
def test_report_is_a_page_that_runs_our_script_alone(client: Client, kind: str) -> None:
    records = [{**record(article), "title": "<script>alert(1)</script>"} for article in newsroom()[:3]]
    answer = client.post(f"/v1/report?kind={kind}", {"articles": records})
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    assert len(scripts) == (kind == "corpus")
    for script in scripts:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
    assert answer.text.count("<script") == len(scripts)


def test_compare_names_both_versions(client: Client) -> None:
    name = available_versions()[-1]
    body = {"a": name, "b": name, "articles": [record(article) for article in newsroom()]}
    found = client.post("/v1/compare", body).json()
    assert found["articles"] == len(newsroom())
    assert f"|v:{name}|" in found["identity_a"]


def test_compare_takes_labels_by_identifier(client: Client) -> None:
    name = available_versions()[-1]
    articles = newsroom()
    labels = {str(article.id): i % 2 for i, article in enumerate(articles)}
    body = {"a": name, "b": name, "articles": [record(article) for article in articles], "labels": labels}
    assert client.post("/v1/compare", body).json()["labels"]["n"] > 2


@pytest.mark.parametrize("labels", [[1], {"a": True}, {"a": 2}, {"a": []}, "a"])
def test_bad_labels_are_refused(client: Client, labels: object) -> None:
    name = available_versions()[-1]
    answer = client.post(
        "/v1/compare", {"a": name, "b": name, "articles": [{"text": "x", "id": "a"}], "labels": labels}
    )
    assert (answer.status_code, error_of(answer)) == (422, "InputError")


def test_versions_are_listed(client: Client) -> None:
    names = [item["name"] for item in client.send("GET", "/v1/versions").json()["versions"]]
    assert names == list(available_versions())


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_need_no_token(path: str) -> None:
    assert Client(Settings(token=SECRET)).send("GET", path).status_code == 200


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        ("Bearer", 401),
        ("Bearer wrong", 401),
        (f"Basic {SECRET}", 401),
        (f"Bearer {SECRET}x", 401),
        ("Bearer \xe9", 401),
        (f"bearer {SECRET}", 200),
        (f"Bearer {SECRET}", 200),
    ],
)
def test_token(header: str | None, status: int) -> None:
    headers = {} if header is None else {"authorization": header.encode("latin-1")}
    answer = Client(Settings(token=SECRET)).send("GET", "/v1/versions", headers=headers)
    assert answer.status_code == status
    assert ("www-authenticate" in answer.headers) == (status == 401)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff", 400),
        (b'{"text": "\xff"}', 400),
        (b"{", 400),
        (b'{"text": NaN}', 400),
        (b'{"text": "a", "x": Infinity}', 400),
        (b"[" * 200_000, 400),
        (b'{"a":' * 100_000, 400),
        (b'{"text": "a", "x": ' + b"9" * 10_000 + b"}", 400),
        (b"[]", 422),
        (b"null", 422),
        (b"{}", 422),
        (b'{"text": 5}', 422),
        (b'{"text": "a", "title": []}', 422),
        (b'{"text": "a", "published": "soon"}', 422),
        (b'{"text": "\\ud800 lone", "title": "\\udfff", "id": "\\ud800"}', 200),
        (b'{"text": "\\u0000"}', 200),
        (b"\xef\xbb\xbf" + b'{"text": "with a mark"}', 200),
    ],
)
def test_any_body_has_a_typed_answer(client: Client, body: bytes, status: int) -> None:
    answer = client.post("/v1/score", body)
    assert answer.status_code == status
    assert ("error" in answer.json()) == (status != 200)


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/report", "/v1/compare"])
def test_a_refusal_never_sends_the_body_back(client: Client, path: str) -> None:
    body = {SECRET * 1000: SECRET * 10_000, "articles": SECRET * 10_000, "a": SECRET * 1000, "b": SECRET}
    answer = client.post(path, body)
    assert answer.status_code == 422
    assert len(answer.content) < 1000


def test_a_version_is_named_never_a_folder(client: Client) -> None:
    answer = client.post("/v1/score?version=/etc", {"text": "a"})
    assert (answer.status_code, error_of(answer)) == (422, "UnknownVersionError")


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/nope", 404, "NotFound"),
        ("GET", "/v1/score", 405, "MethodNotAllowed"),
        ("GET", "/docs", 404, "NotFound"),
    ],
)
def test_unknown_routes(client: Client, method: str, path: str, status: int, kind: str) -> None:
    answer = client.send(method, path)
    assert (answer.status_code, error_of(answer)) == (status, kind)


def test_other_media_types_are_refused(client: Client) -> None:
    answer = client.post("/v1/score", b"text=a", headers={"content-type": "application/x-www-form-urlencoded"})
    assert (answer.status_code, error_of(answer)) == (415, "UnsupportedMediaType")


def test_an_announced_body_over_the_limit_is_refused_unread() -> None:
    client = Client(Settings(max_body=1000))
    answer = client.post("/v1/score", {"text": "a" * 1000})
    assert (answer.status_code, error_of(answer)) == (413, "InputTooLargeError")


def test_a_streamed_body_is_refused_as_soon_as_it_is_too_large() -> None:
    sent: list[int] = []

    async def parts() -> AsyncIterator[bytes]:
        for _ in range(1000):
            sent.append(1)
            yield b" " * 100

    client = Client(Settings(max_body=1000))
    answer = client.send("POST", "/v1/score", content=parts(), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert len(sent) < 20


def test_a_slow_body_is_given_up() -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)
        yield b"}"

    client = Client(Settings(seconds=0.1))
    answer = client.send("POST", "/v1/score", content=parts(), headers={"content-type": "application/json"})
    assert (answer.status_code, error_of(answer)) == (408, "RequestTimeout")


def test_long_work_is_given_up_in_time() -> None:
    client = Client(Settings(seconds=0.2, max_requests=1, max_articles=10_000))
    text = " ".join(article.text for article in newsroom())
    body = json.dumps({"articles": [{"text": text}] * 200}).encode()

    async def both() -> tuple[httpx.Response, float]:
        begin = time.monotonic()
        answer = await client._send(
            "POST", "/v1/score/batch", content=body, headers={"content-type": "application/json"}
        )
        return answer, time.monotonic() - begin

    answer, seconds = asyncio.run(both())
    assert (answer.status_code, error_of(answer)) == (504, "RequestTimeout")
    assert seconds < 2


def test_more_requests_than_places_are_told_to_come_back() -> None:
    client = Client(Settings(max_requests=1))
    gate = asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield b'{"text": '
        await gate.wait()
        yield b'"a"}'

    async def both() -> tuple[httpx.Response, httpx.Response, httpx.Response]:
        headers = {"content-type": "application/json"}
        first = asyncio.create_task(client._send("POST", "/v1/score", content=slow(), headers=headers))
        await asyncio.sleep(0.05)
        second = await client._send("POST", "/v1/score", content=b'{"text": "b"}', headers=headers)
        probe = await client._send("GET", "/healthz")
        gate.set()
        return await first, second, probe

    first, second, probe = asyncio.run(both())
    assert (first.status_code, second.status_code, probe.status_code) == (200, 503, 200)
    assert int(second.headers["retry-after"]) >= 1


def test_too_many_articles_are_refused() -> None:
    answer = Client(Settings(max_articles=2)).post("/v1/score/batch", {"articles": [{"text": "a"}] * 3})
    assert answer.status_code == 413


def test_the_log_holds_no_article() -> None:
    client = Client(Settings(token="t"))  # noqa: S106
    headers = {"authorization": "Bearer t"}
    client.post(f"/v1/score?version={SECRET}", {"text": SECRET, "title": SECRET, "id": SECRET}, headers=headers)
    client.post("/v1/score", {"text": SECRET * 50}, headers=headers)
    client.post("/v1/score", {SECRET: SECRET}, headers=headers)
    client.post(f"/{SECRET}", {"text": SECRET}, headers={**headers, "x-request-id": f"{SECRET} {SECRET}"})
    assert [line["status"] for line in client.log] == [422, 200, 422, 404]
    assert SECRET not in client.stream.getvalue()


def test_a_request_keeps_the_identifier_of_its_proxy(client: Client) -> None:
    answer = client.send("GET", "/healthz", headers={"x-request-id": "abc-1"})
    assert answer.headers["x-request-id"] == "abc-1"


@pytest.mark.parametrize("path", ["/newsroom/v1/versions", "/v1/versions"])
def test_works_under_a_proxys_prefix(path: str) -> None:
    client = Client(Settings(root_path="/newsroom"))
    assert client.send("GET", path).status_code == 200


def test_an_unexpected_error_is_answered_and_told_without_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(SECRET)

    client = Client()
    monkeypatch.setattr(Scorer, "score", broken)
    answer = client.post("/v1/score", {"text": SECRET})
    assert (answer.status_code, error_of(answer)) == (500, "InternalError")
    assert client.log[-1]["error"] == "RuntimeError"
    assert SECRET not in client.stream.getvalue() + answer.text


@pytest.mark.parametrize("options", [{"max_body": 0}, {"seconds": -1.0}, {"token": " "}, {"root_path": "x"}])
def test_bad_settings_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        Settings(**options)


def test_the_description_is_openapi_3_1_with_examples(client: Client) -> None:
    found = client.send("GET", "/openapi.json").json()
    schema = found["paths"]["/v1/score"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert found["openapi"].startswith("3.1")
    assert schema == {"$ref": "#/components/schemas/Article"}
    assert client.post("/v1/score", found["components"]["schemas"]["Article"]["examples"][0]).status_code == 200


def hostile_bodies() -> Iterator[bytes]:
    for line in (HOSTILE / "json_parsing.jsonl").read_text("utf-8").splitlines():
        content = base64.b64decode(json.loads(line)["base64"])
        yield content
        yield b'{"text": "a", "x": ' + content + b"}"
    for name in ("blns", "html_tokenizer_inputs", "unicode_evasions", "xss_payloads"):
        for line in (HOSTILE / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            text = next(str(row[key]) for key in ("text", "html", "variant", "payload") if key in row)
            yield json.dumps({"text": text, "title": text, "outlet": text, "id": text, "url": text}).encode()


@pytest.mark.data
@pytest.mark.skipif(not HOSTILE.is_dir(), reason="RELIABILITY_DATA names no measuring data")
def test_hostile_bodies_are_answered(client: Client) -> None:
    async def all_of_them() -> set[int]:
        transport = httpx.ASGITransport(app=client.app)
        headers = {"content-type": "application/json"}
        async with httpx.AsyncClient(transport=transport, base_url="http://service", headers=headers) as session:
            return {(await session.post("/v1/score", content=body)).status_code for body in hostile_bodies()}

    assert asyncio.run(all_of_them()) == {200, 400, 422}

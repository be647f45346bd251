from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reliability.index import ClaimIndex
from reliability.report.asdict import score_as_dict, to_json
from reliability.scoring import Scorer
from reliability.service.settings import Settings
from reliability.types import Article
from tests.service.client import Client

STORY = (
    "The ferry Asta Lind struck the northern breakwater at Port Sella on Tuesday and 41 people were injured, the port "
    "authority said. Captain Ana Reyes said the engines stopped answering at 7.40am. The harbour was closed for six "
    "hours while divers searched the hull, the authority said in a statement on Wednesday morning."
)
ONE = {"text": STORY, "id": "a", "outlet": "Gazette", "published": "2026-03-03"}
OTHER = {"text": STORY.replace("41", "36"), "id": "b", "outlet": "Post", "published": "2026-03-04"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    made = Client(Settings(index=tmp_path / "claims.db"))
    yield made
    made.app.state.service.stop()


def test_a_lookup_scores_with_the_agreement_of_the_stored(client: Client, tmp_path: Path) -> None:
    added = client.post("/v1/index/add", {"articles": [ONE]}).json()
    answer = client.post("/v1/index/lookup", OTHER).json()
    with ClaimIndex(tmp_path / "claims.db") as index:
        agreement = index.lookup(Article.from_dict(OTHER)).agreement
    expected = score_as_dict(Scorer().score(Article.from_dict(OTHER), agreement=agreement), str(OTHER["text"]))
    assert added["results"] == [{"id": "a", "added": True}]
    assert answer["articles"] == ["id:a"]
    assert to_json(answer["score"]) == to_json(expected)
    assert "conflicts" in {pair["relation"] for pair in answer["alignment"]["pairs"]}


def test_an_article_is_stored_once_and_a_bad_record_stands_alone(client: Client) -> None:
    found = client.post("/v1/index/add", {"articles": [ONE, 5, ONE]}).json()
    assert [result.get("added") for result in found["results"]] == [True, None, False]
    assert found["stats"]["articles"] == 1


def test_a_lookup_stores_nothing(client: Client) -> None:
    client.post("/v1/index/lookup", ONE)
    assert client.post("/v1/index/lookup", OTHER).json()["articles"] == []


@pytest.mark.parametrize("path", ["/v1/index/add", "/v1/index/lookup"])
def test_without_an_index_there_is_none(path: str) -> None:
    assert Client().post(path, {"text": "a", "articles": []}).status_code == 404


@pytest.mark.parametrize("days", ["0", "-1", "x", "9" * 30, "٣"])
def test_bad_days_are_refused(client: Client, days: str) -> None:
    assert client.send("POST", "/v1/index/lookup", params={"days": days}, json=ONE).status_code == 422


def test_a_file_that_is_no_index_is_said(tmp_path: Path) -> None:
    (tmp_path / "claims.db").write_bytes(b"no index" * 1000)
    answer = Client(Settings(index=tmp_path / "claims.db")).post("/v1/index/lookup", ONE)
    assert (answer.status_code, answer.json()["error"]["type"]) == (503, "IndexFileError")


def test_requests_at_the_same_time_share_the_index(client: Client) -> None:
    async def many() -> list[Any]:
        bodies: list[dict[str, Any]] = [{**ONE, "id": f"a{i}"} for i in range(8)]
        sent = [client._send("POST", "/v1/index/add", json={"articles": [body]}) for body in bodies]
        return await asyncio.gather(*sent)

    assert [answer.status_code for answer in asyncio.run(many())] == [200] * 8

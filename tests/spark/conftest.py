from __future__ import annotations

import gc
import os
import shutil
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from reliability import spark as engine

NEEDS_JAVA = pytest.mark.skipif(
    shutil.which("java") is None and "RELIABILITY_CI" not in os.environ,
    reason="Spark needs Java: apt-get install openjdk-17-jre-headless",
)
QUIET = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            for mark in (pytest.mark.java, pytest.mark.enable_socket, NEEDS_JAVA, QUIET):
                item.add_marker(mark)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    session = engine.local_session(cores=2)
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    with warnings.catch_warnings():  # py4j leaves its sockets to the collector
        warnings.simplefilter("ignore")
        gc.collect()

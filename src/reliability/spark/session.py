"""A Spark session on this machine, for trying things out and for tests."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from reliability.errors import MissingJavaError


def local_session(*, cores: int = 2, memory: str = "2g", partitions: int | None = None) -> SparkSession:
    """A Spark session that runs in this process's machine alone and listens on the loopback address only.

    Args:
        cores: threads of Spark, each with a Python process.
        memory: of the Java process, as Spark writes it.
        partitions: of a shuffle; as many as cores for None.

    Raises:
        MissingJavaError: there is no Java; says what to install.
    """
    check_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # Spark reads it when the session starts, and nowhere else
    return (
        SparkSession.builder.master(f"local[{cores}]")
        .appName("reliability")
        .config("spark.driver.memory", memory)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", str(partitions or cores))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "512")
        .getOrCreate()
    )


def check_java() -> None:
    """Returns when Spark will find a Java program to start.

    Raises:
        MissingJavaError: neither in JAVA_HOME nor on the path.
    """
    home = os.environ.get("JAVA_HOME")
    if home and (Path(home) / "bin" / "java").exists():
        return
    if home or shutil.which("java") is None:
        where = f"JAVA_HOME is {home!r}, which holds no bin/java" if home else "there is no java on the path"
        raise MissingJavaError(
            f"Spark needs Java 17 or newer, but {where}; install OpenJDK 17 (Debian and Ubuntu: "
            "apt-get install openjdk-17-jre-headless) or point JAVA_HOME at one"
        )

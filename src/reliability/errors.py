"""Every exception the library raises on purpose.

::

    ReliabilityError
    ├── InputError(ValueError)             an argument, article or file that cannot be used
    │   └── InputTooLargeError             larger than the stated limit
    ├── UnknownVersionError(KeyError)      no scoring version of that name
    ├── VersionIntegrityError(ValueError)  a scoring version's files differ from its manifest
    ├── IndexFileError(OSError)            a claim index file that is corrupt, foreign or not writable
    ├── NotFittedError(ValueError)         an estimator asked before it was fitted
    ├── WorkerError(RuntimeError)          a process of a pool ended before its work was done
    ├── MissingJavaError(RuntimeError)     Spark finds no Java; the message says what to install
    └── MissingExtraError(ImportError)     an optional dependency is absent; the message says what to install
"""

from __future__ import annotations


class ReliabilityError(Exception):
    """Root of everything this library raises on purpose."""


class InputError(ReliabilityError, ValueError):
    """An argument, article or file that cannot be used; says what came and what is allowed."""


class InputTooLargeError(InputError):
    """An input larger than the stated limit."""


class UnknownVersionError(ReliabilityError, KeyError):
    """No scoring version of that name; lists those that exist."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class VersionIntegrityError(ReliabilityError, ValueError):
    """A scoring version whose files do not match its manifest."""


class IndexFileError(ReliabilityError, OSError):
    """A claim index file that is corrupt, of a foreign schema, locked or not writable."""


class NotFittedError(ReliabilityError, ValueError):
    """An estimator that was asked for a result before ``fit``."""


class WorkerError(ReliabilityError, RuntimeError):
    """A process of a pool that ended before its work was done."""


class MissingJavaError(ReliabilityError, RuntimeError):
    """Spark finds no Java of a version that it can use."""


class MissingExtraError(ReliabilityError, ImportError):
    """An optional dependency is absent."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional dependency; type: pip install 'reliability[{extra}]'")
        self.feature = feature
        self.extra = extra

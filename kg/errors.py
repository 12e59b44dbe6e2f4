"""What can go wrong, grouped by what a caller would do about it.

    KgError
    ├── LoadError           a document could not be read: skip it, tell the user
    ├── VocabularyError     a term is not in the ontology: mend the data or the code
    ├── ActorNotFound       nobody of that name in the graph: show `suggestions`
    ├── ActorAmbiguous      several actors of that name: show `candidates`
    ├── StatementNotFound   no statement of that id
    ├── QueryError          Cypher or SPARQL that the engine refuses: show where
    └── StoreError          the store cannot be reached, started or written: show `remedy`

Each message is one line that a user can act on; the command line prints it and exits with `exit_code`.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    """Base of every error that Diplograph raises on purpose."""

    exit_code = 1


class LoadError(KgError):
    """A document could not be read; `path` says which and `reason` why."""

    exit_code = 2

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class VocabularyError(KgError):
    """A term, code or frame is not in the ontology or is malformed there."""


class UsageError(KgError):
    """What was asked cannot be understood, such as a date that is none."""

    exit_code = 2


class ActorNotFound(KgError):
    """No actor of that name is in the graph; `suggestions` are the nearest names."""

    exit_code = 3

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {', '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no actor named {name!r} in the graph{hint}")
        self.name = name
        self.suggestions = tuple(suggestions)


class ActorAmbiguous(KgError):
    """A name fits several actors; `candidates` pairs each one's id with its name."""

    exit_code = 4

    def __init__(self, name: str, candidates: Sequence[tuple[str, str]]) -> None:
        listed = ", ".join(f"{label} ({identifier})" for identifier, label in candidates)
        super().__init__(f"{name!r} may be {listed}; give the id")
        self.name = name
        self.candidates = tuple(candidates)


class StatementNotFound(KgError):
    """No statement has that id, or more than one begins with it."""

    exit_code = 3


class QueryError(KgError):
    """The engine refuses the query; the message names line and column where it is known."""

    exit_code = 2


class StoreError(KgError):
    """The store cannot be reached, started or written; `remedy` says what to do."""

    exit_code = 6

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem}; {remedy}" if remedy else problem)
        self.problem = problem
        self.remedy = remedy

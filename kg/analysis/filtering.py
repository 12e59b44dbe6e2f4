"""Filters and names without a store: which statements pass, and whom a name means, exactly as a store has it.

statements, Filter --passing--> statements                 statements, name --find_actor--> actor
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from kg.errors import ActorNotFound, UsageError
from kg.model import Actor, Certainty, Filter, Statement
from kg.stores.cypher import filters_of
from kg.stores.likeness import choose, nearest
from kg.stores.rows import actors_of, alias_text, days

_Test = Callable[[Statement], bool]
_LEVELS = tuple(Certainty)


def passing(statements: Iterable[Statement], filter: Filter) -> Iterator[Statement]:  # noqa: A002 - the word that users know
    """The statements that pass the filter, in their order; the same ones that `Store.statements` gives.

    Raises `UsageError` where the filter names a document of which there is no statement.
    """
    names = filters_of(filter)
    if "document" in names:
        statements = list(statements)
        tests = [_TESTS[name](filter) for name in names if name != "document"]
        tests.append(_of_document(statements, filter.document or ""))
    else:
        tests = [_TESTS[name](filter) for name in names]
    return (told for told in statements if all(test(told) for test in tests))


def involving(statements: Iterable[Statement], actors: Collection[str], *, between: bool = False) -> Iterator[Statement]:
    """The statements in which one of the actors (ids) acts or is acted upon, as `Store.statements` has it.

    `between` keeps those in which two of them stand on opposite sides, or together in an act without recipient.
    """
    test = _stands_between if between else _takes_part
    wanted = frozenset(actors)
    return (told for told in statements if test(told, wanted))


def find_actor(statements: Iterable[Statement], name: str) -> Actor:
    """The actor of that id, name or alias among all who act, are acted upon or speak, spelled roughly.

    Raises `ActorNotFound` and `ActorAmbiguous`.
    """
    return Known(statements).find_actor(name)


class Known:
    """Everybody who acts, is acted upon or speaks in some statements, to be found by name."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        found = actors_of(statements)
        self._actors = {identifier: found[identifier] for identifier in sorted(found)}
        self._rows: list[dict[str, Any]] = []

    def find_actor(self, name: str) -> Actor:
        """The actor of that id, name or alias; raises `ActorNotFound` and `ActorAmbiguous`."""
        if name in self._actors:
            return self._actors[name]
        same = [actor for actor in self._actors.values() if actor.name == name]
        if same:
            return choose(name, same)
        rows, key = self._with_aliases(), alias_text([name])
        called = [self._actors[row["id"]] for row in rows if key in row["alias_text"]]
        return choose(name, called) if called else nearest(name, rows)

    def _with_aliases(self) -> list[dict[str, Any]]:
        """A row for each actor as a store keeps it, with its other names; made once, where the plain name is not enough."""
        if not self._rows:
            self._rows = [_row(actor) for actor in self._actors.values()]
        return self._rows


def _row(actor: Actor) -> dict[str, Any]:
    from kg.resolve import directory  # here, because most names are written as the statements have them

    try:
        aliases = directory().profile(actor.id).aliases
    except ActorNotFound:  # known from the text alone
        aliases = ()
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": str(actor.kind),
        "country": actor.country,
        "aliases": list(aliases),
        "alias_text": alias_text((actor.name, *aliases)),
    }


# --- One test for each field of a filter, by its name


def _of_types(filter: Filter) -> _Test:  # noqa: A002
    return lambda told: told.type in filter.types


def _since(filter: Filter) -> _Test:  # noqa: A002
    first = filter.since or ""
    return lambda told: (last_day := days(told.date)[1]) is not None and last_day >= first


def _until(filter: Filter) -> _Test:  # noqa: A002
    last = filter.until or ""
    return lambda told: (first_day := days(told.date)[0]) is not None and first_day <= last


def _said_by(filter: Filter) -> _Test:  # noqa: A002
    return lambda told: any(speaker.id == filter.said_by for speaker in told.speakers)


def _of_stance(filter: Filter) -> _Test:  # noqa: A002
    return lambda told: told.stance == filter.stance


def _as_certain(filter: Filter) -> _Test:  # noqa: A002
    least = _LEVELS.index(filter.certainty) if filter.certainty else len(_LEVELS) - 1
    return lambda told: told.certainty in _LEVELS[: least + 1]


def _of_polarity(filter: Filter) -> _Test:  # noqa: A002
    return lambda told: told.polarity == filter.polarity


_TESTS: dict[str, Callable[[Filter], _Test]] = {
    "types": _of_types,
    "since": _since,
    "until": _until,
    "said_by": _said_by,
    "stance": _of_stance,
    "certainty": _as_certain,
    "polarity": _of_polarity,
}


def _of_document(statements: Collection[Statement], id_or_address: str) -> _Test:
    """Whether a statement is of the document of that id, else of that address; an empty text names none, as in a store."""
    if not id_or_address:
        return lambda told: False
    by_id = {told.document for told in statements if told.document == id_or_address}
    wanted = by_id or {told.document for told in statements if told.uri == id_or_address}
    if not wanted:
        raise UsageError(f"no statement is of a document {id_or_address!r}: give the id or the address as the statements have it")
    return lambda told: told.document in wanted


# --- What involves some actors


def _takes_part(told: Statement, wanted: frozenset[str]) -> bool:
    return any(actor.id in wanted for actor in (*told.actors, *told.recipients))


def _stands_between(told: Statement, wanted: frozenset[str]) -> bool:
    acting = wanted & {actor.id for actor in told.actors}
    receiving = wanted & {actor.id for actor in told.recipients}
    opposite = any(one != other for one in acting for other in receiving)
    return opposite or (not told.recipients and len(acting) > 1)

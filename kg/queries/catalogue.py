"""The queries, read from their files.

The comment at the head of a file says what `kg query` shows, and a malformed one raises VocabularyError:

    // What A asked of B.
    //
    // Parameters:
    //   a      actor           who asks
    //   limit  integer = 50    at most so many rows
    // Example: kg query asked Norvania
    // Reading: one row for each request.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from kg.errors import UsageError, VocabularyError
from kg.queries.values import Lookups, Parameter, ValueType

_HEAD = re.compile(
    r"// (?P<purpose>[^\n]+)\n"
    r"//\n"
    r"(?:// Parameters:\n(?P<parameters>(?://   [^\n]+\n)*))?"
    r"// Example: (?P<example>[^\n]+)\n"
    r"// Reading: (?P<reading>[^\n]+(?:\n//   [^\n]+)*)\n"
)
_PARAMETER = re.compile(
    r"//   (?P<name>[a-z]\w*) +(?P<type>[a-z-]+)(?: = (?P<default>\[.*?\]|\"[^\"]*\"|\S+))? {2,}(?P<meaning>\S.*)"
)
_SUFFIX = {"cypher": ".cypher", "sparql": ".rq"}
_LIKE_ENOUGH = 60


class QueryNotFound(UsageError):
    """No query of the catalogue has that name; `suggestions` are the nearest ones."""

    def __init__(self, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"did you mean {', '.join(suggestions)}?" if suggestions else "kg query lists them"
        super().__init__(f"no query is called {name!r}; {hint}")
        self.name = name
        self.suggestions = tuple(suggestions)


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what it answers, what it takes, an example of asking it, how to read the answer, and its text.

    `text` is Cypher; `sparql` asks the same of the RDF form and gives the same rows, None where there is none.
    """

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    example: str
    reading: str
    text: str
    sparql: str | None = None

    @property
    def required(self) -> tuple[Parameter, ...]:
        """The parameters without a default, in their order."""
        return tuple(parameter for parameter in self.parameters if parameter.required)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of the answer; the embedded engine does not tell them where nothing is found.

        >>> find("contested-dyads").columns[:3]
        ('one', 'other', 'denials')
        """
        listed = self.text.rpartition("RETURN ")[2].partition("\nORDER BY")[0].partition(" ORDER BY")[0]
        return tuple(item.rpartition(" AS ")[2].strip() for item in _items(listed))

    @property
    def positional(self) -> tuple[Parameter, ...]:
        """The parameters in the order in which values go to them: those without a default first, and `limit` only by its name."""
        optional = (parameter for parameter in self.parameters if not parameter.required and parameter.name != "limit")
        return (*self.required, *optional)

    def arranged(self, values: Sequence[str], named: Mapping[str, str]) -> dict[str, str]:
        """Texts by parameter: those that are named, the others put to the parameters in their order.

        Those without a default come first. Raises UsageError where a value has no parameter left to go to.
        """
        free = [parameter.name for parameter in self.positional if parameter.name not in named]
        if len(values) > len(free):
            raise UsageError(f"{self.name} has no parameter for {values[len(free)]!r}: it takes {self.usage}")
        return {**dict(zip(free, values, strict=False)), **named}

    def bind(self, given: Mapping[str, str], lookups: Lookups | None = None) -> dict[str, Any]:
        """The value of every parameter, for the texts that were given by name.

        `lookups` find the id of what a text names; without one for its type the text is the id. Raises UsageError for an unknown
        or missing parameter and for a text that is none of its type.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        strange = [name for name in given if name not in known]
        if strange:
            raise UsageError(f"{self.name} has no parameter {strange[0]!r}: it takes {self.usage}")
        missing = [parameter for parameter in self.required if parameter.name not in given]
        if missing:
            raise UsageError(f"{self.name} needs {missing[0].name} ({missing[0].meaning}): it takes {self.usage}")
        return {
            name: one.value(given[name], lookups or {}) if name in given else _bound(one.default) for name, one in known.items()
        }

    @property
    def usage(self) -> str:
        """The names of the parameters, those that may be left out in brackets.

        >>> find("office-holders").usage
        'title [day] [limit]'
        """
        ordered = sorted(self.parameters, key=lambda parameter: not parameter.required)
        return " ".join(one.name if one.required else f"[{one.name}]" for one in ordered) or "none"

    def example_arguments(self) -> tuple[str, ...]:
        """What the example gives to `kg query`: the name and what follows it."""
        return tuple(shlex.split(self.example)[2:])

    def pasted(self, values: Mapping[str, Any]) -> str:
        """The query for Neo4j Browser or cypher-shell: a `:param` line for each value, then the text."""
        lines = [f":param {name} => {literal(value)};" for name, value in values.items()]
        return "\n".join([*lines, self.text.rstrip() + ";"])


def literal(value: object) -> str:
    r"""The value as Cypher writes it.

    >>> print(literal(["it's", None, 3]))
    ['it\'s', null, 3]
    """
    if isinstance(value, str):
        return "'" + json.dumps(value)[1:-1].replace('\\"', '"').replace("'", "\\'") + "'"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value)


@cache
def catalogue() -> tuple[Query, ...]:
    """All queries, by name. Raises VocabularyError where the head of a file is malformed."""
    folder = files("kg.queries")
    found = (file for file in folder.iterdir() if file.name.endswith(_SUFFIX["cypher"]))
    return tuple(sorted((_read(file, folder) for file in found), key=lambda query: query.name))


def find(name: str) -> Query:
    """The query of that name. Raises QueryNotFound for any other, with the nearest names."""
    named = {query.name: query for query in catalogue()}
    if name in named:
        return named[name]
    from rapidfuzz import fuzz, process  # here, because only a mistake needs it

    near = process.extract(name.casefold(), list(named), scorer=fuzz.WRatio, score_cutoff=_LIKE_ENOUGH, limit=3)
    raise QueryNotFound(name, [match for match, _, _ in near])


def _items(listed: str) -> list[str]:
    """The parts of a list that are set apart by commas outside all brackets and quotes."""
    parts, depth = [""], 0
    for piece in re.findall(r"'[^']*'|.", listed, re.DOTALL):
        depth += (piece in "([{") - (piece in ")]}")
        if piece == "," and not depth:
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _read(file: Traversable, folder: Traversable) -> Query:
    text = file.read_text(encoding="utf-8")
    name = file.name.removesuffix(_SUFFIX["cypher"])
    head = _HEAD.match(text)
    if head is None:
        raise VocabularyError(f"kg/queries/{file.name}: the comment at its head is not as kg/queries/catalogue.py describes it")
    twin = folder / f"{name}{_SUFFIX['sparql']}"
    return Query(
        name=name,
        purpose=head["purpose"],
        parameters=tuple(_parameter(line, file.name) for line in (head["parameters"] or "").splitlines()),
        example=head["example"],
        reading=re.sub(r"\n//\s+", " ", head["reading"]),
        text=text,
        sparql=twin.read_text(encoding="utf-8") if twin.is_file() else None,
    )


def _parameter(line: str, file: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found["type"] not in list(ValueType):
        raise VocabularyError(f"kg/queries/{file}: not a parameter with type and meaning: {line!r}")
    default = found["default"]
    value = None if default is None else json.loads(default)
    return Parameter(
        name=found["name"],
        type=ValueType(found["type"]),
        meaning=found["meaning"],
        default=tuple(value) if isinstance(value, list) else value,
        required=default is None,
    )


def _bound(default: object) -> object:
    return list(default) if isinstance(default, tuple) else default

"""What a shell needs of us when it completes a name."""

from __future__ import annotations

import os
import re

_SPECIAL = re.compile(r"[^\w@%+=:,./-]")


class Completion(str):
    """A completion that counts as one whatever was typed: Typer leaves out what does not begin with it letter by letter."""

    __slots__ = ()

    def startswith(self, *_: object) -> bool:
        """Always: the store has compared already, and not by capitals."""
        return True


def completion(name: str) -> Completion:
    """The name as the shell that asks wants it: Bash puts it on the command line as it is, so its spaces need a backslash."""
    if os.environ.get("_KG_COMPLETE") != "complete_bash" or _in_quotes():
        return Completion(name)
    return Completion(_SPECIAL.sub(lambda found: "\\" + found.group(), name))


def _in_quotes() -> bool:
    """Whether the word that is being completed was begun with a quotation mark."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    current = int(os.environ.get("COMP_CWORD", "0"))
    return current < len(words) and words[current][:1] in ("'", '"')

"""The frame of every page: one file with all it needs, under a policy that lets nothing else in.

Text from reports reaches a page in two ways only: as JSON in a data block, which scripts put in place through `textContent`, or
as text of an element tree, which the serializer escapes. Neither can become markup, and the Content-Security-Policy, which names
the page's scripts and styles by their hashes, would stop it if it did.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

_HERE = files("kg.pages")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEGINNING = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="Diplograph">\n'
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@cache
def template(name: str) -> str:
    """The text of a file in `templates/`."""
    return (_HERE / "templates" / name).read_text("utf-8")


@cache
def vis_network() -> str:
    """The source of the vis-network that ships with the package."""
    return (_HERE / "vendor" / "vis-network" / "vis-network.min.js").read_text("utf-8")


def page(title: str, body: str, *, styles: Sequence[str], scripts: Sequence[str] = (), data: Any = None) -> str:
    """A whole page; `body` is trusted markup, `styles` and `scripts` are our own sources, `data` may hold anything."""
    block = "" if data is None else f'<script type="application/json" id="data">{embedded(data)}</script>\n'
    return "".join(
        (
            _BEGINNING,
            f'<meta http-equiv="Content-Security-Policy" content="{policy(styles, scripts)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n',
            f'<link rel="icon" href="data:,">\n<title>{html.escape(shown(title))}</title>\n',
            *(f"<style>{_closed(style, 'style')}</style>\n" for style in styles),
            "</head>\n<body>\n",
            body,
            block,
            *(f"<script>{_closed(script, 'script')}</script>\n" for script in scripts),
            "</body>\n</html>\n",
        )
    )


def is_ours(path: Path) -> bool:
    """Whether the file is a page that we wrote, by how it begins."""
    with path.open("rb") as file:
        return file.read(len(_BEGINNING)) == _BEGINNING.encode("ascii")


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """The Content-Security-Policy under which only these very styles and scripts work, and nothing is fetched."""
    allowed = {"style-src": [_hash(style) for style in styles], "script-src": [_hash(script) for script in scripts]}
    sources = (" ".join((directive, *(hashes or ["'none'"]))) for directive, hashes in allowed.items())
    return "; ".join(("default-src 'none'", *sources, "img-src data:", "base-uri 'none'", "form-action 'none'"))


def embedded(data: Any) -> str:
    """The data as JSON that can stand in a script element: nothing in it can end the element or a line."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return re.sub("[<>&\u2028\u2029]", lambda found: _ESCAPES[found[0]], _LONE_SURROGATE.sub("\ufffd", text))


def element(tag: str, *content: str | ElementTree.Element | None, **attributes: str | None) -> ElementTree.Element:
    """An element with texts and elements in it; attributes of None are left out, `class_` and `data_id` are spelled so."""
    named = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items() if value is not None}
    made = ElementTree.Element(tag, named)
    for part in content:
        if isinstance(part, str):
            _append_text(made, part)
        elif part is not None:
            made.append(part)
    return made


def network_link(**chosen: str) -> str:
    """The address of the network page with something chosen: `node`, an actor's id, `s`, a statement's, or `document`, a source's."""
    return f"network.html#{urlencode({name: shown(value) for name, value in chosen.items()})}"


def markup(*elements: ElementTree.Element) -> str:
    """The elements as HTML, with all text escaped, and what no file may hold shown as U+FFFD."""
    return shown("\n".join(ElementTree.tostring(one, encoding="unicode", method="html") for one in elements) + "\n")


def shown(text: str) -> str:
    """The text without the characters that no HTML file may hold; each is shown as U+FFFD."""
    return _FORBIDDEN_IN_XML.sub("\ufffd", text)


def _append_text(to: ElementTree.Element, text: str) -> None:
    if len(to):
        to[-1].tail = (to[-1].tail or "") + text
    else:
        to.text = (to.text or "") + text


def _closed(source: str, tag: str) -> str:
    """The source, which must not hold its own end tag."""
    assert f"</{tag}" not in source.lower(), f"a {tag} of ours holds its own end tag"
    return source


@cache
def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}'"

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import LoadError, UsageError
from loaders import Meta, load, read_all, walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.md", "sub/deep/d.txt", "README.md", ".hidden.txt", ".git/e.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The envoy came.", encoding="utf-8")
    (tmp_path / "a.meta.json").write_text(
        '{"title": "Named", "date": "2020-11", "publisher": "Harbour", "note": 1}', encoding="utf-8"
    )
    return tmp_path


def names(items, folder: Path) -> list[str]:  # type: ignore[no-untyped-def]
    return [str(item.relative_to(folder)) if isinstance(item, Path) else f"! {item.reason}" for item in items]


def test_folders_are_read_through_in_order_without_what_is_no_document(folder: Path) -> None:
    assert names(walk([folder]), folder) == ["a.txt", "b.txt", "sub/c.md", "sub/deep/d.txt"]


def test_globs_are_read_and_a_file_comes_once(folder: Path) -> None:
    assert names(walk([str(folder / "b.txt"), str(folder / "**" / "*.txt")]), folder) == ["b.txt", "a.txt", "sub/deep/d.txt"]


def test_a_file_named_outright_is_read_even_if_it_is_a_readme(folder: Path) -> None:
    assert names(walk([folder / "README.md"]), folder) == ["README.md"]


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(folder: Path) -> None:
    (folder / "x[1].txt").write_text("The envoy came.", encoding="utf-8")
    assert names(walk([folder / "x[1].txt"]), folder) == ["x[1].txt"]


def test_what_is_not_there_is_said_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "bare").mkdir()
    items = list(walk([folder / "no.txt", folder / "*.doc", folder / "bare", folder / "a.meta.json", folder / "a.txt"]))
    assert names(items, folder) == [
        "! no such file or folder; check the spelling",
        "! no file matches; check the pattern",
        "! the folder holds no document; give another",
        "! is a sidecar, not a document; give the document beside it",
        "a.txt",
    ]


def test_the_sidecar_names_and_dates_its_file_and_options_outweigh_it(folder: Path) -> None:
    (document,) = load(folder / "a.txt")
    assert (document.title, document.publisher, document.published) == ("Named", "Harbour", "2020-11")
    (document,) = load(folder / "a.txt", Meta(title="Mine"))
    assert (document.title, document.publisher) == ("Mine", "Harbour")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not JSON (line 1, column 2: Expecting property name enclosed in double quotes); mend or remove it"),
        ("[]", 'is not a JSON object; write {"title": ..., "date": ..., "publisher": ...}'),
        (json.dumps({"title": 3}), "`title` is not a string; write it in quotes"),
        (json.dumps({"date": "tomorrow"}), "`date` 'tomorrow' is not a date; write 2020-10-27, 2020-11 or 2020"),
    ],
)
def test_a_malformed_sidecar_is_named(folder: Path, content: str, reason: str) -> None:
    (folder / "a.meta.json").write_text(content, encoding="utf-8")
    (error,) = read_all([folder / "a.txt"])
    assert isinstance(error, LoadError)
    assert str(error) == f"{folder / 'a.meta.json'}: {reason}"


def test_a_date_given_as_an_option_must_be_one() -> None:
    with pytest.raises(UsageError, match=r"'27\.10\.2020' is not a date; write 2020-10-27, 2020-11 or 2020"):
        Meta(published="27.10.2020")


def test_the_examples_are_read_whole_and_each_is_dated_and_named() -> None:
    documents = list(read_all([Path(__file__).parents[2] / "examples"]))
    assert not [item for item in documents if isinstance(item, LoadError)]
    assert len(documents) == 21
    assert all(document.title and document.publisher and document.published for document in documents)  # type: ignore[union-attr]

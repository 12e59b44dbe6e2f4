"""`kg export` of networks for Pajek and R."""

import pytest


def test_pajek_is_told_by_its_format(kg, graph_url):
    outcome = kg("export", "--format", "pajek", "--store", graph_url)
    assert outcome.code == 0, outcome.err
    assert "*vertices" in outcome.out.lower()
    assert '"Petra Varga"' in outcome.out


@pytest.mark.parametrize("form", ["statnet", "rsiena"])
def test_waves_for_r_are_a_folder_with_its_script(kg, graph_url, tmp_path, form):
    folder = tmp_path / form
    outcome = kg("export", "--format", form, "--months", "1", "--output", folder, "--store", graph_url)
    assert outcome.code == 0, outcome.err
    assert (folder / "load.R").is_file()
    assert len(list(folder.iterdir())) > 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--format", "statnet"), "needs a folder"),
        (("--format", "graphml", "--months", "3"), "--months"),
        (("--format", "rsiena", "--since", "1950", "--until", "1951", "--output", "waves"), "wave"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_leaves_nothing(kg, graph_url, arguments, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    outcome = kg("export", *arguments, "--store", graph_url)
    assert (outcome.code, outcome.out) == (2, "")
    assert told in outcome.err
    assert len(outcome.err.splitlines()) == 1
    assert not list(tmp_path.iterdir())

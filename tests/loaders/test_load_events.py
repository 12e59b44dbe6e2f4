"""Rows of our own in the layout of each data set become records; the real samples, where they are at hand, load whole."""

import gzip
import io
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from kg import loading
from kg.errors import LoadError
from kg.records import CODERS, MARK, schema
from kg.vocabulary import cameo
from loaders.events import read

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "events"


def records(kind, path, **asked):
    batches = list(read(kind, [path], **asked))
    assert [batch for batch in batches if isinstance(batch, LoadError)] == []
    assert all(batch.records.schema == schema() for batch in batches)
    return [row for batch in batches for row in batch.records.to_pylist()], batches


def write(folder, text, name="events.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def name(party):
    return party.split(MARK)[0]


def refusals(batches):
    return [(one.reason, one.count, one.lines) for batch in batches for one in batch.refused]


# --- GDELT


def gdelt(key, day, code, places=3, source="https://wire.example/a", width=58):
    parts = ["4", "Fenwick, Ridge Province, Iran", "IR", "IR01", *(["x"] if places == 4 else []), "35.5", "51.25", "-1"]
    one = ["IRNGOV", "TEHRAN", "IRN", "", "", "", "", "GOV", "", ""]
    other = ["TUR", "TURKEY", "TUR", *[""] * 7]
    act = ["1", code, code[:3], code[:2], "1", "-2.0", "3", "1", "3", "-1.5"]
    row = [key, day, day[:6], day[:4], "2020.5", *one, *other, *act, *parts, *parts, *parts, "20201006"]
    return "\t".join([*row, source][:width])


def test_gdelt_1_takes_rows_of_both_widths_in_one_file(tmp_path):
    rows = [gdelt("7", "20201004", "0256"), gdelt("8", "20201005", "112", width=57), gdelt("9", "20201306", "112"), "1\t2", ""]
    found, batches = records("gdelt1", write(tmp_path, "\n".join(rows)))
    assert [row["key"] for row in found] == ["7", "8"]
    assert [row["date"] for row in found] == ["2020-10-04", "2020-10-05"]
    assert found[0]["code"] == "0256", "a code is a text"
    assert [row["source"] for row in found] == ["https://wire.example/a", None]
    assert found[0]["actors"] == [MARK.join(("TEHRAN", "IRN", "GOV", ""))]
    assert found[0]["place"] == MARK.join(("Fenwick", "IR01", "IR", "35.5", "51.25", ""))
    assert found[0]["score"] == -2.0
    assert refusals(batches) == [("SQLDATE is no day", 1, (3,)), ("2 cells instead of 58", 1, (4,))]


def test_gdelt_2_has_three_columns_more(tmp_path):
    found, _ = records("gdelt2", write(tmp_path, gdelt("7", "20201004", "190", places=4, width=61)))
    assert found[0]["source"] == "https://wire.example/a"
    assert found[0]["place"].split(MARK)[3:5] == ["35.5", "51.25"]


def test_a_mention_is_as_sure_as_the_coder(tmp_path):
    row = "11\t20201004120000\t20201005121500\t1\tbay.example\thttps://bay.example/{0}\t4\t-1\t9\t8\t1\t{0}\t900\t0.5\t\t"
    found, _ = records("gdelt-mentions", write(tmp_path, "\n".join(row.format(percent) for percent in (100, 50, 10))))
    assert [each["certainty"] for each in found] == ["probable", "possible", "unknown"]
    assert {each["date"] for each in found} == {"2020-10-05"}
    assert found[0]["source"] == "https://bay.example/100"
    assert found[0]["issue"] == "gdelt:11"


def test_an_article_of_the_gkg_and_each_quotation_in_it_are_records(tmp_path):
    cells = [""] * 27
    cells[0], cells[1], cells[3], cells[4] = "20201004-1", "20201004121500", "bay.example", "https://bay.example/1"
    cells[9] = "1#Iran#IR#IR#32.0#53.0#IR;1#Mali#ML#ML#17#-4#ML"
    cells[11], cells[13], cells[15] = "ada firefly;rufus firefly", "harbour board", "-2.5,1,3,4,20,0,500"
    cells[22] = "100|21|said|the harbour is closed#300|9|warned|no boats"
    found, _ = records("gkg", write(tmp_path, "\t".join(cells)))
    assert [row["action"] for row in found] == ["mentions", "said", "warned"]
    assert [name(party) for party in found[0]["recipients"]] == ["ada firefly", "rufus firefly", "harbour board"]
    assert found[0]["words"] == "tone -2.5"
    assert found[0]["place"].split(MARK)[:2] == ["Iran", "IR"]
    assert found[1]["words"] == "the harbour is closed"


# --- POLECAT, ACLED, UCDP

POLECAT = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|"
    "Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|"
    "Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|"
    "Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
).replace("|", "\t")


def test_polecat_is_coded_in_plover_already(tmp_path):
    cells = dict.fromkeys(POLECAT.split("\t"), "None")
    cells |= {
        "Event ID": "A1", "Event Date": "2020-10-04", "Event Type": "REQUEST", "Event Mode": "meet", "Intensity": "-1.0",
        "Contexts": "military;lawn_tennis", "Actor Name": "Iran", "Actor Country": "IRN", "Wikipedia Actor ID": "Iran",
        "Recipient Name": "Turkey", "Recipient Country": "TUR", "City": "Tehran", "Country": "IRN", "Latitude": "35.69",
        "Longitude": "51.42", "GeoNames ID": "112931", "Source": "Bay Times", "Publication Date": "2020-10-05",
    }  # fmt: skip
    text = f"{POLECAT}\tStray\n" + "\t".join(cells.values()) + "\n" + "\t".join(cells.values()) + "\t\t\n"
    found, batches = records("polecat", write(tmp_path, text, "events.txt"))
    assert refusals(batches) == []
    assert [(row["type"], row["mode"], row["contexts"]) for row in found] == [("REQUEST", "meet", ["military"])] * 2
    assert found[0]["source"] == "Bay Times, 2020-10-05"
    assert found[0]["place"].endswith("112931")
    assert found[0]["recipients"] == [MARK.join(("Turkey", "TUR", "", ""))]


ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,"
    "inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,"
    "source_scale,notes,fatalities,tags,timestamp"
)


def acled(key, day, sub, one, other, notes="Shots were fired."):
    return (
        f"{key},{day},2020,1,Political violence,Battles,{sub},{one},,State forces,{other},,1,11,,364,Middle East,Iran,Tehran,,,Tehran,"
        f'35.69,51.42,1,Bay Times; Harbour Wire,National,"{notes}",0,,1601900000'
    )


def test_acled_has_two_ways_to_write_a_day_and_notes_over_lines(tmp_path):
    clash = acled(
        "IRN1", "2020-10-04", "Armed clash", "Military Forces of Iran (1989-)", "Harbour Front", 'They said ""go"",\nand went.'
    )
    arrest = acled("IRN2", "05 October 2020", "Arrests", "Police Forces of Iran (1989-)", "Protesters (Iran)")
    wrong = acled("IRN3", "2020-10-04", "Chess", "A", "B")
    path = write(tmp_path, "\ufeff" + "\n".join([ACLED, clash, arrest, wrong]))
    found, batches = records("acled", path)
    assert [(row["date"], row["type"]) for row in found] == [("2020-10-04", "ASSAULT"), ("2020-10-05", "COERCE")]
    assert found[0]["words"] == 'They said "go", and went.'
    assert [name(party) for party in found[0]["actors"]] == ["Military Forces of Iran", "Harbour Front"]
    assert [name(party) for party in found[1]["recipients"]] == ["Protesters (Iran)"]
    assert refusals(batches) == [("unknown sub_event_type", 1, (5,))]


def test_a_revised_event_of_acled_takes_the_place_of_the_older_row(tmp_path):
    older, newer = (
        acled("IRN1", "2020-10-04", "Attack", "A Front", side, notes) for side, notes in (("Z", "Shots."), ("B", "A."))
    )
    rows = [ACLED, newer.replace("1601900000", "1700000000"), older]
    batches = read("acled", [write(tmp_path, "\n".join(rows))])
    (made,) = loading.tables((batch.records for batch in batches), CODERS["acled"])
    assert made.column("recipients").to_pylist() == [["B"]]
    found, _ = records("acled", write(tmp_path, "\n".join(row.rpartition(",")[0] for row in rows), "old.csv"))
    assert len(found) == 2, "older files have no timestamp"


def test_ucdp_loads_with_and_without_a_header(tmp_path):
    from loaders.events.ucdp import _COLUMNS

    cells = dict.fromkeys(_COLUMNS, "")
    cells |= {
        "id": "77.0", "type_of_violence": "1.0", "side_a": "Government of Mali", "side_b": "Ridge Front", "country": "Mali",
        "where_coordinates": "Kidal town", "latitude": "18.44", "longitude": "1.41", "event_clarity": "2.0", "best": "3.0",
        "date_start": "2020-10-04", "date_end": "2020-10-06", "source_article": '"""Bay Times, 2020-10-07"";""Wire"""',
    }  # fmt: skip
    other = cells | {"id": "78", "type_of_violence": "3", "date_end": "2020-10-04", "event_clarity": "1"}
    rows = [",".join(row.values()) for row in (cells, other)]
    named, _ = records("ucdp", write(tmp_path, "\n".join([",".join(_COLUMNS), *rows])))
    bare, _ = records("ucdp", write(tmp_path, "\n".join(rows), "candidate.csv"))
    assert named == bare
    assert [row["date"] for row in named] == ["2020-10-04/2020-10-06", "2020-10-04"]
    assert [row["certainty"] for row in named] == ["probable", "certain"]
    assert [name(party) for party in named[0]["actors"]] == ["Government of Mali", "Ridge Front"]
    assert [name(party) for party in named[1]["recipients"]] == ["Civilians"]
    assert named[0]["words"] == "3 deaths"
    assert {row["type"] for row in named} == {"ASSAULT"}


# --- Files


def test_packed_and_plain_files_and_standard_input_hold_the_same(tmp_path, monkeypatch):
    text = "\r\n".join(gdelt(str(number), "20201004", "112") for number in range(5))
    plain, _ = records("gdelt1", write(tmp_path, text))
    (tmp_path / "a.gz").write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner.csv", text)
    assert records("gdelt1", tmp_path / "a.gz")[0] == plain
    assert records("gdelt1", tmp_path / "a.zip")[0] == plain
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode()))))
    assert records("gdelt1", "-")[0] == plain


def test_blocks_do_not_cut_a_row_or_miscount_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr("loaders.events.blocks.BLOCK", 700)
    rows = [gdelt(str(number), "20201004", "13y" if number == 40 else "112") for number in range(60)]
    found, batches = records("gdelt1", write(tmp_path, "\n".join(rows)))
    assert len(batches) > 5
    assert [row["key"] for row in found] == [str(number) for number in range(60) if number != 40]
    assert refusals(batches) == [("unknown CAMEO code", 1, (41,))]
    assert sum(batch.rows for batch in batches) == 60


def test_a_line_that_is_not_utf8_is_refused_alone(tmp_path):
    rows = [gdelt(str(number), "20201004", "112").encode() for number in range(3)]
    path = tmp_path / "latin.csv"
    path.write_bytes(b"\n".join([rows[0], rows[1].replace(b"TEHRAN", b"T\xe9HRAN"), rows[2]]))
    found, batches = records("gdelt1", path)
    assert [row["key"] for row in found] == ["0", "2"]
    assert refusals(batches) == [("not UTF-8", 1, (2,))]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("empty.csv", b"", "empty"),
        ("other.csv", b"a,b\n1,2\n", "1 cells instead of 57 or 58, divided by tabs"),
        ("cut.gz", gzip.compress(b"x" * 1000, mtime=0)[:-6], "broken"),
        ("nowhere.csv", None, "no such file"),
        ("*.none", None, "no file"),
    ],
)
def test_what_is_no_such_file_is_named_with_its_reason(tmp_path, name, data, told):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (error,) = read("gdelt1", [tmp_path / name])
    assert isinstance(error, LoadError)
    assert told in str(error)
    assert name in str(error)


# --- The real samples


def sample(file):
    if not (SAMPLES / file).is_file():
        pytest.skip(f"no {file} at hand")
    return SAMPLES / file


@pytest.mark.parametrize(
    ("kind", "file", "options", "columns"),
    [
        ("icews", "icews-sample.tab", {"sep": "\t", "quoting": 3}, ("CAMEO Code", "Country")),
        ("gdelt1", "gdelt1-events-sample.tsv", {"sep": "\t", "header": None, "quoting": 3}, (26, 51)),
    ],
)
def test_a_real_sample_has_the_types_and_countries_that_pandas_counts(kind, file, options, columns):
    path = sample(file)
    table = pd.read_csv(path, dtype=str, keep_default_na=False, **options)
    found, batches = records(kind, path)
    assert refusals(batches) == []
    types = Counter(cameo(row["code"]).plover_type for row in found)
    assert types == Counter(cameo(code).plover_type for code in table[columns[0]])
    places = Counter(row["place"].split(MARK)[2] if row["place"] else "" for row in found)
    assert places == Counter("" if country == "NA" else country for country in table[columns[1]])


def test_a_real_sample_of_ucdp_loads_whole():
    path = sample("ucdp-ged-sample.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    made = list(loading.tables((batch.records for batch in read("ucdp", [path])), CODERS["ucdp"]))
    assert sum(map(len, made)) == table["id"].nunique()
    assert {each for part in made for each in part.column("type").to_pylist()} == {"ASSAULT"}


def test_a_real_sample_of_mentions_loads_whole():
    path = sample("gdelt2-mentions-sample.csv")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    found, batches = records("gdelt-mentions", path)
    assert refusals(batches) == []
    assert Counter(row["source"] for row in found) == Counter(table["mentionidentifier"].str.strip())

"""What the coders of events write down, in one form whatever the data set: a table of Arrow with one row an event.

    bytes of a file --loaders.events--> records --kg.coded--> statements

The columns keep the coders' own words and codes. Who is meant by them, which type of act it is, and which rows tell of one event
is found out by `kg.coded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


class Identity(StrEnum):
    """When two rows of a data set tell of one event."""

    KEY = "key"  # when they have the same key: each row is an event of its own
    CONTENT = "content"  # when day, parties, act and place are the same: the data set has a row for each report that tells of it


@dataclass(frozen=True, slots=True)
class Coder:
    """A data set of coded events; `name` vouches for its statements, `slug` begins their addresses (`icews:1234@2018-06-01`).

    `mirrored` tells that an act of two sides together stands there twice, once from each side.
    """

    kind: str
    name: str
    slug: str
    identity: Identity = Identity.KEY
    mirrored: bool = False


CODERS: dict[str, Coder] = {
    coder.kind: coder
    for coder in (
        Coder("gdelt1", "GDELT 1.0", "gdelt", Identity.CONTENT),
        Coder("gdelt2", "GDELT 2.0", "gdelt", Identity.CONTENT),
        Coder("gdelt-mentions", "GDELT 2.0 mentions", "gdelt-mention"),
        Coder("gkg", "GDELT GKG 2.1", "gkg"),
        Coder("icews", "ICEWS", "icews", Identity.CONTENT, mirrored=True),
        Coder("polecat", "POLECAT", "polecat"),
        Coder("acled", "ACLED", "acled"),
        Coder("ucdp", "UCDP GED", "ucdp"),
    )
}
"""The data sets by the word for them on the command line."""

PARTY = ("name", "country", "role", "wikipedia")
PLACE = ("name", "region", "country", "latitude", "longitude", "geonames")
MARK = "\t"
"""Between the parts of a party or a place, which are one text in a table; a part that is not told is empty.

A party is named as the coder names it, or by its CAMEO code where there is no more; `country` is a name or a code, `role` the
coder's words or codes for the sort of actor, divided by commas, `wikipedia` the title of its article. Of a place, `country` is a
name or a code, and `geonames` the number of GeoNames.
"""


MENTION = "mention"
"""The kind of a record that tells of no event but of a report that mentions one: the event with the same key.

It has the address of the report and perhaps how sure the coder is of its reading of it.
"""


@cache
def schema() -> pa.Schema:
    """The columns of a table of records; texts are never empty but null, and lists never null but empty.

    `key` is the row's key within the data set; of rows with one key that with the greatest `version` counts, all of which are texts
    of one width. `date` is an ISO day or an EDTF interval of two. `actors`, `recipients` and `speakers` are parties, `place` a place.
    `code` is a CAMEO code; `type`, `mode` and `contexts` are PLOVER's where the data set has those or others that its loader turned
    into them, null and empty else. `action` are the coder's words for the act and `words` what it tells besides (a note, a headline,
    a quotation). `score` is on the Goldstein scale. `certainty` and `kind` are values of `kg.model`, or the kind is `MENTION`; `issue`
    is what an act is about, `source` the address of a report or its publisher with what tells where it is found; several are
    divided by `MARK`.
    """
    import pyarrow as pa

    text, texts = pa.string(), pa.list_(pa.string())
    return pa.schema(
        [
            pa.field("key", text, nullable=False),
            ("version", text),
            pa.field("date", text, nullable=False),
            ("actors", texts),
            ("recipients", texts),
            ("speakers", texts),
            ("kind", text),
            ("code", text),
            ("type", text),
            ("mode", text),
            ("contexts", texts),
            ("action", text),
            ("words", text),
            ("issue", text),
            ("score", pa.float64()),
            ("certainty", text),
            ("place", text),
            ("source", text),
        ]
    )

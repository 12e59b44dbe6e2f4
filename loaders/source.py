"""The bytes of a file and what they are: read, hashed, recognised by their first bytes, and decoded as UTF-8."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LoadError

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (or an Office file)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls)"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file"),
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENCODING_REMEDY = "save it as UTF-8 (for example `iconv -f LATIN1 -t UTF-8`)"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one file, with the path by which the user named it."""

    path: Path
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes, as hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()

    def refuse(self, reason: str) -> LoadError:
        """The error that says why this file is not read."""
        return LoadError(str(self.path), reason)


def read_source(path: Path) -> Source:
    """The whole file; raises LoadError when it is missing, unreadable, no file or empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip():
        raise LoadError(str(path), "is empty; nothing to read")
    return Source(path, data)


def unreadable(path: Path, error: OSError) -> LoadError:
    """What the operating system said against reading `path`, as one line."""
    if isinstance(error, FileNotFoundError):
        return LoadError(str(path), "no such file or folder; check the spelling")
    if isinstance(error, PermissionError):
        return LoadError(str(path), "may not be read; ask for permission to read it (`chmod +r`)")
    return LoadError(str(path), f"cannot be read ({error.strerror or error})")


def recognise(data: bytes) -> str | None:
    """What the first bytes give away, such as "a PNG image"; None for text and for what is not known."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def require_kind(source: Source, magic: bytes, kind: str) -> None:
    """Pass when the file begins as its suffix promises; raises LoadError that names what it is instead."""
    if source.data.lstrip()[: len(magic)] == magic:
        return
    found = recognise(source.data)
    raise source.refuse(
        f"is {found or 'something else'}, not {kind}; give it the suffix of its true type or convert it to {kind}"
    )


def decode(source: Source) -> str:
    """The text of a UTF-8 file (UTF-16 only with a byte order mark), without the mark.

    Raises LoadError for every other encoding and for binary data, naming the first bad byte.
    """
    if found := recognise(source.data):
        raise source.refuse(f"is {found}, not text; give it the suffix of its true type")
    encoding = "utf-16" if source.data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = source.data.decode(encoding)
    except UnicodeDecodeError as error:
        label = "UTF-16" if encoding == "utf-16" else "UTF-8"
        raise source.refuse(
            f"is not {label} (byte {error.start + 1} is 0x{source.data[error.start]:02x}); {_ENCODING_REMEDY}"
        ) from error
    if "\x00" in text:
        raise source.refuse("holds binary data, not text; give the document itself")
    if not text.strip():
        raise source.refuse("is empty; nothing to read")
    return text

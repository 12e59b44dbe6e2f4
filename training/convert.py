"""Read Universal Dependencies treebanks and write them as spaCy training documents.

The reader keeps the raw text: multiword tokens are replaced by their parts while their spacing stays, so that
the text of a document can be given to spaCy's own English tokenizer. Sentences are joined into chunks of about
ten, never across a document border, so that a parser trained on them learns where sentences end.

For treebanks with an entity layer (GUM: ``Entity=(1-person-...`` in the MISC column), the named mentions become
flat, non-overlapping entity spans; see :func:`named_spans`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

CHUNK_SENTENCES = 10
TRAIN_CHUNK_SENTENCES = 5

SYNTAX_ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "SPACY")
ENTITY_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "SPACY")

TYPOGRAPHIC = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"})

ENTITY_LABELS = {
    "person": "PERSON",
    "place": "PLACE",
    "organization": "ORGANIZATION",
    "event": "EVENT",
    "time": "TIME",
    "object": "MISC",
    "abstract": "MISC",
}

_TITLES = """
    mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord dame sen sen. senator rep rep. congressman
    congresswoman representative gov gov. governor president vice vice-president premier prime minister secretary
    chancellor ambassador king queen prince princess emperor pope bishop archbishop cardinal saint st. rev. reverend
    judge justice captain colonel general lieutenant sergeant major admiral commander chairman chairwoman chief
    director coach mayor sheikh sultan imam ayatollah foreign defense defence deputy former
"""
TITLES = frozenset(_TITLES.split())
TITLE_LINKS = frozenset({"of", "for", "State", "Defense", "Staff"})

MARKS = frozenset(',;:([/"\u201c\u201d\u2013\u2014')
POSSESSIVES = frozenset({"'s", "\u2019s", "'", "\u2019"})
NAME_BREAKS = MARKS | {"at", "near", "as", "with", "from", "by", "during", "in", "after", "before"}
PERSON_BREAKS = NAME_BREAKS | {"of", "for", "to", "on", "and", "or"}

_ENTITY_EVENT = re.compile(
    r"\((?P<open>\d+)(?P<part>\[\d+/\d+\])?-(?P<type>[a-z]+)[^()]*(?P<single>\))?"
    r"|(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)


@dataclass(slots=True)
class Token:
    """One syntactic word of a treebank."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    space: bool
    entity: str


@dataclass(slots=True)
class Sentence:
    """One sentence: its words, and whether a new document or paragraph starts with it."""

    tokens: list[Token] = field(default_factory=list)
    starts_document: bool = False
    starts_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One entity mention inside a sentence, with its first word and the word after its last."""

    start: int
    end: int
    type: str


def _misc(column: str) -> dict[str, str]:
    """Split a MISC column into its attributes."""
    return dict(item.split("=", 1) for item in column.split("|") if "=" in item)


def _parse_sentence(lines: list[str]) -> Sentence:
    """Build a sentence from the lines of one CoNLL-U block."""
    sentence = Sentence()
    range_end, range_space = 0, True
    for line in lines:
        if line.startswith("#"):
            sentence.starts_document |= line.startswith("# newdoc")
            sentence.starts_paragraph |= line.startswith(("# newdoc", "# newpar"))
            continue
        number, form, lemma, upos, xpos, feats, head, deprel, _, misc_column = line.split("\t")
        misc = _misc(misc_column)
        space = misc.get("SpaceAfter") != "No"
        if "-" in number:
            range_end, range_space = int(number.split("-")[1]), space
        elif "." not in number:
            position = int(number)
            if position <= range_end:
                space = position == range_end and range_space
            tag = "" if xpos == "_" else xpos
            morph = "" if feats == "_" else feats
            sentence.tokens.append(Token(form, lemma, upos, tag, morph, int(head) - 1, deprel, space, misc.get("Entity", "")))
    return sentence


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Read the sentences of a CoNLL-U file."""
    block: list[str] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = line.rstrip("\n")
            if text:
                block.append(text)
            elif block:
                yield _parse_sentence(block)
                block = []
    if block:
        yield _parse_sentence(block)


def chunks(sentences: Iterable[Sentence], size: int = CHUNK_SENTENCES, *, paragraphs: bool = False) -> Iterator[list[Sentence]]:
    """Group sentences into chunks of at most ``size`` that do not cross a document border.

    With ``paragraphs`` each paragraph is a chunk of its own.
    """
    chunk: list[Sentence] = []
    for sentence in sentences:
        is_border = sentence.starts_paragraph if paragraphs else sentence.starts_document or len(chunk) == size
        if chunk and is_border:
            yield chunk
            chunk = []
        chunk.append(sentence)
    if chunk:
        yield chunk


def mentions(sentence: Sentence) -> list[Mention]:
    """Read the entity mentions of a sentence; mentions in several parts are left out."""
    found: list[Mention] = []
    open_mentions: dict[str, list[tuple[int, str]]] = {}
    for index, token in enumerate(sentence.tokens):
        for event in _ENTITY_EVENT.finditer(token.entity):
            if event["close"]:
                stack = open_mentions.get(event["close"])
                if stack:
                    start, kind = stack.pop()
                    found.append(Mention(start, index + 1, kind))
            elif event["part"]:
                continue
            elif event["single"]:
                found.append(Mention(index, index + 1, event["type"]))
            else:
                open_mentions.setdefault(event["open"], []).append((index, event["type"]))
    return found


def _head_of(sentence: Sentence, mention: Mention) -> int:
    """Find the word of a mention that depends on a word outside it."""
    for index in range(mention.start, mention.end):
        if not mention.start <= sentence.tokens[index].head < mention.end:
            return index
    return mention.start


def _is_name_part(token: Token) -> bool:
    """Tell whether a word can begin or end a name."""
    return token.upos in {"PROPN", "NUM"} or (token.upos in {"ADJ", "NOUN", "VERB", "X"} and token.form[:1].isupper())


def _name_end(sentence: Sentence, mention: Mention, head: int) -> int:
    """Find where the name in a mention ends: before an apposition, a clause or a break after the head."""
    breaks = PERSON_BREAKS if mention.type == "person" else NAME_BREAKS
    for index in range(head + 1, mention.end):
        token = sentence.tokens[index]
        if token.form.lower() in breaks:
            return index
        if token.upos in {"VERB", "AUX", "PRON", "SCONJ"} and not token.form[:1].isupper():
            return index
    return mention.end


def _ends_modifier(token: Token) -> bool:
    """Tell whether a word before the name, such as a possessive or a lower-case noun, belongs to no name."""
    if token.upos in {"ADJ", "NOUN", "VERB"}:
        return token.form[:1].islower()
    return token.form in MARKS or (token.form in POSSESSIVES and token.upos == "PART")


def _name_start(sentence: Sentence, mention: Mention, end: int) -> int:
    """Find where the name in a mention begins: after articles, other modifiers and, for persons, titles."""
    start = mention.start
    for index in range(mention.start, end):
        if _ends_modifier(sentence.tokens[index]):
            start = index + 1
    while start < end and not _is_name_part(sentence.tokens[start]):
        start += 1
    return _skip_title(sentence, start, end) if mention.type == "person" else start


def _skip_title(sentence: Sentence, start: int, end: int) -> int:
    """Move past a title before a person's name, if a name follows it."""
    titles = [i for i in range(start, end) if sentence.tokens[i].form.lower() in TITLES]
    if not titles:
        return start
    after = titles[-1] + 1
    while after < end - 1 and sentence.tokens[after].form in TITLE_LINKS:
        after += 1
    return after if after < end and sentence.tokens[after].upos == "PROPN" else start


def _is_role(token: Token) -> bool:
    """Tell whether a proper noun stands for a role or a group of people, not for one person."""
    return token.xpos == "NNPS" or token.form.lower() in TITLES


def _named_span(sentence: Sentence, mention: Mention, head: int) -> Mention | None:
    """Cut a mention headed by a proper noun down to the name, if one is left."""
    is_person = mention.type == "person"
    end = _name_end(sentence, mention, head)
    start = _name_start(sentence, mention, end)
    start = start if is_person else min(start, head)
    while end > start and not _is_name_part(sentence.tokens[end - 1]):
        end -= 1
    name = sentence.tokens[start:end]
    if not any(token.upos == "PROPN" for token in name) or (is_person and _is_role(name[-1])):
        return None
    return Mention(start, end, mention.type)


def named_spans(sentence: Sentence) -> list[Mention]:
    """List the names of a sentence: mentions headed by a proper noun, cut down to the name itself.

    Articles, other lower-case modifiers, titles, appositions and clauses are cut off; a mention of several names
    joined by "and" is left to the mentions of its parts. Names inside a longer name stay in the list; the caller
    keeps the longest of overlapping ones.
    """
    known = [mention for mention in mentions(sentence) if mention.type in ENTITY_LABELS]
    heads = [_head_of(sentence, mention) for mention in known]
    joined = {sentence.tokens[head].head for head in heads if sentence.tokens[head].deprel == "conj"}
    names: list[Mention] = []
    for mention, head in zip(known, heads, strict=True):
        is_joined = head in joined and any(
            other in range(head + 1, mention.end) and sentence.tokens[other].head == head for other in heads
        )
        if sentence.tokens[head].upos == "PROPN" and not is_joined:
            name = _named_span(sentence, mention, head)
            if name is not None:
                names.append(name)
    return names


def to_doc(vocab: Vocab, chunk: list[Sentence], *, entities: bool = False, ascii_marks: bool = False) -> Doc:
    """Build a spaCy document from a chunk of sentences.

    With ``ascii_marks`` curly quotes and dashes become their ASCII counterparts, one character for one.
    """
    tokens = [token for sentence in chunk for token in sentence.tokens]
    offsets = _offsets(chunk)
    forms = [token.form.translate(TYPOGRAPHIC) if ascii_marks else token.form for token in tokens]
    heads = [
        offset + (index if token.head < 0 else token.head)
        for offset, sentence in zip(offsets, chunk, strict=True)
        for index, token in enumerate(sentence.tokens)
    ]
    doc = Doc(
        vocab,
        words=forms,
        spaces=[token.space for token in tokens],
        tags=[token.xpos for token in tokens],
        pos=[token.upos for token in tokens],
        morphs=[token.feats for token in tokens],
        lemmas=[token.lemma.translate(TYPOGRAPHIC) if ascii_marks else token.lemma for token in tokens],
        heads=heads,
        deps=["ROOT" if token.deprel == "root" else token.deprel for token in tokens],
    )
    if entities:
        spans = [
            Span(doc, offset + name.start, offset + name.end, label=ENTITY_LABELS[name.type])
            for offset, sentence in zip(offsets, chunk, strict=True)
            for name in named_spans(sentence)
        ]
        doc.set_ents(filter_spans(spans), default="outside")
    return doc


def _offsets(chunk: list[Sentence]) -> list[int]:
    """Give the position of each sentence's first word in its chunk."""
    offsets, total = [], 0
    for sentence in chunk:
        offsets.append(total)
        total += len(sentence.tokens)
    return offsets


def _has_marks(chunk: list[Sentence]) -> bool:
    """Tell whether a chunk has a curly quote or a dash that has an ASCII counterpart."""
    return any(token.form.translate(TYPOGRAPHIC) != token.form for sentence in chunk for token in sentence.tokens)


def read_docs(
    path: Path,
    vocab: Vocab,
    *,
    size: int = CHUNK_SENTENCES,
    entities: bool = False,
    ascii_marks: bool = False,
    mix_marks: bool = False,
    paragraphs: bool = False,
) -> list[Doc]:
    """Read a CoNLL-U file as spaCy documents of at most ``size`` sentences, or of one paragraph each.

    With ``ascii_marks`` curly quotes and dashes become ASCII ones in every chunk. With ``mix_marks`` two of every three chunks that have curly quotes or dashes are given ASCII ones, so that a
    model trained on the documents meets both.
    """
    docs, marked = [], 0
    for chunk in chunks(read_sentences(path), size, paragraphs=paragraphs):
        to_ascii = ascii_marks
        if mix_marks and _has_marks(chunk):
            to_ascii = marked % 3 != 2
            marked += 1
        docs.append(to_doc(vocab, chunk, entities=entities, ascii_marks=to_ascii))
    return docs


def convert(treebanks: Path, output: Path) -> None:
    """Write the training and development documents for the syntax model and the entity model.

    EWT has no entity layer, so the entity model learns from GUM alone.
    """
    output.mkdir(parents=True, exist_ok=True)
    vocab = Vocab()
    for split in ("train", "dev"):
        mix = split == "train"
        size = TRAIN_CHUNK_SENTENCES if mix else CHUNK_SENTENCES
        ewt = read_docs(treebanks / f"en_ewt-{split}.conllu", vocab, size=size, mix_marks=mix)
        gum = read_docs(treebanks / f"en_gum_ccby-{split}.conllu", vocab, size=size, entities=True, mix_marks=mix)
        write([*ewt, *gum], output / f"syntax-{split}.spacy", SYNTAX_ATTRIBUTES)
        write(gum, output / f"ner-{split}.spacy", ENTITY_ATTRIBUTES)


def write(docs: Iterable[Doc], path: Path, attributes: tuple[str, ...]) -> None:
    """Write some annotations of the documents to a file."""
    DocBin(attrs=attributes, docs=docs).to_disk(path)


def main() -> None:
    """Convert the treebanks from the command line."""
    parser = argparse.ArgumentParser(description="Convert the treebanks to spaCy documents.")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the .spacy files to")
    arguments = parser.parse_args()
    convert(arguments.treebanks, arguments.output)


if __name__ == "__main__":
    main()

"""From a document to its statements: who did, said or holds what, who vouches for it, how surely, when, in which words.

Stages, one a file, in this order: `nlp` (paragraphs, parse) with `mentions` (names and titles made one word),
`coreference` (whom a phrase stands for; by `pronouns`, `officeholders`, `countries` and `groups`, `discourse` being the memory), `clauses` (subjects and objects), `coding` (which act a word names),
`attribution` (who says so), `qualifiers` (polarity, certainty, eventuality), `dates`; `drafting` puts them together.
`quoting` lists the attributions of a text, political or not.
"""

from kg.extract.drafting import extract
from kg.extract.quoting import Quote, quotes

__all__ = ["Quote", "extract", "quotes"]

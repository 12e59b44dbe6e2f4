"""From a document to its statements: who did, said or holds what, who vouches for it, how surely, when, in which words.

Stages, one a file, in this order: `nlp` (paragraphs, parse) with `mentions` (names and titles made one word),
`coreference` (whom a phrase stands for), `clauses` (subjects and objects), `coding` (which act a word names),
`attribution` (who says so), `qualifiers` (polarity, certainty, eventuality), `dates`; `drafting` puts them together.
"""

from kg.extract.drafting import extract

__all__ = ["extract"]

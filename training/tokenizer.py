"""Fit spaCy's English tokenizer to the words of the treebanks where the two differ in a regular way.

Two rules are changed: a hyphen after a prefix such as "non" or "anti" does not split a word, and a run of exclamation
and question marks is one token. The changed patterns are saved with the model; no code is needed to load them.
"""

from __future__ import annotations

from spacy.lang.char_classes import ALPHA, HYPHENS
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_suffix_regex

PREFIXES = (
    "anti co counter cross e ex inter intra mid mini multi neo non over pan post pre pro psycho re semi socio sub un"
)
MARK_RUN = r"[!?]{2,}"
_HYPHEN_RULE = f"(?<=[{ALPHA}])(?:{HYPHENS})(?=[{ALPHA}])"


def fit_tokenizer(nlp: Language) -> None:
    """Change the two rules in the tokenizer of a pipeline."""
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError("the pipeline has a tokenizer of another kind")
    not_after_prefix = "".join(f"(?<!^(?i:{prefix}))" for prefix in PREFIXES.split())
    infixes = list(nlp.Defaults.infixes or ())
    if _HYPHEN_RULE not in infixes:
        raise ValueError("spaCy's rule for hyphens between letters has changed")
    infixes[infixes.index(_HYPHEN_RULE)] = not_after_prefix + _HYPHEN_RULE
    suffixes = [MARK_RUN, *(nlp.Defaults.suffixes or ())]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search

"""Average the weights of two trained pipelines of the same shape, the later one grown from the earlier.

Fine-tuning on wire copy costs a little on the treebanks; between the two sets of weights lies one that keeps most of what both know.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language


def average(earlier: Path, later: Path, share: float) -> Language:
    """Give the later pipeline with `share` of its own weights and the rest from the earlier one."""
    old, new = spacy.load(earlier), spacy.load(later)
    for name in new.pipe_names:
        for (key, ours), (other, theirs) in zip(_weights(new, name), _weights(old, name), strict=True):
            if key != other or ours.shape != theirs.shape:
                raise ValueError(
                    f"{earlier} and {later} differ in shape at {name}, {key}; average a stage with one it went on from"
                )
            ours[...] = share * ours + (1 - share) * theirs
    return new


def _weights(nlp: Language, name: str) -> Iterator[tuple[str, Any]]:
    """List the arrays of a component's model, each once; the arrays are the model's own."""
    component: Any = nlp.get_pipe(name)
    for node in component.model.walk():
        for parameter in node.param_names:
            if node.has_param(parameter):
                yield f"{node.name}.{parameter}", node.get_param(parameter)

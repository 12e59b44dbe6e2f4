"""Averaging two pipelines: the weights lie between, and pipelines of other shapes are refused."""

import pytest
import spacy
from average import average


def pipeline(seed, width, path):
    spacy.util.fix_random_seed(seed)
    nlp = spacy.blank("en")
    model = {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": width, "depth": 1, "embed_size": 50}
    model |= {"window_size": 1, "maxout_pieces": 2, "subword_features": True}
    tagger = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": model}})
    tagger.add_label("A")
    tagger.add_label("B")
    nlp.initialize()
    nlp.to_disk(path)
    return path


def weights(nlp):
    model = nlp.get_pipe("tagger").model
    return [node.get_param(name).copy() for node in model.walk() for name in node.param_names if node.has_param(name)]


def test_the_weights_lie_between(tmp_path):
    first, second = pipeline(1, 8, tmp_path / "first"), pipeline(2, 8, tmp_path / "second")
    joined = weights(average(first, second, 0.25))
    expected = [0.75 * a + 0.25 * b for a, b in zip(weights(spacy.load(first)), weights(spacy.load(second)), strict=True)]
    assert all(found == pytest.approx(wanted, abs=1e-6) for found, wanted in zip(joined, expected, strict=True))


def test_another_shape_is_refused(tmp_path):
    with pytest.raises(ValueError, match="differ in shape"):
        average(pipeline(1, 8, tmp_path / "narrow"), pipeline(1, 16, tmp_path / "wide"), 0.5)

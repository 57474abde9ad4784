"""No word before its time: each term is introduced once, and not used in an earlier chapter.

A term is introduced where it stands in bold; `TERMS` names the room, and how the term is found.
Chapter 0 may name them all: it is the map and the glossary.
"""

import re

import pytest

from stored import CHAPTERS, chapter_of, room, text

TERMS = {
    "c2f_neuron": {
        "neuron": r"\bneurons?\b",
        "weight": r"\bweights?\b",
        "bias": r"\bbias(es)?\b",
        "net input": r"\bnet inputs?\b",
        "activation function": r"\bactivation functions?\b",
        "threshold": r"\bthresholds?\b",
        "prediction": r"\bpredictions?\b",
        "target": r"\btargets?\b",
        "layer": r"\blayers?\b",
        "hidden": r"\bhidden\b",
        "network": r"\bnetworks?\b",
        "ReLU": r"\bReLUs?\b",
    },
    "step_sigmoid_tanh_relu": {
        "step function": r"\bstep functions?\b",
        "derivative": r"\bderivatives?\b",
        "sigmoid": r"\bsigmoids?\b",
        "tanh": r"\btanh\b",
        "saturation": r"\bsaturat\w+",
        "nonlinear": r"\bnonlinear\b",
        "hinge": r"\bhinges?\b",
    },
    "output_layers": {
        "regression": r"\bregression\b",
        "classification": r"\bclassification\b",
        "logit": r"\blogits?\b",
        "odds": r"\bodds\b",
        "softmax": r"\bsoftmax\b",
        "one-hot": r"\bone-hot\b",
        "entropy": r"\bentropy\b",
    },
    "losses": {
        "loss": r"\bloss(es)?\b",
        "mean squared error": r"\bmean squared error\b",
        "likelihood": r"\blikelihoods?\b",
        "cross-entropy": r"\bcross-entropy\b",
        "gradient": r"\bgradients?\b",
    },
    "perceptron_and_gate": {
        "perceptron": r"\bperceptrons?\b",
        "epoch": r"\bepochs?\b",
        "learning rate": r"\blearning rates?\b",
        "decision boundary": r"\bdecision boundary\b",
        "gradient descent": r"\bgradient descent\b",
    },
    "backpropagation": {
        "backpropagation": r"\bbackpropagation\b",
        "forward pass": r"\bforward pass\b",
        "gradient check": r"\bgradient checks?\b",
    },
    "deep_networks": {
        "vanishing gradient": r"\bvanishing gradients?\b",
        "Xavier": r"\bXavier\b",
    },
    "relu_family": {
        "Leaky ReLU": r"\bLeaky ReLU\b",
        "ELU": r"\bELU\b",
        "GELU": r"\bGELU\b",
    },
    "choosing_an_activation": {
        "overfitting": r"\boverfit(s|ting)?\b",
        "mini-batch": r"\bmini-batch(es)?\b",
        "Adam": r"\bAdam\b",
        "confusion table": r"\bconfusion table\b",
    },
}
ORDER = [room(path) for path in CHAPTERS]
PAIRS = [(place, term) for place, terms in TERMS.items() for term in terms]


def said(name):
    """The words of a chapter: without code, formulas, links' targets, sources and its last line."""
    words = text(chapter_of(name)).split("## Sources")[0]
    words = re.sub(r"\]\([^)]*\)", "]", words)
    words = re.sub(r"\[[^\]]*\]", "", words)  # the title of a later chapter, as a link
    return re.sub(r"`[^`]*`|\$\$.+?\$\$|\$[^$]*\$", "", words, flags=re.S)


def test_the_places_are_in_the_order_of_the_chapters():
    assert [name for name in ORDER if name in TERMS] == list(TERMS)


@pytest.mark.parametrize(("place", "term"), PAIRS, ids=[term for _, term in PAIRS])
def test_a_term_is_used_where_it_was_introduced_or_later(place, term):
    pattern = TERMS[place][term]
    assert re.search(pattern, said(place))
    for earlier in ORDER[1 : ORDER.index(place)]:
        found = re.search(rf"[^.]*{pattern}[^.]*", said(earlier))
        assert not found, f"{earlier}: {found[0]}"

"""Finds the learning rate for a table of training data.

    import lrfind

    found = lrfind.find("train.csv", target="price", optimizer="adam")
    found.learning_rate, found.low, found.high, found.confident, found.why

    lrfind.suggest(rates, losses).learning_rate     # of a range test recorded elsewhere

The work is done by the program `lrfind`, which comes with this module; its options are keyword arguments here.
"""

from ._finding import Finding, find
from ._program import Error
from ._suggestion import Suggestion, suggest

__all__ = ["Error", "Finding", "Suggestion", "find", "suggest"]

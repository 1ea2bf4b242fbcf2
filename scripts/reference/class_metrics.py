"""Makes Tests/TrainingTests/Golden/class_metrics.json: what scikit-learn says of predictions of unequal classes.

    reference-venv/bin/python scripts/reference/class_metrics.py

Needs numpy and scikit-learn. Probabilities are rounded, so that many are equal.
"""

import json
import pathlib

import numpy
from sklearn.metrics import balanced_accuracy_score, roc_auc_score

FILE = pathlib.Path(__file__).resolve().parents[2] / "Tests/TrainingTests/Golden/class_metrics.json"


def case(name, shares, rows, digits, signal, seed):
    """Labels drawn with some shares, and the softmax of noise that knows a little of them."""
    random = numpy.random.default_rng(seed)
    labels = random.choice(len(shares), size=rows, p=shares)
    labels[: len(shares)] = range(len(shares))
    outputs = random.normal(size=(rows, len(shares)))
    outputs[range(rows), labels] += signal
    if digits is not None:
        outputs = outputs.round(digits)
    # As scipy.special.softmax: differences that are equal give equal probabilities.
    powers = numpy.exp(outputs - outputs.max(axis=1, keepdims=True))
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    if len(shares) == 2:
        auc = roc_auc_score(labels, probabilities[:, 1])
    else:
        auc = roc_auc_score(labels, probabilities, multi_class="ovr", average="macro")
    return {
        "name": name,
        "labels": labels.tolist(),
        "outputs": outputs.tolist(),
        "balanced_accuracy": balanced_accuracy_score(labels, probabilities.argmax(axis=1)),
        "auc": auc,
    }


CASES = [
    case("two classes", [0.95, 0.05], 200, None, 1, 1),
    case("two classes with ties", [0.9, 0.1], 200, 0, 1, 2),
    case("two classes, wrong more often than right", [0.9, 0.1], 60, 1, -2, 3),
    case("two classes, no row told apart", [0.8, 0.2], 30, -2, 0, 4),
    case("two classes, all told apart", [0.8, 0.2], 30, None, 40, 5),
    case("three classes", [0.7, 0.25, 0.05], 150, None, 1, 6),
    case("seven classes with ties", [0.4, 0.2, 0.2, 0.1, 0.05, 0.03, 0.02], 210, 0, 1, 7),
]

if __name__ == "__main__":
    FILE.write_text(json.dumps(CASES, separators=(",", ":")) + "\n")
    print(FILE, FILE.stat().st_size, "bytes")

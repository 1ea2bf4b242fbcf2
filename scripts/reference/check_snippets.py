#!/usr/bin/env python3
"""Runs the lines to paste that lrfind prints, and compares what they do across frameworks.

    check_snippets.py [--pytorch] [--keras] [--scikit-learn] FILE...

Each FILE (see snippets/) holds the lines for one setting. For every framework that was asked for,
by default all that can be imported, the lines are run as they are, on random data of the stated
size, and must make at least the stated number of updates, and less than an epoch more.

Then the same two updates, from the same weights and batches, are made by the PyTorch lines and by
the other framework's, which must agree to 1e-5: for every Keras setting that claims to be the
same or is known to be, and for scikit-learn where its conversions are exact.

Where a file holds the rates of a schedule, and the momentum, PyTorch's updates must be made with
them to 1e-6 of the peak, and be as many; the other frameworks' lines have no schedule.

Needs numpy, pandas, scikit-learn, torch, and keras with one of its backends.
"""

import argparse
import contextlib
import io
import os
import re
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pandas as pd

TOLERANCE = 1e-5
# The sections that hold what a schedule does at each step.
MOVEMENT = ["rates", "momentum"]


def read(path):
    """The facts of a file, and its lines by framework: (claimed fidelity, source)."""
    with open(path, encoding="utf-8") as file:
        head, *parts = re.split(r"^#: ", file.read(), flags=re.MULTILINE)[1:]
    facts = {key: int(value) for key, value in (pair.split("=") for pair in head.split())}
    sections = {}
    for part in parts:
        title, _, source = part.partition("\n")
        name, _, fidelity = title.partition(" ")
        sections[name] = (fidelity, source)
    return facts, sections


def make_table(facts, seed=0):
    """Random X_train and y_train, as wide as the prepared features should become."""
    random = np.random.default_rng(seed)
    rows, features, outputs = facts["rows"], facts["features"], facts["outputs"]
    levels = 3 if facts["categories"] else 0
    X = 3 * random.normal(size=(rows, features - levels)) + 2
    score = X @ random.normal(size=features - levels)
    y = 5 * score + random.normal(size=rows)
    if outputs > 1:
        cuts = np.quantile(score, np.linspace(0, 1, outputs + 1)[1:-1])
        y = np.array([f"class {i}" for i in np.searchsorted(cuts, score)])
    if facts["missing"]:
        X[::7, 0] = np.nan
    if levels:
        X = pd.DataFrame(X, columns=[f"x{i}" for i in range(X.shape[1])])
        X["level"] = random.choice(["a", "b", "c"], size=rows)
    return X, y


def prepare(facts, sections):
    """X and y as the preparing lines make them, checked against the stated preparation."""
    X_train, y_train = make_table(facts)
    scope = {"X_train": X_train, "y_train": y_train}
    exec(sections["preparation"][1], scope)
    X, y = scope["X"], scope["y"]
    assert X.shape == (facts["rows"], facts["features"]), X.shape
    numbers = X[:, : facts["features"] - (3 if facts["categories"] else 0)]
    assert np.isfinite(X).all() and np.allclose(numbers.mean(axis=0), 0)
    if not facts["missing"]:
        assert np.allclose(numbers.std(axis=0), 1)
    if facts["categories"]:
        assert set(np.unique(X[:, numbers.shape[1] :])) == {0, 1}
    if facts["outputs"] == 1:
        assert np.isclose(y.mean(), 0) and np.isclose(y.std(), 1)
    else:
        assert set(y) == set(range(facts["outputs"]))
    return X, y


def batches_of(X, y, size):
    """Two batches of the same size."""
    size = min(size, len(X) // 2)
    return [(X[i * size : (i + 1) * size], y[i * size : (i + 1) * size]) for i in range(2)]


def in_budget(facts, steps, per_epoch):
    return facts["steps"] <= steps < facts["steps"] + per_epoch


# PyTorch


def run_pytorch(source, X, y, facts, rates=(), momentum=()):
    import torch
    from torch.optim.optimizer import register_optimizer_step_post_hook

    steps = []
    scope = {"X": X, "y": y}

    def record(optimizer, *_):
        group = optimizer.param_groups[0]
        steps.append((group["lr"], group["betas"][0] if "betas" in group else group.get("momentum")))

    hook = register_optimizer_step_post_hook(record)
    try:
        exec(source, scope)
    finally:
        hook.remove()
    assert in_budget(facts, len(steps), len(scope["batches"])), len(steps)
    for index, expected in enumerate([rates, momentum]):
        if expected and "plateau" in scope and "scheduler" not in scope:
            steps = steps[: len(expected)]  # the rate stays, so the lines may run a whole epoch
        if expected:
            found = [step[index] for step in steps]
            assert len(found) == len(expected), (len(found), len(expected))
            difference = np.abs(np.subtract(found, expected)).max() / max(expected)
            assert difference <= 1e-6, f"the schedule is {difference:.1e} away"
    assert all(torch.isfinite(p).all() for p in scope["model"].parameters())


def pytorch_steps(source, batches):
    """Parameters before and after the updates, each layer's (in, out) weights, then biases."""
    import torch

    head, loop = source.split("for epoch in", 1)
    X, y = batches[0]
    scope = {"X": X, "y": y}
    torch.manual_seed(1)
    exec(head, scope)
    regression = isinstance(scope["loss"], torch.nn.MSELoss)
    scope["batches"] = [
        (
            torch.tensor(X).float(),
            torch.tensor(y).float()[:, None] if regression else torch.tensor(y),
        )
        for X, y in batches
    ]

    def parameters():
        return [p.detach().numpy().T.copy() for p in scope["model"].parameters()]

    before = parameters()
    exec("for epoch in" + re.sub(r"range\(\d+\)", "range(1)", loop), scope)
    return before, parameters()


# Keras


def run_keras(source, X, y, facts):
    scope = {"X": X, "y": y}
    with contextlib.redirect_stdout(io.StringIO()):  # a progress bar
        exec(source, scope)
    per_epoch = -(-len(X) // min(len(X), facts["batch"]))
    steps = int(scope["model"].optimizer.iterations)
    assert in_budget(facts, steps, per_epoch), steps
    assert all(np.isfinite(w).all() for w in scope["model"].get_weights())


def keras_head(source):
    return source[: source.index("model.fit(")]


def keras_steps(source, before, batches):
    scope = {}
    exec(keras_head(source), scope)
    model = scope["model"]
    model.build((None, before[0].shape[0]))
    model.set_weights(before)
    for X, y in batches:
        model.train_on_batch(X.astype("float32"), y)
    return model.get_weights()


def check_keras_start(source, before):
    """Initial weights fill the range that PyTorch's have, and are not all alike."""
    draws = [[] for _ in before]
    for _ in range(5):
        scope = {}
        exec(keras_head(source), scope)
        scope["model"].build((None, before[0].shape[0]))
        for kept, weights in zip(draws, scope["model"].get_weights()):
            kept.append(weights.ravel())
    for index, kept in enumerate(draws):
        bound = before[index - index % 2].shape[0] ** -0.5
        values = np.concatenate(kept)
        assert values.min() >= -bound and values.max() <= bound
        spread = values.std() / (bound / 3**0.5)
        assert abs(spread - 1) < 6 / len(values) ** 0.5, (index, spread)


# scikit-learn


def run_scikit_learn(source, X, y, facts):
    scope = {"X": X, "y": y}
    exec(source, scope)
    model = scope["model"]
    assert model.n_iter_ == model.max_iter
    per_epoch = -(-len(X) // model.batch_size)
    assert in_budget(facts, model.n_iter_ * per_epoch, per_epoch), model.n_iter_
    assert all(np.isfinite(w).all() for w in model.coefs_)


def scikit_learn_steps(source, before, batches, outputs):
    """Updates of the estimator, from PyTorch's weights; two softmax outputs are subtracted."""
    scope = {"X": batches[0][0], "y": batches[0][1]}
    exec(source[: source.index("model.fit(")], scope)
    model = scope["model"]
    size = len(batches[0][0])
    alpha = model.alpha * size / model.batch_size  # what the full batch's would have been
    model.set_params(batch_size=size, shuffle=False, alpha=alpha)
    arguments = {"classes": list(range(outputs))} if outputs > 1 else {}
    model.partial_fit(*batches[0], **arguments)
    starts = [differences(p, outputs, i, len(before)) for i, p in enumerate(before)]
    for own, start in zip(model.coefs_ + model.intercepts_, starts[::2] + starts[1::2]):
        own[...] = start
    optimizer = model._optimizer
    for state in ["velocities", "ms", "vs"]:
        for array in getattr(optimizer, state, []):
            array[...] = 0
    optimizer.t = 0
    for X, y in batches:
        model.partial_fit(X, y)
    pairs = zip(model.coefs_, model.intercepts_)
    return [array for pair in pairs for array in pair]


def differences(array, outputs, index, count):
    if outputs == 2 and index >= count - 2:
        return array[..., 1:] - array[..., :1]
    return array


def scikit_learn_is_comparable(source, facts, sections):
    """Whether its conversion is exact."""
    if "rates" in sections:
        return False
    is_binary_network = facts["outputs"] == 2 and "hidden_layer_sizes=()" not in source
    return not is_binary_network and "dampening" not in source


# All


def distance(found, expected):
    return max(float(np.abs(a - b).max()) for a, b in zip(found, expected))


def check(path, frameworks):
    facts, sections = read(path)
    X, y = prepare(facts, sections)
    python = [source for name, (_, source) in sections.items() if name not in MOVEMENT]
    wide = max(len(line) for source in python for line in source.split("\n"))
    assert wide <= 80, f"a line of {wide} columns"
    batches = batches_of(X, y, facts["batch"])
    report = []
    before, after = pytorch_steps(sections["PyTorch"][1], batches)
    moved = distance(before, after)
    assert moved > 1e-6, "PyTorch's lines change nothing"

    if "PyTorch" in frameworks:
        moves = [
            [float(value) for value in sections.get(name, ("", ""))[1].split()]
            for name in MOVEMENT
        ]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            run_pytorch(sections["PyTorch"][1], X, y, facts, *moves)
        report.append("PyTorch runs" + (" the schedule" if moves[0] else ""))
    if "Keras" in frameworks:
        fidelity, source = sections["Keras"]
        run_keras(source, X, y, facts)
        check_keras_start(source, before)
        difference = distance(keras_steps(source, before, batches), after)
        report.append(f"Keras {fidelity} {difference:.1e}")
        if "rates" in sections:
            assert fidelity == "approximate", report[-1]
        elif fidelity == "same" or facts["exact"]:
            assert difference <= TOLERANCE, report[-1]
        else:
            assert difference > TOLERANCE, "claims less than it does: " + report[-1]
    if "scikit-learn" in frameworks:
        fidelity, source = sections["scikit-learn"]
        if fidelity == "none":
            assert all(line.startswith("#") for line in source.splitlines())
            report.append("scikit-learn none")
        else:
            run_scikit_learn(source, X, y, facts)
            report.append("scikit-learn runs")
            if scikit_learn_is_comparable(source, facts, sections):
                count = len(after)
                decays = "spares the biases" in source
                if decays:  # the weights agree until the biases differ: for one update
                    batches = batches[:1]
                    _, after = pytorch_steps(sections["PyTorch"][1], batches)
                expected = [differences(p, facts["outputs"], i, count) for i, p in enumerate(after)]
                found = scikit_learn_steps(source, before, batches, facts["outputs"])
                difference = distance(found[:: 2 if decays else 1], expected[:: 2 if decays else 1])
                report[-1] = f"scikit-learn same update {difference:.1e}"
                assert difference <= TOLERANCE, report[-1]
    return f"moved {moved:.1e}; " + "; ".join(report)


def available(name):
    import importlib.util

    module = {"PyTorch": "torch", "Keras": "keras", "scikit-learn": "sklearn"}[name]
    return importlib.util.find_spec(module) is not None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    names = ["PyTorch", "Keras", "scikit-learn"]
    for name in names:
        parser.add_argument("--" + name.lower(), action="append_const", const=name, dest="only")
    arguments = parser.parse_args()
    frameworks = arguments.only or [name for name in names if available(name)]
    for name in set(names) - set(frameworks):
        print(f"not checked: {name}")
    warnings.filterwarnings("ignore", message="Stochastic Optimizer: Maximum iterations")
    failures = 0
    for path in arguments.files:
        name = os.path.basename(path).removesuffix(".txt")
        try:
            print(f"ok    {name}: {check(path, frameworks)}", flush=True)
        except Exception as error:
            failures += 1
            print(f"WRONG {name}: {type(error).__name__}: {error}", flush=True)
    print(f"{len(arguments.files)} settings, {failures} wrong")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Runs the lines to paste of many settings, and compares what they do across frameworks.

    check_snippets.py [--pytorch] [--keras] [--scikit-learn] FILE...

Each FILE (see snippets/) holds the lines for one setting. For every framework that was asked for,
by default all that can be imported, the lines are run as they are, on random data of the stated
size, and must make the stated number of updates, or where a framework trains whole epochs at least
that, and less than an epoch more. They must print a validation score. What reads and prepares a table
before them is checked by check_programs.py, with whole programs.

Then the same two updates, from the same weights and batches, are made by the PyTorch lines and by
the other framework's, which must agree to 1e-5: for every Keras setting that claims to be the
same or is known to be, and for scikit-learn where its conversions are exact.

Where a file holds the rates of a schedule, and the momentum, PyTorch's updates must be made with
them to 1e-6 of the peak, and be as many; the other frameworks' lines have no schedule.

Needs numpy, scikit-learn, torch, and keras with one of its backends.
"""

import argparse
import contextlib
import io
import os
import re
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

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


def make_data(facts, seed=0):
    """Random X and y, prepared as the programs prepare them."""
    random = np.random.default_rng(seed)
    rows, features, outputs = facts["rows"], facts["features"], facts["outputs"]
    X = random.normal(size=(rows, features))
    score = X @ random.normal(size=features)
    if outputs > 1:
        return X, np.searchsorted(np.quantile(score, np.linspace(0, 1, outputs + 1)[1:-1]), score)
    y = 5 * score + random.normal(size=rows)
    return X, (y - y.mean()) / y.std()


def scope_of(X, y, facts):
    """What stands before the lines of a framework."""
    return {
        "X_train": X, "y_train": y, "X_val": X[:40], "y_val": y[:40], "seed": 1,
        "classes": facts["outputs"], "np": np,
    }


def run_lines(source, scope):
    """Runs lines, which must print a score at their end where they come to it."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(source, scope)
    if "print(" in source:
        assert re.search(r"validation loss [0-9.e+-]+, (accuracy|R²) [0-9.e+-]+\n$", output.getvalue())


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
    scope = scope_of(X, y, facts)

    def record(optimizer, *_):
        group = optimizer.param_groups[0]
        steps.append((group["lr"], group["betas"][0] if "betas" in group else group.get("momentum")))

    hook = register_optimizer_step_post_hook(record)
    try:
        run_lines(source, scope)
    finally:
        hook.remove()
    assert len(steps) == facts["steps"], len(steps)
    for index, expected in enumerate([rates, momentum]):
        if expected:
            found = [step[index] for step in steps]
            if "plateau" in scope:  # from here on the rate follows the losses
                found, expected = found[:12], expected[:12]
            assert len(found) == len(expected), (len(found), len(expected))
            difference = np.abs(np.subtract(found, expected)).max() / max(expected)
            assert difference <= 1e-6, f"the schedule is {difference:.1e} away"
    assert all(torch.isfinite(p).all() for p in scope["model"].parameters())


def pytorch_steps(source, batches, facts):
    """Parameters before and after the updates, each layer's (in, out) weights, then biases."""
    import torch

    head, loop = source.split("step, steps = 0, ", 1)
    scope = scope_of(*batches[0], facts)
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
    loop = re.sub(r"^\d+", str(len(batches)), loop.split("\n\nwith torch.no_grad()")[0])
    exec("step, steps = 0, " + loop, scope)
    return before, parameters()


# Keras


def run_keras(source, X, y, facts):
    scope = scope_of(X, y, facts)
    run_lines(source, scope)
    per_epoch = -(-len(X) // min(len(X), facts["batch"]))
    steps = int(scope["model"].optimizer.iterations)
    assert in_budget(facts, steps, per_epoch), steps
    assert all(np.isfinite(w).all() for w in scope["model"].get_weights())


def keras_head(source):
    return source[: source.index("model.fit(")]


def keras_steps(source, before, batches, facts):
    scope = scope_of(*batches[0], facts)
    exec(keras_head(source), scope)
    model = scope["model"]
    model.build((None, before[0].shape[0]))
    model.set_weights(before)
    for X, y in batches:
        model.train_on_batch(X.astype("float32"), y)
    return model.get_weights()


def check_keras_start(source, before, facts, batches):
    """Initial weights fill the range that PyTorch's have, and are not all alike."""
    draws = [[] for _ in before]
    for seed in range(5):
        scope = {**scope_of(*batches[0], facts), "seed": seed}
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
    scope = scope_of(X, y, facts)
    run_lines(source, scope)
    model = scope["model"]
    assert model.n_iter_ == model.max_iter
    per_epoch = -(-len(X) // model.batch_size)
    assert in_budget(facts, model.n_iter_ * per_epoch, per_epoch), model.n_iter_
    assert all(np.isfinite(w).all() for w in model.coefs_)


def scikit_learn_steps(source, before, batches, facts):
    """Updates of the estimator, from PyTorch's weights; two softmax outputs are subtracted."""
    outputs = facts["outputs"]
    scope = scope_of(*batches[0], facts)
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
    X, y = make_data(facts)
    python = [source for name, (_, source) in sections.items() if name not in MOVEMENT]
    wide = max(len(line) for source in python for line in source.split("\n"))
    assert wide <= 80, f"a line of {wide} columns"
    batches = batches_of(X, y, facts["batch"])
    report = []
    before, after = pytorch_steps(sections["PyTorch"][1], batches, facts)
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
        check_keras_start(source, before, facts, batches)
        difference = distance(keras_steps(source, before, batches, facts), after)
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
                    _, after = pytorch_steps(sections["PyTorch"][1], batches, facts)
                expected = [differences(p, facts["outputs"], i, count) for i, p in enumerate(after)]
                found = scikit_learn_steps(source, before, batches, facts)
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

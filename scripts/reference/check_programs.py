#!/usr/bin/env python3
"""Runs the programs that `lrfind --paste` writes, and compares their scores with `lrfind train`.

    check_programs.py [--program PROGRAM] [--seeds 5] [--pytorch] [--keras] [--scikit-learn] [TABLE...]

For every data set in datasets/ and every table of awkward_tables.py (or those named), a program for
each framework is written by `lrfind TABLE --paste FRAMEWORK --paste-to FILE` and run as it is, but for
its seed, with several seeds; `lrfind train` trains with the same seeds, rate and number of steps. A seed
decides on the split, the weights and the batches in both. As the generators differ, so do the splits:
the mean validation losses must agree within 3 standard errors of their difference, or a tenth.
scikit-learn's initial weights and its one output for two classes cannot be set, so there its losses may
also differ by a half. Both must see as many rows, and as many features but for levels that a split misses.

Needs pandas, scikit-learn, torch, and keras. Uses Keras with torch unless KERAS_BACKEND says otherwise.
"""

import argparse
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import awkward_tables

ROOT = Path(__file__).resolve().parents[2]
FRAMEWORKS = {"pytorch": "pytorch", "scikit-learn": "sklearn", "keras": "keras"}
SETTINGS = [  # each for one table, besides the defaults for all
    ("penguins", ["--optimizer", "adam", "--schedule", "onecycle"]),
    ("breast_cancer", ["--optimizer", "nesterov", "--weight-decay", "0.01"]),
    ("diabetes", ["--model", "logistic", "--schedule", "plateau:patience=3"]),
    ("wine", ["--model", "logistic", "--schedule", "cosine:warmup=10%", "--batch-size", "16"]),
    ("iris", ["--optimizer", "rmsprop", "--hidden", "16,8", "--activation", "tanh", "--clip-norm", "1"]),
]


class Table:
    def __init__(self, name, data, options, others, settings=()):
        self.name = " ".join([name, *settings])
        self.settings = list(settings)
        self.options = [*options, *settings]
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name)
        (self.path / "table.csv").write_bytes(data)
        for other, text in others.items():
            (self.path / other).write_text(text, encoding="utf-8")


def run(table, *command):
    environment = {**os.environ, "KERAS_BACKEND": os.environ.get("KERAS_BACKEND", "torch")}
    return subprocess.run(command, cwd=table.path, capture_output=True, text=True, env=environment)


def lrfind(program, table, *arguments):
    done = run(table, program, *arguments)
    if done.returncode not in (0, 3):
        raise RuntimeError(done.stderr.strip())
    return done.stdout


def written(program, table, framework):
    """The program to paste."""
    lrfind(program, table, "table.csv", *table.options, "--effort", "quick", "--quiet",
           "--paste", framework, "--paste-to", "program.py")
    return (table.path / "program.py").read_text(encoding="utf-8")


def scores(table, source, seeds):
    """The loss and the metric that the program prints, and the shapes of its data, seed by seed."""
    found, shapes = [], []
    for seed in range(seeds):
        seeded, count = re.subn(r"^seed = 0$", f"seed = {seed}", source, flags=re.MULTILINE)
        assert count == 1, "the seed is not said once"
        seeded += "print(X_train.shape[1], len(X_train) + len(X_val))\n"
        (table.path / "seeded.py").write_text(seeded, encoding="utf-8")
        done = run(table, sys.executable, "seeded.py")
        printed = re.search(
            r"validation loss (\S+), (?:accuracy|R²) (\S+)\n(\d+) (\d+)\n$", done.stdout)
        if done.returncode != 0 or not printed:
            raise RuntimeError((done.stderr.strip().splitlines() or ["it printed no score"])[-1])
        found.append([float(printed[1]), float(printed[2])])
        shapes.append((int(printed[3]), int(printed[4])))
    return np.array(found), shapes[0]


def trained(program, table, options, rate, steps, seeds):
    found = []
    for seed in range(seeds):
        document = json.loads(lrfind(
            program, table, "train", "table.csv", *options, "--lr", rate, "--steps", steps,
            "--seed", str(seed), "--json"))
        result = document["runs"][0]
        found.append([result["validation_loss"], result["metric"]])
        if seed == 0:
            data = document["data"]
            shape = data["features"], data["training_rows"] + data["validation_rows"]
    return np.array(found), shape


def without_schedule(options):
    place = options.index("--schedule") if "--schedule" in options else len(options)
    return options[:place] + options[place + 2:]


def check(program, table, framework, seeds):
    steps = re.search(r"steps = 0, (\d+)", written(program, table, "pytorch"))[1]
    source = written(program, table, FRAMEWORKS[framework])
    if "pd.read_csv" not in source:
        assert all(not line or line.startswith("#") for line in source.splitlines())
        return "no equivalent"
    rates = re.findall(r"^learning_rate = (\S+)$", source, flags=re.MULTILINE)
    assert len(rates) == 1, "the rate is not said once"
    options = table.options if framework == "pytorch" else without_schedule(table.options)
    theirs, shape = scores(table, source, seeds)
    ours, own_shape = trained(program, table, options, rates[0], steps, seeds)
    assert shape[1] == own_shape[1], f"{shape[1]} rows, not {own_shape[1]}"
    assert abs(shape[0] - own_shape[0]) <= 2, f"{shape[0]} features, not {own_shape[0]}"
    difference = abs(ours[:, 0].mean() - theirs[:, 0].mean())
    error = math.sqrt((ours[:, 0].var(ddof=1) + theirs[:, 0].var(ddof=1)) / seeds)
    share = difference / ours[:, 0].mean()
    report = (f"loss {theirs[:, 0].mean():.3g}, lrfind {ours[:, 0].mean():.3g} ({difference / error:.1f} "
              f"standard errors); metric {theirs[:, 1].mean():.3g}, lrfind {ours[:, 1].mean():.3g}")
    limit = 0.5 if framework == "scikit-learn" else 0.1
    assert difference <= 3 * error or share <= limit, report
    return report


def tables(names):
    shipped = {path.stem: path.read_bytes() for path in sorted((ROOT / "datasets").glob("*.csv"))}
    for name, data in shipped.items():
        if not names or name in names:
            yield Table(name, data, [], {})
    for name, settings in SETTINGS:
        if not names or name in names:
            yield Table(name, shipped[name], [], {}, settings)
    for name, data, options, others in awkward_tables.tables():
        if not names or name in names:
            yield Table(name, data, options, others)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    parser.add_argument("--program", default=str(ROOT / ".build/release/lrfind"))
    parser.add_argument("--seeds", type=int, default=5)
    for name in FRAMEWORKS:
        parser.add_argument("--" + name, action="append_const", const=name, dest="only")
    arguments = parser.parse_args()
    checks = failures = 0
    for table in tables(arguments.tables):
        for framework in arguments.only or FRAMEWORKS:
            checks += 1
            try:
                report = check(arguments.program, table, framework, arguments.seeds)
                print(f"ok    {table.name}, {framework}: {report}", flush=True)
            except Exception as error:
                if " cannot clip " in str(error) or " has no " in str(error):
                    checks -= 1
                    print(f"none  {table.name}, {framework}: {error}", flush=True)
                    continue
                failures += 1
                print(f"WRONG {table.name}, {framework}: {type(error).__name__}: {error}", flush=True)
    print(f"{checks} programs, {failures} wrong")
    sys.exit(1 if failures or not checks else 0)


if __name__ == "__main__":
    main()

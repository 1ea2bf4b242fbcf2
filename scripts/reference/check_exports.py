#!/usr/bin/env python3
"""Opens what `lrfind export` writes in the real programs and compares every trial and value with the result files.

    pip install optuna tensorboard hiplot
    scripts/reference/check_exports.py FOLDER      FOLDER is that of a finished sweep

The program is LRFIND, or the one that was built here. Single precision is what TensorBoard's scalars have.
"""

import csv
import math
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("LRFIND", PROJECT / ".build/release/lrfind")


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [row for row in csv.DictReader(file) if row["in_plan"] == "true"]


def number(text):
    return float(text) if text else None


def single(value):
    return struct.unpack("f", struct.pack("f", value))[0]


def check(condition, message):
    if not condition:
        sys.exit(f"not equal: {message}")


def optuna_study(path, trials, curves, axes):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    storage = f"sqlite:///{path}"
    (name,) = optuna.get_all_study_names(storage)
    study = optuna.load_study(study_name=name, storage=storage)
    check(len(study.trials) == len(trials), "count of trials")
    values = 0
    for theirs, ours in zip(study.trials, trials):
        check(theirs.user_attrs["trial"] == ours["trial"], "ids")
        check(theirs.user_attrs["seed"] == int(ours["seed"]), "seeds")
        if ours["status"] == "ok":
            check(theirs.state.name == "COMPLETE" and theirs.value == number(ours["validation_loss"]), ours["trial"])
        else:
            check(theirs.state.name == "FAIL", ours["trial"])
        for axis in axes:
            value = theirs.params[axis]
            expected = value if isinstance(value, str) else number(ours[axis])
            check(value == (ours[axis] if isinstance(value, str) else expected), f"{axis} of {ours['trial']}")
            values += 1
        for point in curves[ours["trial"]]:
            value = theirs.intermediate_values[int(point["step"])]
            expected = number(point["validation_loss"])
            check(math.isnan(value) if expected is None else value == expected, f"curve of {ours['trial']}")
            values += 1
    if any(trial["status"] == "ok" for trial in trials):
        best = min((t for t in trials if t["status"] == "ok"), key=lambda t: number(t["validation_loss"]))
        check(study.best_value == number(best["validation_loss"]), "the best")
    # It can be gone on with: what is asked for has the same distributions.
    optuna.importance.get_param_importances(study) if len(study.get_trials(states=[optuna.trial.TrialState.COMPLETE])) > 4 else None
    return values


def tensorboard_runs(folder, trials, curves, axes):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    from tensorboard.plugins.hparams import plugin_data_pb2

    values = 0
    for ours in trials:
        events = EventAccumulator(f"{folder}/{ours['trial']}", size_guidance={"scalars": 0})
        events.Reload()
        for name, column in [("validation_loss", "validation_loss"), ("train_loss", "train_loss"),
                             ("learning_rate", "learning_rate")]:
            expected = [(int(p["step"]), single(number(p[column]))) for p in curves[ours["trial"]] if p[column]]
            got = [(e.step, e.value) for e in events.Scalars(name)] if name in events.Tags()["scalars"] else []
            check(got == expected, f"{name} of {ours['trial']}")
            values += len(got)
        content = events.summary_metadata["_hparams_/session_start_info"].plugin_data.content
        start = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info
        for axis in axes:
            value = start.hparams[axis]
            got = value.number_value if value.HasField("number_value") else value.string_value
            check(got == (number(ours[axis]) if isinstance(got, float) else ours[axis]), f"{axis} of {ours['trial']}")
            values += 1
        content = events.summary_metadata["_hparams_/session_end_info"].plugin_data.content
        end = plugin_data_pb2.HParamsPluginData.FromString(content).session_end_info
        check(end.status == (1 if ours["status"] == "ok" else 2), "status")
    return values


def hiplot_table(path, trials, axes):
    import hiplot

    points = hiplot.Experiment.from_csv(str(path)).datapoints
    check(len(points) == len(trials), "count of trials")
    values = 0
    for theirs, ours in zip(points, trials):
        check(theirs.uid == ours["trial"], "ids")
        for column in axes + ["seed", "steps", "status", "validation_loss", "train_loss", "metric"]:
            got, expected = theirs.values.get(column), ours[column]
            same = str(got or "") == expected or (expected and float(got) == float(expected))
            check(same, f"{column} of {ours['trial']}: {got!r}, {expected!r}")
            values += 1
    return values


def main():
    folder = pathlib.Path(sys.argv[1])
    trials = rows(folder / "trials.csv")
    curves = {trial["trial"]: [] for trial in trials}
    for point in rows(folder / "curves.csv"):
        curves[point["trial"]].append(point)
    names = list(trials[0])
    axes = names[1:names.index("seed")]
    with tempfile.TemporaryDirectory() as temporary:
        def export(form, name):
            path = f"{temporary}/{name}"
            subprocess.run([PROGRAM, "export", folder, "--to", form, "--out", path, "-q"], check=True)
            return path
        print(f"optuna: {len(trials)} trials, {optuna_study(export('optuna', 'o.db'), trials, curves, axes):,} values equal")
        count = tensorboard_runs(export("tensorboard", "tb"), trials, curves, axes)
        print(f"tensorboard: {len(trials)} trials, {count:,} values equal")
        try:
            print(f"hiplot: {len(trials)} trials, {hiplot_table(export('hiplot', 'h.csv'), trials, axes):,} values equal")
        except ImportError as problem:
            print(f"hiplot: not compared ({problem})")


main()

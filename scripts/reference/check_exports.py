#!/usr/bin/env python3
"""Opens what `lrfind export` writes in the real programs and compares every trial and value with the result files.

    pip install optuna tensorboard hiplot mlflow
    scripts/reference/check_exports.py FOLDER [MEASURE]      FOLDER is that of a finished sweep; MEASURE is what a
                                                             command calls its figure

The program is LRFIND, or the one that was built here. Single precision is what TensorBoard's scalars have. A viewer that is not
installed is named and left out, so that each may have an environment of its own. MLflow's server is asked too.
"""

import csv
import math
import os
import pathlib
import signal
import struct
import subprocess
import sys
import tempfile

PROJECT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.environ.get("LRFIND", PROJECT / ".build/release/lrfind")


def rows(path):
    csv.field_size_limit(1 << 30)
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [{name: plain(text) for name, text in row.items()} for row in csv.DictReader(file) if row["in_plan"] == "true"]


def plain(text):
    """The text without the apostrophe by which a spreadsheet does not run it."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


MEASURE = sys.argv[2] if len(sys.argv) > 2 else "validation_loss"


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
            is_short = int(ours["steps"]) < int(ours["horizon"])
            check(theirs.state.name == ("PRUNED" if is_short else "COMPLETE") and theirs.value == number(ours["validation_loss"]), ours["trial"])
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
    # What was stopped early is never the best.
    whole = [t for t in trials if t["status"] == "ok" and t["steps"] == t["horizon"]]
    if whole:
        check(study.best_value == min(number(t["validation_loss"]) for t in whole), "the best")
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
        for name, column in [(MEASURE, "validation_loss"), ("train_loss", "train_loss"),
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
        for column, name in [(name, name) for name in axes + ["seed", "steps", "status", "train_loss", "metric"]] + [
                ("validation_loss", MEASURE)]:
            got, expected = theirs.values.get(name), ours[column]
            got = plain(got) if isinstance(got, str) else got
            same = str(got or "") == expected or (expected and float(got) == float(expected))
            check(same, f"{column} of {ours['trial']}: {got!r}, {expected!r}")
            values += 1
    return values


def mlflow_runs(path, trials, curves, axes):
    import mlflow

    client = mlflow.MlflowClient(tracking_uri=f"sqlite:///{path}")
    (experiment,) = [e for e in client.search_experiments() if e.name != "Default"]
    runs = {run.info.run_id: run for run in every_run(client, experiment.experiment_id)}
    check(len(runs) == len(trials), "count of trials")
    values = 0
    for ours in trials:
        run = runs[ours["trial"]]
        diverged = ours["status"] != "ok"
        check(run.info.status == ("FAILED" if diverged else "FINISHED"), f"status of {ours['trial']}")
        check(run.info.run_name == ours["trial"] and run.data.tags["status"] == ours["status"], "name and tags")
        for name in axes + ["seed", "fold", "steps", "horizon"]:
            got = run.data.params[name]
            check(got == ours[name] or float(got) == float(ours[name]), f"{name} of {ours['trial']}: {got!r}")
            values += 1
        for key, column in [(MEASURE, "validation_loss"), ("untrained_loss", "untrained_loss"),
                            ("final_train_loss", "train_loss"), ("metric", "metric"), ("auc", "auc"),
                            ("balanced_accuracy", "balanced_accuracy")]:
            got, expected = run.data.metrics.get(key), number(ours[column])
            if key == MEASURE and diverged:
                check(math.isnan(got), f"the loss of {ours['trial']}, which diverged")
            else:
                check(got == expected, f"{key} of {ours['trial']}: {got!r}, {expected!r}")
            values += 1
        for key, column in [(MEASURE, "validation_loss"), ("train_loss", "train_loss"), ("learning_rate", "learning_rate")]:
            got = [(m.step, m.value) for m in client.get_metric_history(ours["trial"], key)]
            expected = [(int(p["step"]), number(p[column])) for p in curves[ours["trial"]] if p[column] or key == MEASURE]
            if key == MEASURE:
                if diverged and (int(ours["steps"]), None) not in expected:
                    expected.append((int(ours["steps"]), None))
                got = [(step, None if math.isnan(value) else value) for step, value in got]
            check(sorted(got, key=str) == sorted(expected, key=str), f"{key} of {ours['trial']}: {got}, {expected}")
            values += len(got)
    ask_server(path, experiment.experiment_id, runs)
    return values


def every_run(client, experiment, **order):
    runs, token = [], None
    while True:
        page = client.search_runs([experiment], max_results=1000, page_token=token, **order)
        runs += page
        token = page.token
        if not token:
            return runs


def ask_server(path, experiment, runs):
    """The server that shows the runs says of them what the file does, and has the best first."""
    import mlflow
    import socket
    import time

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", f"sqlite:///{path}", "--port", str(port),
         "--workers", "1"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=pathlib.Path(path).parent,
        start_new_session=True)
    try:
        for _ in range(120):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.5)
        client = mlflow.MlflowClient(tracking_uri=f"http://127.0.0.1:{port}")
        asked = every_run(client, experiment, order_by=[f"metrics.`{MEASURE}` ASC"])
        check(len(asked) == len(runs), "count of runs that the server tells")
        for run in asked:
            check(run.data.params == runs[run.info.run_id].data.params, "params that the server tells")
        losses = [run.data.metrics[MEASURE] for run in asked]
        good = [loss for loss in losses if not math.isnan(loss)]
        check(good == sorted(good) and losses[:len(good)] == good, "order of the runs that the server tells")
        check(client.list_artifacts(asked[0].info.run_id) == [], "artifacts of a run")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


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
        for form, name, opened in [
            ("optuna", "o.db", optuna_study), ("tensorboard", "tb", tensorboard_runs),
            ("hiplot", "h.csv", lambda path, trials, curves, axes: hiplot_table(path, trials, axes)),
            ("mlflow", "m.db", mlflow_runs),
        ]:
            path = export(form, name)
            try:
                print(f"{form}: {len(trials)} trials, {opened(path, trials, curves, axes):,} values equal")
            except ImportError as problem:
                print(f"{form}: not compared ({problem})")


main()

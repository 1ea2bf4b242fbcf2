#!/usr/bin/env python3
"""Compares what lrfind makes of tables with what pandas reads by default: target, task, rows, classes, features, drops.

    scripts/reading/compare_with_pandas.py FOLDER [LRFIND]

FOLDER holds CSVs (also .tsv, .txt, .data), which are only read; LRFIND is the program, by default .build/release/lrfind.
Needs pandas. Every difference is a line below the table's name; what either side says of it follows, so that it can be judged.
It ends with 1 when lrfind crashed or hung on a table, else with 0: a difference is no error, pandas guesses too.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas

ENDINGS = {".csv", ".tsv", ".txt", ".data"}
FEW_INTEGERS = 20  # as lrfind takes integers for classes
ROWS_OF_AN_INTEGER = 3


def read_lrfind(program, path, folder):
    """The `data` of lrfind's JSON, or the message with which it refuses the table."""
    command = [program, "train", str(path), "--lr", "1e-3", "--steps", "1", "--json", "--force"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if run.returncode == 0:
        return json.loads(run.stdout)["data"]
    if run.returncode < 0 or run.returncode > 75:
        raise RuntimeError(f"ended with {run.returncode}: {run.stderr.strip()}")
    return run.stderr.strip().replace(str(path), path.name)


def read_pandas(path):
    try:
        frame = pandas.read_csv(path, sep="\t" if path.suffix == ".tsv" else ",", low_memory=False)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return frame


def task_of(target):
    """The task by lrfind's rule, on what pandas read."""
    if not pandas.api.types.is_numeric_dtype(target) or pandas.api.types.is_bool_dtype(target):
        return "classification"
    values = target.dropna()
    distinct = values.unique()
    if not all(float(value).is_integer() for value in distinct):
        return "regression"
    if len(distinct) == 2 or (len(distinct) <= FEW_INTEGERS and len(values) >= ROWS_OF_AN_INTEGER * len(distinct)):
        return "classification"
    return "regression"


def class_name(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def features_of(frame, target, dropped):
    """How many features the columns that lrfind keeps would be: one a number, one a level."""
    count = 0
    used = frame[frame[target].notna()]
    for name in frame.columns:
        if name == target or name in dropped:
            continue
        column = used[name]
        if pandas.api.types.is_numeric_dtype(column) and not pandas.api.types.is_bool_dtype(column):
            count += 1
        else:
            count += column.nunique() + int(column.isna().any())
    return count


def differences(data, frame):
    target = str(frame.columns[-1])
    if data["rows"] != len(frame):
        yield f"rows: {data['rows']}, pandas {len(frame)}"
    if data["target"] != target:
        yield f"target: '{data['target']}', pandas '{target}'"
        if data["target"] not in frame.columns:
            return
        target = data["target"]
    if data["task"] != task_of(frame[target]):
        yield f"task: {data['task']}, pandas {task_of(frame[target])} ({frame[target].dtype})"
    missing = int(frame[target].isna().sum())
    if data["rows_without_target"] != missing:
        yield f"rows without a target: {data['rows_without_target']}, pandas {missing}"
    if data["task"] == "classification":
        theirs = {class_name(value) for value in frame[target].dropna().unique()}
        ours = set(data["classes"])
        if ours != theirs:
            yield f"classes: {sorted(ours)[:8]} ({len(ours)}), pandas {sorted(theirs)[:8]} ({len(theirs)})"
    dropped = {entry["column"] for entry in data["dropped"]}
    unnamed = {name for name in frame.columns if str(name).startswith("Unnamed:")}
    dropped |= {name for name in unnamed if any(entry.startswith("column_") for entry in dropped)}
    expected = features_of(frame, target, dropped)
    if data["features"] != expected:
        yield f"features: {data['features']}, pandas {expected}"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    project = Path(__file__).resolve().parents[2]
    program = Path(sys.argv[2] if len(sys.argv) == 3 else project / ".build/release/lrfind").resolve()
    paths = sorted(path for path in Path(sys.argv[1]).resolve().iterdir() if path.suffix in ENDINGS)
    same = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            try:
                data = read_lrfind(program, path, folder)
            except Exception as error:
                print(f"{path.name}\n  FAILED {error}")
                failed += 1
                continue
            frame = read_pandas(path)
            if isinstance(data, str) or isinstance(frame, str):
                print(path.name)
                print(f"  lrfind: {data if isinstance(data, str) else str(data['rows']) + ' rows'}")
                print(f"  pandas: {frame if isinstance(frame, str) else str(len(frame)) + ' rows'}")
                continue
            found = list(differences(data, frame))
            drops = [f"{entry['column']}: {entry['reason']}" for entry in data["dropped"]]
            same += not found
            print(f"{path.name}  {data['rows']} rows, {data['features']} features, {data['task']} of '{data['target']}'"
                  + ("" if found else ", as pandas"))
            for line in [f"  {line}" for line in found] + [f"  drops {line}" for line in drops] \
                    + [f"  says {line}" for line in data["notes"]]:
                print(line[:220])
    print(f"{len(paths)} tables, {same} as pandas reads them, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

"""`lrfind find`."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Optional, Sequence, Union

from . import _program, _tables


@dataclass(frozen=True)
class Finding:
    """The recommended learning rate, and what speaks for and against it.

    Attributes:
        learning_rate: The rate to train with.
        low: The lower end of the range whose rates are about as good.
        high: Its upper end.
        confident: Whether the answer is more than the best estimate.
        why: What it rests on, in one sentence.
        doubts: The reasons to distrust it, and what to do; none when it is confident.
        curves: The columns of all curves, None where a cell is empty: `pandas.DataFrame(found.curves)`.
        details: All fields of the program's JSON.
        others: The settings that rank behind this one, best first, where several optimizers, schedules or batch sizes
            were given.
    """

    learning_rate: float
    low: float
    high: float
    confident: bool
    why: str
    doubts: tuple[str, ...]
    curves: dict[str, _tables.Column] = field(repr=False)
    details: dict[str, Any] = field(repr=False)
    others: tuple[Finding, ...] = field(default=(), repr=False)


def find(
    data: _tables.Table,
    *,
    target: Optional[Union[str, int]] = None,
    optimizer: Optional[Union[str, Sequence[str]]] = None,
    **options: Any,
) -> Finding:
    """Finds the learning rate for a table of training data.

    Args:
        data: A CSV's path, or a frame of pandas or polars (anything with `to_csv` or `write_csv`).
        target: The column to predict, by name or number; else the last.
        optimizer: `sgd`, `momentum`, `adam` and so on, with parameters as in `adam:beta2=0.99`; else `sgd`.
        **options: The options of `lrfind find`, with `_` for `-`: `batch_size=64`, `hidden=[64, 64]`, `curvature=True`,
            `drop=["id", "date"]`, `validation=frame`. Numbers in a list are joined, as in `--hidden 64,64`; other
            values of a list are given one by one.

    Returns:
        The answer, confident or not.

    Raises:
        Error: When there is none; the text says why.
    """
    options = {"target": target, "optimizer": optimizer, **options}
    with tempfile.TemporaryDirectory(prefix="lrfind-") as folder:
        names: dict[str, str] = {}

        def path(table: Any, name: str) -> str:
            if not _tables.is_frame(table):
                return os.fsdecode(table)
            file = Path(folder, f"{name}.csv")
            _tables.write(table, file)
            names[str(file)] = f"the {name} frame"
            return str(file)

        if _tables.is_frame(data):
            # Known of what a frame writes, so nothing to infer.
            options.setdefault("delimiter", ",")
            options.setdefault("header", True)
        if _tables.is_frame(options.get("validation")):
            options["validation"] = path(options["validation"], "validation")
        curves = options.setdefault("out", Path(folder, "curves.csv"))
        answer = _program.run("find", options, path(data, "data"), names=names)
        columns = _tables.read_curves(Path(curves))
    best, *others = [_finding(each, columns) for each in (answer if isinstance(answer, list) else [answer])]
    return replace(best, others=tuple(others))


def _finding(details: dict[str, Any], curves: dict[str, _tables.Column]) -> Finding:
    return Finding(
        learning_rate=details["learning_rate"],
        low=details["low"],
        high=details["high"],
        confident=details["confident"],
        why=details["why"],
        doubts=tuple(each["message"] for each in details["diagnostics"] if each["is_doubt"]),
        curves=curves,
        details=details,
    )

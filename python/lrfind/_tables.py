"""Tables that go in as files, and curves that come back in one."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any, Callable, Optional, Protocol, Union


class PandasLike(Protocol):
    """A frame that writes itself as pandas' do."""

    def to_csv(self, *args: Any, **kwargs: Any) -> Any: ...


class PolarsLike(Protocol):
    """A frame that writes itself as polars' do."""

    def write_csv(self, *args: Any, **kwargs: Any) -> Any: ...


Table = Union[str, "os.PathLike[str]", PandasLike, PolarsLike]
Column = list[Any]

_INTEGERS = {"repeat", "step", "fold", "seed", "batch_size"}
_TEXTS = {"phase", "schedule", "optimizer"}


def is_frame(table: object) -> bool:
    """Whether a table is held in memory."""
    return hasattr(table, "to_csv") or hasattr(table, "write_csv")


def write(frame: Any, path: Path) -> None:
    """Writes a frame, without pandas' index."""
    if hasattr(frame, "to_csv"):
        frame.to_csv(path, index=False)
    else:
        frame.write_csv(path)


def read_curves(path: Path) -> dict[str, Column]:
    """The columns of a file of curves; what is missing is None."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        header = file.readline()
        # As `out_decimal_comma` writes it.
        has_comma = ";" in header
        names = header.strip().split(";" if has_comma else ",")
        rows = list(csv.reader(file, delimiter=";" if has_comma else ","))
    return {name: list(map(_reader(name, has_comma), cells)) for name, cells in zip(names, zip(*rows))}


def _reader(name: str, has_comma: bool) -> Callable[[str], Optional[Union[int, float, str]]]:
    if name in _TEXTS:
        return lambda cell: cell or None
    if name in _INTEGERS:
        return lambda cell: int(cell) if cell else None
    return lambda cell: float(cell.replace(",", ".") if has_comma else cell) if cell else None

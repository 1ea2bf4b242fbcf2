"""`lrfind suggest`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Iterable, Optional, SupportsFloat

from . import _program


@dataclass(frozen=True)
class Suggestion:
    """What a recorded curve suggests.

    Attributes:
        learning_rate: The rate; None where nothing can be read.
        low: The lower end of the range.
        high: Its upper end.
        confident: Whether the answer is more than the best estimate.
        doubts: The reasons to distrust it, and what to do.
        details: All fields of the program's JSON; `rules` has what other rules read.
    """

    learning_rate: Optional[float]
    low: Optional[float]
    high: Optional[float]
    confident: bool
    doubts: tuple[str, ...]
    details: dict[str, Any] = field(repr=False)


def suggest(rates: Iterable[SupportsFloat], losses: Iterable[SupportsFloat]) -> Suggestion:
    """Reads the curve of a range test that was recorded elsewhere.

    Args:
        rates: The learning rates, in the order of the steps.
        losses: The training losses at them; NaN and infinity are taken for divergence.

    Returns:
        The suggestion, confident or not.

    Raises:
        Error: When the curve cannot be read; the text says why.
        ValueError: When there are more of the one than of the other.
    """
    points = [list(map(float, rates)), list(map(float, losses))]
    if len(points[0]) != len(points[1]):
        raise ValueError(f"there are {len(points[0])} rates and {len(points[1])} losses")
    text = "".join(f"{rate!r},{loss!r}\n" for rate, loss in zip(*points))
    details = _program.run("suggest", {}, "-", text="learning_rate,loss\n" + text, names={"stdin: ": ""})
    return Suggestion(
        learning_rate=details["learning_rate"],
        low=details["low"],
        high=details["high"],
        confident=details["confident"],
        doubts=tuple(each["message"] for each in details["diagnostics"]),
        details=details,
    )

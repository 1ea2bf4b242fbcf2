"""The program: where it is, how options become its arguments, what it answers."""

from __future__ import annotations

import json
import numbers
import os
import shutil
import subprocess
import sysconfig
import warnings
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional

# The exit codes that come with an answer: a confident one, and the best estimate.
_ANSWERED = {0, 3}
_NOT_FOUND = 69
# Options whose values are texts of the table: each is given by itself, whatever it looks like.
_OF_TEXTS = {"drop", "numeric", "categorical", "missing", "no_missing"}


class Error(Exception):
    """The program could not answer; the text is its one line, which says what is wrong and what to do.

    Attributes:
        exit_code: How it ended: 64 wrong usage, 65 unusable data, 66 no such file, 69 there is no program, 73 and 74 a
            file that cannot be written or read; negative for the signal that ended it.
    """

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code

    def __reduce__(self) -> tuple[type[Error], tuple[str, int]]:
        return Error, (str(self), self.exit_code)


def run(
    command: str,
    options: Mapping[str, Any],
    operand: str,
    *,
    text: Optional[str] = None,
    names: Mapping[str, str] = {},
) -> Any:
    """What a command answers as JSON.

    Args:
        command: The command's name.
        options: Its options, named as in Python.
        operand: What it reads: a file, or "-" for the text.
        text: What it reads from standard input.
        names: Texts to put another in the place of, in what it says.

    Raises:
        Error: When it does not answer.
    """
    arguments = [_program(), command, "--json", *_arguments(options), "--", operand]
    try:
        process = subprocess.run(arguments, input=text or "", capture_output=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise Error(f"{arguments[0]}: {error.strerror}", _NOT_FOUND) from error
    said = process.stderr
    for name, shown in names.items():
        said = said.replace(name, shown)
    lines = said.splitlines()
    if process.returncode not in _ANSWERED:
        refusals = [line for line in lines if line.startswith("lrfind: ")] or ["no reason was given"]
        raise Error(refusals[-1].removeprefix("lrfind: ").removeprefix("error: "), process.returncode)
    for line in lines:
        if line.startswith("lrfind: warning: "):
            warnings.warn(line.removeprefix("lrfind: warning: "), stacklevel=3)
    return json.loads(process.stdout)


def _program() -> str:
    """The program: LRFIND names it, else it is where pip puts it, else on the PATH."""
    named = os.environ.get("LRFIND")
    if named:
        return named
    for folder in _script_folders():
        program = shutil.which("lrfind", path=str(folder))
        if program:
            return program
    program = shutil.which("lrfind")
    if not program:
        raise Error("the program lrfind is not found; install the wheel, or name it in LRFIND", _NOT_FOUND)
    return program


def _script_folders() -> Iterator[Path]:
    yield Path(sysconfig.get_path("scripts"))
    yield Path(sysconfig.get_path("scripts", f"{os.name}_user"))
    packages = Path(__file__).resolve().parents[1]
    yield packages / "bin"  # pip install --target
    yield from (folder / "bin" for folder in packages.parents[2:3])  # pip install --prefix


def _arguments(options: Mapping[str, Any]) -> Iterator[str]:
    """Options as they are typed: True is a flag, a list of numbers is joined, of other values each is given by itself."""
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            yield option
        elif isinstance(value, (list, tuple)) and (name in _OF_TEXTS or not all(map(_is_number, value))):
            for each in value:
                yield f"{option}={_text(each)}"
        else:
            yield f"{option}={_text(value)}"


def _is_number(value: object) -> bool:
    return isinstance(value, numbers.Real) and not isinstance(value, bool)


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ",".join(map(str, value))
    return os.fsdecode(value) if isinstance(value, (bytes, os.PathLike)) else str(value)

"""What a command shows: the answer in words or as it came, progress and mistakes on the error stream."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TypeVar

import typer
from rich.console import Console
from rich.text import Text

from clients.call import Answer
from clients.command_line.words import printable
from clients.errors import EgenkartaError, InvalidArgumentError, ProblemError, TransportError

T = TypeVar("T")


class ExitCode(IntEnum):
    """What the program ends with."""

    DONE = 0
    PROBLEM = 1
    """The service said no, or there was no grant in time."""
    USAGE = 2
    """The command was wrong; nothing was changed."""
    TRANSPORT = 3
    """No answer came, or none that the contract describes."""


class Screen:
    """Where a command writes to."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._out = Console(highlight=False, markup=False, soft_wrap=True)
        self._errors = Console(highlight=False, markup=False, soft_wrap=True, stderr=True)

    def show(self, answer: Answer[T], in_words: Callable[[T], Text]) -> None:
        """Show an answer: in words, or the very bytes that came."""
        if self.as_json:
            self.show_bytes(answer.body)
        else:
            self.say(in_words(answer.value))

    def show_bytes(self, body: bytes) -> None:
        """Write bytes as they are, and end the line."""
        if body:
            sys.stdout.flush()
            sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")
            sys.stdout.buffer.flush()

    def say(self, text: Text | str) -> None:
        """Write words."""
        self._out.print(text, end="" if str(text).endswith("\n") else "\n")

    @contextmanager
    def working(self, what: str) -> Iterator[None]:
        """Show that something goes on, to whoever sits at a terminal."""
        if not self._errors.is_terminal:
            yield
            return
        with self._errors.status(Text(what)):
            yield

    @contextmanager
    def telling_errors(self) -> Iterator[None]:
        """Turn whatever a client raises into one line and an exit code."""
        try:
            yield
        except EgenkartaError as error:
            self._tell(error)
            raise typer.Exit(_exit_code(error)) from None

    def _tell(self, error: EgenkartaError) -> None:
        if not self.as_json:
            self._errors.print(f"error: {printable(str(error))}")
        elif isinstance(error, ProblemError) and error.body:
            sys.stderr.buffer.write(error.body.strip() + b"\n")
        else:
            title = type(error).__name__.removesuffix("Error")
            told = {"type": "about:blank", "title": title, "detail": printable(str(error))}
            sys.stderr.write(json.dumps(told) + "\n")


def _exit_code(error: EgenkartaError) -> ExitCode:
    if isinstance(error, InvalidArgumentError):
        return ExitCode.USAGE
    return ExitCode.TRANSPORT if isinstance(error, TransportError) else ExitCode.PROBLEM

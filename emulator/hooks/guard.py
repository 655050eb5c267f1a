"""Says at start, by name, which of the engine's private parts is not what a hook expects.

The engine has no plug-in interface: hooks replace functions and fill tables in its modules. A hook on a
function that was renamed would never be called, and the engine would look healthy until some deployment hangs.
"""

import importlib
import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class HookedFunction:
    """A function that a hook replaces or calls, with the exact names of its parameters."""

    module: str
    name: str
    parameters: tuple[str, ...]

    def problem(self) -> str | None:
        """What is wrong with it, or None."""
        function = _find(self.module, self.name)
        if function is None:
            return f"{self.module}.{self.name} does not exist"
        if not callable(function):
            return f"{self.module}.{self.name} is not a function"
        found = tuple(inspect.signature(function).parameters)
        if found != self.parameters:
            return f"{self.module}.{self.name} takes ({', '.join(found)}), expected ({', '.join(self.parameters)})"
        return None


@runtime_checkable
class _Table(Protocol):
    """A dict, or one of the engine's own classes that behave like one."""

    def __contains__(self, key: object) -> bool: ...
    def __setitem__(self, key: str, value: object) -> None: ...


@dataclass(frozen=True)
class HookedTable:
    """A dictionary that a hook adds an entry to or replaces one in."""

    module: str
    name: str
    key: str | None = None
    """An entry that must be there already."""

    def problem(self) -> str | None:
        """What is wrong with it, or None."""
        table = _find(self.module, self.name)
        if table is None:
            return f"{self.module}.{self.name} does not exist"
        if not isinstance(table, _Table):
            return f"{self.module}.{self.name} is not a table"
        if self.key is not None and self.key not in table:
            return f"{self.module}.{self.name} has no entry '{self.key}'"
        return None


Hooked = HookedFunction | HookedTable


class HookMismatch(Exception):
    """The installed engine is not the one that the hooks were written for."""


def verify(hooked: Iterable[Hooked]) -> None:
    """Raise with every mismatch at once, so that moving to another version takes one round."""
    problems = [problem for problem in (entry.problem() for entry in hooked) if problem is not None]
    if problems:
        lines = "\n".join(f"  - {problem}" for problem in problems)
        raise HookMismatch(
            f"emulator: the installed ministack does not fit emulator/hooks:\n{lines}\n"
            "Install the version pinned in emulator/requirements.txt, or adapt the hooks that name these."
        )


def _find(module: str, name: str) -> object | None:
    try:
        return getattr(importlib.import_module(module), name, None)
    except ImportError:
        return None

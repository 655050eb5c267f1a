"""Breaks every hooked name of the engine in turn and sees whether the guard says so, by name."""

import importlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "emulator"))

import hooks  # noqa: E402
from hooks.guard import Hooked, HookedFunction, HookMismatch, verify  # noqa: E402


def main() -> None:
    """End with status 1 and the list of what went unnoticed."""
    hooked = list(dict.fromkeys(entry for hook in hooks.HOOKS for entry in hook.HOOKED))
    verify(hooked)
    unnoticed = [f"{entry.module}.{entry.name}" for entry in hooked if not _is_noticed(entry, hooked)]
    print(f"{len(hooked)} hooked, unnoticed: {unnoticed}")
    sys.exit(1 if unnoticed else 0)


def _is_noticed(entry: Hooked, hooked: list[Hooked]) -> bool:
    module = importlib.import_module(entry.module)
    original = getattr(module, entry.name)
    name = f"{entry.module}.{entry.name}"
    try:
        delattr(module, entry.name)
        if f"{name} does not exist" not in _message(hooked):
            return False
        if not isinstance(entry, HookedFunction):
            return True
        setattr(module, entry.name, lambda another_parameter: None)
        return f"{name} takes (another_parameter), expected (" in _message(hooked)
    finally:
        setattr(module, entry.name, original)


def _message(hooked: list[Hooked]) -> str:
    try:
        verify(hooked)
    except HookMismatch as mismatch:
        return str(mismatch)
    return ""


if __name__ == "__main__":
    main()

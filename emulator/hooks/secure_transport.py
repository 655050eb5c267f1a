"""aws:SecureTransport is "true", although the engine speaks plain HTTP: the bootstrap bucket refuses anything else."""

from typing import Any

from ministack.core import iam_evaluator

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (HookedFunction(iam_evaluator.__name__, "_resolve_condition_key", ("key", "ctx")),)


def install(_simulator: Simulator) -> None:
    """Replace the engine's function."""
    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key: str, ctx: Any) -> Any:
        return "true" if key.lower() == "aws:securetransport" else resolve(key, ctx)

    iam_evaluator._resolve_condition_key = resolve_condition_key

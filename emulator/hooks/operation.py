"""The operation that runs on a stack: its template, and what the stack was before it."""

from dataclasses import dataclass, field
from typing import Any

from ministack.services.cloudformation import changesets, handlers, stacks

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

_DEPLOY_PARAMETERS = (
    "stack_name",
    "stack_id",
    "template",
    "param_values",
    "disable_rollback",
    "tags",
    "is_update",
    "previous_stack",
    "retain_except_on_create",
    "imports",
)

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(stacks.__name__, "_deploy_stack_async", _DEPLOY_PARAMETERS),
    HookedFunction(handlers.__name__, "_deploy_stack_async", _DEPLOY_PARAMETERS),
    HookedFunction(changesets.__name__, "_deploy_stack_async", _DEPLOY_PARAMETERS),
)

Record = dict[str, Any]


@dataclass
class ResourceProgress:
    """The newest event of one resource in the operation."""

    resource_type: str
    status: str
    timestamp: str
    physical_id: str


@dataclass
class Operation:
    """A create or an update, until its rollback or clean-up is over."""

    template: Record
    parameters: Record
    is_update: bool
    previous: Record
    progress: dict[str, ResourceProgress] = field(default_factory=dict)

    def existed(self, logical_id: str) -> bool:
        """Whether the stack had this resource before."""
        return logical_id in self.previous.get("_resources", {})


_running: dict[str, Operation] = {}


def running(stack_id: str) -> Operation | None:
    """The operation that runs on this stack, if any."""
    return _running.get(stack_id)


def install(_simulator: Simulator) -> None:
    """Replace the engine's function."""
    deploy = stacks._deploy_stack_async

    async def deploy_stack_async(
        stack_name: str,
        stack_id: str,
        template: Record,
        param_values: Record,
        disable_rollback: bool,
        tags: list[Record],
        is_update: bool = False,
        previous_stack: Record | None = None,
        retain_except_on_create: bool = False,
        imports: Record | None = None,
    ) -> None:
        _running[stack_id] = Operation(template, param_values, is_update, previous_stack or {})
        try:
            await deploy(
                stack_name,
                stack_id,
                template,
                param_values,
                disable_rollback,
                tags,
                is_update,
                previous_stack,
                retain_except_on_create,
                imports,
            )
        finally:
            _running.pop(stack_id, None)

    stacks._deploy_stack_async = deploy_stack_async
    handlers._deploy_stack_async = deploy_stack_async
    changesets._deploy_stack_async = deploy_stack_async

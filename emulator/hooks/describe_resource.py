"""DescribeStackResource while an operation runs on the stack.

The engine answers from what the last operation left: no record of a resource that is being created, the old status
and timestamp of one that is being updated, and the old template's Metadata until the very end. CloudFormation shows
the resource as it is now, and the Metadata of the template that it is being deployed with: the new one, or in a
rollback and its clean-up the old one again.
"""

from contextvars import ContextVar
from typing import Any

from ministack.services.cloudformation import handlers

from hooks import operation
from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.operation import Operation
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedTable(handlers.__name__, "_ACTION_HANDLERS", "DescribeStackResource"),
    HookedFunction(handlers.__name__, "_describe_stack_resource", ("params",)),
    HookedFunction(handlers.__name__, "_resolve_stack", ("stack_name",)),
    HookedFunction(handlers.__name__, "_p", ("params", "key", "default")),
)

Record = dict[str, Any]

_shown: ContextVar[Record | None] = ContextVar("shown_stack", default=None)


def install(_simulator: Simulator) -> None:
    """Replace the engine's action."""
    resolve = handlers._resolve_stack
    describe = handlers._describe_stack_resource

    def resolve_stack(stack_name: str) -> Record | None:
        return _shown.get() or resolve(stack_name)

    def describe_stack_resource(params: Record) -> tuple:
        stack = resolve(handlers._p(params, "StackName"))
        running = operation.running(stack["StackId"]) if stack else None
        if stack is None or running is None:
            return describe(params)
        token = _shown.set(_as_of_now(stack, running, handlers._p(params, "LogicalResourceId")))
        try:
            return describe(params)
        finally:
            _shown.reset(token)

    handlers._resolve_stack = resolve_stack
    handlers._ACTION_HANDLERS["DescribeStackResource"] = describe_stack_resource


def _as_of_now(stack: Record, running: Operation, logical_id: str) -> Record:
    """A copy of the stack's record, with the resource as its newest event left it."""
    rolling_back = str(stack["StackStatus"]).startswith("UPDATE_ROLLBACK")
    shown = dict(stack)
    if rolling_back:
        before = ("_template", "_resolved_params", "_conditions")
        shown.update({name: running.previous[name] for name in before if name in running.previous})
    else:
        shown.update({"_template": running.template, "_resolved_params": running.parameters})

    resources = dict(stack["_resources"])
    shown["_resources"] = resources
    progress = running.progress.get(logical_id)
    if progress is None:
        return shown
    stays = running.existed(logical_id) if rolling_back else logical_id in running.template.get("Resources", {})
    if progress.status.startswith("DELETE_"):
        if progress.status in ("DELETE_COMPLETE", "DELETE_SKIPPED") and not stays:
            resources.pop(logical_id, None)
            return shown
        if stays:
            # Only its replacement is deleted: the resource itself is what it was before.
            if running.existed(logical_id):
                resources[logical_id] = running.previous["_resources"][logical_id]
            return shown
    known = resources.get(logical_id, {})
    resources[logical_id] = {
        **known,
        "LogicalResourceId": logical_id,
        "ResourceType": progress.resource_type,
        "ResourceStatus": progress.status,
        "PhysicalResourceId": progress.physical_id or known.get("PhysicalResourceId", ""),
        "Timestamp": progress.timestamp,
    }
    return shown

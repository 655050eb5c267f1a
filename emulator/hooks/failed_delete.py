"""A failed delete keeps what the resource needs for the next try.

The engine goes on and deletes the provider's functions under a custom resource whose Delete failed, so that no
second DeleteStack can ever work. CloudFormation leaves everything that a failed resource depends on alone.
"""

from typing import Any

from ministack.services.cloudformation import _stacks, handlers, stacks

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(
        stacks.__name__, "_delete_resource", ("resource_type", "physical_id", "props", "stack_name", "logical_id")
    ),
    HookedFunction(stacks.__name__, "_delete_stack_async", ("stack_name", "stack_id", "retain_resources", "force")),
    HookedFunction(handlers.__name__, "_delete_stack_async", ("stack_name", "stack_id", "retain_resources", "force")),
    HookedFunction(stacks.__name__, "_with_dependencies", ("logical_ids", "res_defs", "remaining")),
)

Record = dict[str, Any]

# The resources taken out of a stack's record while it is being deleted, by stack id.
_kept: dict[str, dict[str, Record]] = {}


def install(_simulator: Simulator) -> None:
    """Replace the engine's functions."""
    delete = stacks._delete_resource
    delete_stack = stacks._delete_stack_async

    def delete_resource(
        resource_type: str,
        physical_id: str,
        props: Record,
        stack_name: str | None = None,
        logical_id: str | None = None,
    ) -> None:
        try:
            delete(resource_type, physical_id, props, stack_name, logical_id)
        except Exception:
            stack = _stacks.get(stack_name) if stack_name else None
            if stack is not None and logical_id is not None and stack["StackId"] in _kept:
                _keep_dependencies(stack, logical_id)
            raise

    async def delete_stack_async(
        stack_name: str, stack_id: str, retain_resources: Any = (), force: bool = False
    ) -> None:
        if force:
            await delete_stack(stack_name, stack_id, retain_resources, force)
            return
        _kept[stack_id] = {}
        try:
            await delete_stack(stack_name, stack_id, retain_resources, force)
        finally:
            kept = _kept.pop(stack_id)
            stack = _stacks.get(stack_name)
            if stack is not None:
                stack["_resources"].update(kept)

    stacks._delete_resource = delete_resource
    stacks._delete_stack_async = delete_stack_async
    handlers._delete_stack_async = delete_stack_async


def _keep_dependencies(stack: Record, failed: str) -> None:
    """Hide them: the engine passes over what is not in the record, without an event, as CloudFormation does."""
    resources = stack["_resources"]
    definitions = (stack.get("_template") or {}).get("Resources", {})
    for logical_id in stacks._with_dependencies([failed], definitions, set(resources)) - {failed}:
        if resources.get(logical_id, {}).get("ResourceStatus") != "DELETE_FAILED":
            _kept[stack["StackId"]][logical_id] = resources.pop(logical_id)

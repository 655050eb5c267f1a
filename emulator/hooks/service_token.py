"""A custom resource keeps its ServiceToken: CloudFormation refuses an update with another one."""

from typing import Any

from ministack.services.cloudformation import stacks

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(
        stacks.__name__,
        "_update_resource",
        ("resource_type", "physical_id", "old_props", "new_props", "stack_name", "logical_id", "old_attrs"),
    ),
)

Record = dict[str, Any]


# The token of a resource whose update was refused, by stack and logical id: its rollback goes back to it.
_kept: dict[tuple[str, str | None], object] = {}


def install(_simulator: Simulator) -> None:
    """Wrap the engine's function."""
    update = stacks._update_resource

    def update_resource(
        resource_type: str,
        physical_id: str,
        old_props: Record,
        new_props: Record,
        stack_name: str,
        logical_id: str | None = None,
        old_attrs: Record | None = None,
    ) -> tuple:
        is_custom = resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource"
        old_token, new_token = old_props.get("ServiceToken"), new_props.get("ServiceToken")
        if is_custom and old_token != new_token and _kept.pop((stack_name, logical_id), None) != new_token:
            _kept[stack_name, logical_id] = old_token
            raise ValueError("Modifying service token is not allowed.")
        return update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)

    stacks._update_resource = update_resource

"""The events and phases of a stack operation, as CloudFormation reports them.

The engine touches every resource in an update: events and a new timestamp for what did not change, UPDATE_* for what
is new, and no clean-up phase after a success. Here an unchanged resource keeps its timestamp and has no event.
"""

from typing import Any

from ministack.core.responses import now_iso
from ministack.services.cloudformation import _stacks, stacks

from hooks import operation
from hooks.guard import Hooked, HookedFunction
from hooks.operation import ResourceProgress
from hooks.simulator import Simulator

_EVENT_PARAMETERS = (
    "stack_id",
    "stack_name",
    "logical_id",
    "resource_type",
    "status",
    "reason",
    "physical_id",
    "detailed_status",
)

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(stacks.__name__, "_add_event", _EVENT_PARAMETERS),
    HookedFunction(
        stacks.__name__,
        "_resolve_stack_outputs",
        ("outputs_defs", "conditions", "resources", "param_values", "mappings", "stack_name", "stack_id"),
    ),
)

Record = dict[str, Any]
Key = tuple[str, str]

CLEANUP = "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS"

# Resources whose update was announced, but that may turn out to be unchanged: their record as it was.
_announced: dict[Key, Record] = {}


def install(_simulator: Simulator) -> None:
    """Replace the engine's functions."""
    add = stacks._add_event
    update = stacks._update_resource
    delete = stacks._delete_resource
    resolve_outputs = stacks._resolve_stack_outputs

    def record_event(
        stack_id: str,
        stack_name: str,
        logical_id: str,
        resource_type: str,
        status: str,
        reason: str = "",
        physical_id: str = "",
        detailed_status: str = "",
    ) -> None:
        running = operation.running(stack_id)
        if running is not None and physical_id != stack_id:
            running.progress[logical_id] = ResourceProgress(resource_type, status, now_iso(), physical_id)
        add(stack_id, stack_name, logical_id, resource_type, status, reason, physical_id, detailed_status)

    def add_event(
        stack_id: str,
        stack_name: str,
        logical_id: str,
        resource_type: str,
        status: str,
        reason: str = "",
        physical_id: str = "",
        detailed_status: str = "",
    ) -> None:
        running = operation.running(stack_id)
        if running is None or not running.is_update or logical_id == stack_name:
            record_event(stack_id, stack_name, logical_id, resource_type, status, reason, physical_id, detailed_status)
            return
        record = _stacks[stack_name]["_resources"].get(logical_id)
        if not running.existed(logical_id):
            status = status.replace("UPDATE_", "CREATE_", 1)
            if record is not None and record["ResourceStatus"] == "UPDATE_COMPLETE":
                record["ResourceStatus"] = "CREATE_COMPLETE"
        elif _is_forward(stack_name):
            if status == "UPDATE_IN_PROGRESS" and not reason and record is not None:
                _announced[stack_id, logical_id] = dict(record)
                return
            unchanged = _announced.pop((stack_id, logical_id), None)
            if unchanged is not None and status == "UPDATE_COMPLETE" and record is not None:
                record["ResourceStatus"] = unchanged["ResourceStatus"]
                record["Timestamp"] = unchanged["Timestamp"]
                return
            if unchanged is not None and status == "UPDATE_FAILED":
                record_event(
                    stack_id,
                    stack_name,
                    logical_id,
                    resource_type,
                    "UPDATE_IN_PROGRESS",
                    "",
                    unchanged["PhysicalResourceId"],
                )
        record_event(stack_id, stack_name, logical_id, resource_type, status, reason, physical_id, detailed_status)

    def update_resource(
        resource_type: str,
        physical_id: str,
        old_props: Record,
        new_props: Record,
        stack_name: str,
        logical_id: str | None = None,
        old_attrs: Record | None = None,
    ) -> tuple:
        stack_id = _stacks[stack_name]["StackId"]
        if (
            old_props != new_props
            and logical_id is not None
            and _announced.pop((stack_id, logical_id), None) is not None
        ):
            record_event(stack_id, stack_name, logical_id, resource_type, "UPDATE_IN_PROGRESS", "", physical_id)
        return update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)

    def resolve_stack_outputs(
        outputs_defs: Record,
        conditions: Record,
        resources: Record,
        param_values: Record,
        mappings: Record,
        stack_name: str,
        stack_id: str,
    ) -> tuple:
        resolved = resolve_outputs(outputs_defs, conditions, resources, param_values, mappings, stack_name, stack_id)
        # The last thing that can fail before the deletes of what was removed or replaced.
        stack = _stacks[stack_name]
        if stack["StackStatus"] == "UPDATE_IN_PROGRESS":
            stack["StackStatus"] = CLEANUP
            add(stack_id, stack_name, stack_name, "AWS::CloudFormation::Stack", CLEANUP, "", stack_id)
        return resolved

    def delete_resource(
        resource_type: str,
        physical_id: str,
        props: Record,
        stack_name: str | None = None,
        logical_id: str | None = None,
    ) -> None:
        stack = _stacks.get(stack_name) if stack_name else None
        if stack_name is None or stack is None or logical_id is None or stack["StackStatus"] != CLEANUP:
            delete(resource_type, physical_id, props, stack_name, logical_id)
            return
        running = operation.running(stack["StackId"])
        removed = running is not None and logical_id not in running.template.get("Resources", {})
        # A replaced resource keeps the progress of its successor: it has the same logical id.
        say = record_event if removed else add
        say(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_IN_PROGRESS", "", physical_id)
        delete(resource_type, physical_id, props, stack_name, logical_id)
        say(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_COMPLETE", "", physical_id)

    stacks._add_event = add_event
    stacks._update_resource = update_resource
    stacks._delete_resource = delete_resource
    stacks._resolve_stack_outputs = resolve_stack_outputs


def _is_forward(stack_name: str) -> bool:
    """Whether the operation still goes forward: a rollback only touches what was changed."""
    return str(_stacks[stack_name]["StackStatus"]) == "UPDATE_IN_PROGRESS"

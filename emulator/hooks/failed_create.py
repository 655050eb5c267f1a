"""Delete of a resource whose creation failed after it had a physical id.

The engine forgets such a resource. CloudFormation deletes it in the rollback: a service in CREATE_FAILED, or a
custom resource that answered FAILED, whose handler then gets a Delete with the id it had answered.
"""

from typing import Any

from ministack.core.responses import new_uuid, now_iso
from ministack.services.cloudformation import _stacks, custom_resource, handlers, stacks

from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(stacks.__name__, "_provision_resource", ("resource_type", "logical_id", "props", "stack_name")),
    HookedFunction(
        stacks.__name__,
        "_update_resource",
        ("resource_type", "physical_id", "old_props", "new_props", "stack_name", "logical_id", "old_attrs"),
    ),
    HookedFunction(
        stacks.__name__, "_roll_back_operation", ("stack_name", "stack_id", "stack", "operation", "reason_override")
    ),
    HookedFunction(
        handlers.__name__, "_roll_back_operation", ("stack_name", "stack_id", "stack", "operation", "reason_override")
    ),
    HookedFunction(custom_resource.__name__, "deliver_response", ("token", "response")),
    HookedTable("ministack.services.cloudformation", "_stacks"),
)


class ResourceNotCreated(Exception):
    """A creation that failed and left something with a physical id behind."""

    def __init__(self, message: str, physical_id: str) -> None:
        super().__init__(message)
        self.physical_id = physical_id


Record = dict[str, Any]
Key = tuple[str, str]

# What the rollback has to delete, by stack id and logical id.
_left_behind: dict[Key, Record] = {}
# The physical id of the last FAILED answer of a custom resource, by the same key.
_answered_ids: dict[Key, str] = {}


def install(_simulator: Simulator) -> None:
    """Replace the engine's functions."""
    provision = stacks._provision_resource
    update = stacks._update_resource
    roll_back = stacks._roll_back_operation
    deliver = custom_resource.deliver_response

    def deliver_response(token: str, response: Record) -> bool:
        if response.get("Status") == "FAILED" and response.get("PhysicalResourceId"):
            key = (str(response.get("StackId")), str(response.get("LogicalResourceId")))
            _answered_ids[key] = str(response["PhysicalResourceId"])
        return deliver(token, response)

    def provision_resource(resource_type: str, logical_id: str, props: Record, stack_name: str) -> tuple:
        key = (_stacks[stack_name]["StackId"], logical_id)
        _answered_ids.pop(key, None)
        try:
            return provision(resource_type, logical_id, props, stack_name)
        except Exception as error:
            physical_id = _id_of_failed_create(error, resource_type, key, stack_name)
            if physical_id is not None:
                record = _record(physical_id, resource_type, logical_id, props)
                _left_behind[key] = record
                # Kept in the stack, so that a stack without rollback can still be deleted.
                _stacks[stack_name]["_resources"][logical_id] = record
            raise

    def update_resource(
        resource_type: str,
        physical_id: str,
        old_props: Record,
        new_props: Record,
        stack_name: str,
        logical_id: str | None = None,
        old_attrs: Record | None = None,
    ) -> tuple:
        try:
            return update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, old_attrs)
        except ResourceNotCreated as error:
            # A replacement: the stack keeps the old resource, the clean-up deletes what was half made.
            if logical_id is not None:
                key = (_stacks[stack_name]["StackId"], logical_id)
                _left_behind[key] = _record(error.physical_id, resource_type, logical_id, new_props)
            raise

    async def roll_back_operation(
        stack_name: str, stack_id: str, stack: Record, operation: Record, reason_override: str = ""
    ) -> None:
        failed = operation.get("failed_logical_id")
        record = _left_behind.pop((stack_id, failed), None) if failed else None
        if record is not None:
            stack["_resources"][failed] = record
            operation["created"] = [*operation.get("created", []), failed]
        await roll_back(stack_name, stack_id, stack, operation, reason_override)

    custom_resource.deliver_response = deliver_response
    stacks._provision_resource = provision_resource
    stacks._update_resource = update_resource
    stacks._roll_back_operation = roll_back_operation
    handlers._roll_back_operation = roll_back_operation


def _id_of_failed_create(error: Exception, resource_type: str, key: Key, stack_name: str) -> str | None:
    if isinstance(error, ResourceNotCreated):
        return error.physical_id
    if not (resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource"):
        return None
    answered = _answered_ids.pop(key, None)
    if answered is None and isinstance(error, TimeoutError):
        # No answer in time: CloudFormation invents an id and sends the Delete all the same.
        return f"{stack_name}-{key[1]}-{new_uuid().replace('-', '')[:12].upper()}"
    return answered


def _record(physical_id: str, resource_type: str, logical_id: str, props: Record) -> Record:
    return {
        "PhysicalResourceId": physical_id,
        "ResourceType": resource_type,
        "ResourceStatus": "CREATE_FAILED",
        "LogicalResourceId": logical_id,
        "Properties": props,
        "Attributes": {},
        "Timestamp": now_iso(),
    }

"""AWS::CloudFormation::Stack as a stack of its own.

The engine deploys a nested stack inline, without rollback, and its update ends in UPDATE_ROLLBACK_FAILED. Here the
child goes through the engine's own CreateStack, UpdateStack and DeleteStack, so that every other hook holds in it.
"""

import time
from typing import Any
from urllib.parse import urlencode

from ministack import app
from ministack.core.responses import new_uuid
from ministack.services import cloudformation
from ministack.services.cloudformation import _stack_events, _stacks, provisioners

from hooks.failed_create import ResourceNotCreated
from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.simulator import Simulator

TYPE = "AWS::CloudFormation::Stack"

HOOKED: tuple[Hooked, ...] = (
    HookedTable(provisioners.__name__, "_RESOURCE_HANDLERS", TYPE),
    HookedTable(cloudformation.__name__, "_stack_events"),
    HookedFunction(
        app.__name__,
        "call_service_handler_sync",
        ("handler", "method", "path", "headers", "body", "query_params", "timeout"),
    ),
    HookedFunction(cloudformation.__name__, "handle_request", ("method", "path", "headers", "body", "query_params")),
)

Record = dict[str, Any]

_POLL_SECONDS = 0.02


def install(_simulator: Simulator) -> None:
    """Replace the engine's resource type."""
    provisioners._RESOURCE_HANDLERS[TYPE] = {"create": _create, "update": _update, "delete": _delete}


def _create(logical_id: str, properties: Record, parent_name: str) -> tuple[str, Record]:
    name = f"{parent_name}-{logical_id}-{new_uuid().replace('-', '')[:12].upper()}"
    problem = _request("CreateStack", name, {**_template_of(properties), **_capabilities_of(parent_name)})
    if problem is not None:
        raise ValueError(problem)
    child = _stacks[name]
    child["ParentId"] = _stacks[parent_name]["StackId"]
    child["RootId"] = _stacks[parent_name].get("RootId", child["ParentId"])
    status = _settled(child)
    stack_id = str(child["StackId"])
    if status != "CREATE_COMPLETE":
        reason = _reason(child)
        raise ResourceNotCreated(f"Embedded stack {stack_id} was not successfully created: {reason}", stack_id)
    return stack_id, _outputs(child)


def _update(stack_id: str, _old: Record, new: Record, parent_name: str) -> tuple[str, Record]:
    problem = _request("UpdateStack", stack_id, {**_template_of(new), **_capabilities_of(parent_name)})
    child = _child(stack_id)
    # A child that rolled itself back has nothing left to do in its parent's rollback.
    if problem is not None and "No updates are to be performed" not in problem:
        raise ValueError(problem)
    status = _settled(child)
    if problem is None and status != "UPDATE_COMPLETE":
        raise ValueError(
            f"Embedded stack {stack_id} was not successfully updated. "
            f"Currently in {status} with reason: {_reason(child)}"
        )
    return stack_id, _outputs(child)


def _delete(stack_id: str, _properties: Record) -> None:
    child = _child(stack_id)
    before = child["StackStatus"]
    # The engine says so only when its task begins, which may be after the answer.
    child["StackStatus"] = "DELETE_IN_PROGRESS" if before != "DELETE_COMPLETE" else before
    problem = _request("DeleteStack", stack_id, {})
    if problem is not None:
        child["StackStatus"] = before
        raise ValueError(problem)
    if _settled(child) != "DELETE_COMPLETE":
        raise ValueError(
            f"Embedded stack {stack_id} was not successfully deleted: {child.get('StackStatusReason', '')}"
        )


def _request(action: str, stack: str, parameters: dict[str, str]) -> str | None:
    """Ask the engine on its event loop; answer what was wrong with the request, or None."""
    body = urlencode({"Action": action, "StackName": stack, **parameters}).encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    status, _, answer = app.call_service_handler_sync(cloudformation.handle_request, "POST", "/", headers, body, {})
    if status < 400:
        return None
    return answer.decode() if isinstance(answer, bytes) else str(answer)


def _template_of(properties: Record) -> dict[str, str]:
    parameters = {"TemplateURL": str(properties["TemplateURL"])}
    for index, (key, value) in enumerate((properties.get("Parameters") or {}).items(), start=1):
        parameters[f"Parameters.member.{index}.ParameterKey"] = key
        parameters[f"Parameters.member.{index}.ParameterValue"] = str(value)
    tags = [tag for tag in properties.get("Tags") or [] if not str(tag["Key"]).startswith("aws:")]
    for index, tag in enumerate(tags, start=1):
        parameters[f"Tags.member.{index}.Key"] = str(tag["Key"])
        parameters[f"Tags.member.{index}.Value"] = str(tag["Value"])
    return parameters


def _capabilities_of(parent_name: str) -> dict[str, str]:
    """What was acknowledged for the parent holds for its children."""
    given = _stacks[parent_name].get("Capabilities") or []
    return {f"Capabilities.member.{index}": value for index, value in enumerate(given, start=1)}


def _child(stack_id: str) -> Record:
    child: Record = next(stack for stack in _stacks.values() if stack["StackId"] == stack_id)
    return child


def _settled(child: Record) -> str:
    while str(child["StackStatus"]).endswith("_IN_PROGRESS"):
        time.sleep(_POLL_SECONDS)
    return str(child["StackStatus"])


def _reason(child: Record) -> str:
    verbs = {"CREATE_FAILED": "create", "UPDATE_FAILED": "update"}
    for event in reversed(_stack_events.get(child["StackId"], [])):
        verb = verbs.get(event["ResourceStatus"])
        if verb is not None and event["PhysicalResourceId"] != child["StackId"]:
            return f"The following resource(s) failed to {verb}: [{event['LogicalResourceId']}]. "
    return str(child.get("StackStatusReason", ""))


def _outputs(child: Record) -> Record:
    return {f"Outputs.{output['OutputKey']}": output["OutputValue"] for output in child.get("Outputs", [])}

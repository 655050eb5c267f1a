"""AWS::IAM::RolePolicy: one inline policy of one role, which the engine knows only as AWS::IAM::Policy."""

from typing import Any

from ministack.services.cloudformation import provisioners

from hooks.guard import Hooked, HookedTable
from hooks.simulator import Simulator

TYPE = "AWS::IAM::RolePolicy"
POLICY = "AWS::IAM::Policy"

HOOKED: tuple[Hooked, ...] = (
    HookedTable(provisioners.__name__, "_RESOURCE_HANDLERS", POLICY),
    HookedTable(provisioners.__name__, "_REPLACING_PROPERTIES"),
)

Json = dict[str, Any]


def install(_simulator: Simulator) -> None:
    """Add the resource type to the engine."""
    policy = provisioners._RESOURCE_HANDLERS[POLICY]

    def create(logical_id: str, properties: Json, stack_name: str) -> tuple[str, Json]:
        policy["create"](logical_id, _as_policy(properties), stack_name)
        return f"{properties['PolicyName']}|{properties['RoleName']}", {}

    def update(physical_id: str, old: Json, new: Json, stack_name: str) -> tuple[str, Json]:
        policy["update"](physical_id, _as_policy(old), _as_policy(new), stack_name)
        return physical_id, {}

    def delete(physical_id: str, properties: Json) -> None:
        policy["delete"](physical_id, _as_policy(properties))

    provisioners._RESOURCE_HANDLERS[TYPE] = {"create": create, "update": update, "delete": delete}
    provisioners._REPLACING_PROPERTIES[TYPE] = ("PolicyName", "RoleName")


def _as_policy(properties: Json) -> Json:
    return {
        "PolicyName": properties["PolicyName"],
        "PolicyDocument": properties.get("PolicyDocument", {}),
        "Roles": [properties["RoleName"]],
    }

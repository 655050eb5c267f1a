"""A template that names what it does not have is refused before any stack exists, in CloudFormation's words.

The engine would begin, and leave the name as it stands in the resource's properties.
"""

import re
from collections.abc import Iterator
from typing import Any

from ministack.services.cloudformation import changesets, handlers

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

_PARAMETERS = ("template", "conditions", "params")

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(handlers.__name__, "validate_template_support", _PARAMETERS),
    HookedFunction(changesets.__name__, "validate_template_support", _PARAMETERS),
)

Record = dict[str, Any]

_PSEUDO_PARAMETERS = {
    f"AWS::{name}"
    for name in ("AccountId", "NotificationARNs", "NoValue", "Partition", "Region", "StackId", "StackName", "URLSuffix")
}
_SUBSTITUTED = re.compile(r"\$\{([^!}][^}]*)\}")


def install(_simulator: Simulator) -> None:
    """Wrap the engine's check."""
    validate = handlers.validate_template_support

    def validate_template_support(template: Record, conditions: Record, params: Record | None = None) -> None:
        validate(template, conditions, params)
        # The first block of the template that has such a name is the one that is told of.
        for block in ("Resources", "Outputs"):
            problem = _unresolved(template, block)
            if problem is not None:
                raise ValueError(f"Template format error: {problem} in the {block} block of the template")

    handlers.validate_template_support = validate_template_support
    changesets.validate_template_support = validate_template_support


def _unresolved(template: Record, block: str) -> str | None:
    elements: Record = template.get(block) or {}
    resources = set(template.get("Resources") or {})
    known = resources | set(template.get("Parameters") or {}) | _PSEUDO_PARAMETERS
    names = {name for name in _names(elements) if name not in known}
    for element in elements.values():
        depends_on = element.get("DependsOn", []) if block == "Resources" else []
        names.update(set([depends_on] if isinstance(depends_on, str) else depends_on) - resources)
    if names:
        return f"Unresolved resource dependencies [{', '.join(sorted(names))}]"
    conditions = {element["Condition"] for element in elements.values() if isinstance(element.get("Condition"), str)}
    unknown = (conditions | set(_condition_names(elements))) - set(template.get("Conditions") or {})
    return f"Unresolved condition dependency {min(unknown)}" if unknown else None


def _names(value: Any) -> Iterator[str]:
    """Everything that Ref, Fn::GetAtt and Fn::Sub name."""
    if isinstance(value, list):
        for item in value:
            yield from _names(item)
    elif isinstance(value, dict):
        argument = next(iter(value.values())) if len(value) == 1 else None
        if isinstance(argument, str) and "Ref" in value:
            yield argument
        elif argument and "Fn::GetAtt" in value:
            yield argument.split(".")[0] if isinstance(argument, str) else argument[0]
        elif argument and "Fn::Sub" in value:
            text, variables = (argument, {}) if isinstance(argument, str) else argument
            found = (name.strip().split(".")[0] for name in _SUBSTITUTED.findall(text))
            yield from (name for name in found if name not in variables)
            yield from _names(variables)
        else:
            yield from _names(list(value.values()))


def _condition_names(value: Any) -> Iterator[str]:
    """The conditions that Fn::If names."""
    if isinstance(value, list):
        for item in value:
            yield from _condition_names(item)
    elif isinstance(value, dict):
        choice = value.get("Fn::If")
        if isinstance(choice, list) and len(value) == 1:
            yield str(choice[0])
        yield from _condition_names(list(value.values()))

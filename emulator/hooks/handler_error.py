"""A Node handler's error carries its own name and stack, as Lambda answers them.

The Provider framework puts that stack into the text that CloudFormation shows; where there is none, it puts its own,
with the paths of the engine's temporary folder.
"""

import re
from typing import Any

from ministack.services import lambda_svc

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(lambda_svc.__name__, "_execute_function_warm", ("func", "event", "request_id")),
)

Json = dict[str, Any]

_ERROR_NAME = re.compile(r"^[A-Z]\w*$")


def install(_simulator: Simulator) -> None:
    """Wrap the engine's function."""
    execute = lambda_svc._execute_function_warm

    def execute_function_warm(func: Json, event: Json, request_id: str) -> Json:
        result: Json = execute(func, event, request_id)
        if result.get("error") and isinstance(result.get("body"), dict):
            _complete(result["body"], str(result.get("log", "")))
        return result

    lambda_svc._execute_function_warm = execute_function_warm


def _complete(body: Json, log: str) -> None:
    """Take name and stack from the end of the log, where the engine leaves them: `Name: message`, then the frames."""
    name_ends = log.rfind(f": {body.get('errorMessage')}")
    if name_ends < 0:
        return
    stack = log[log.rfind("\n", 0, name_ends) + 1 :]
    name = stack.split(":", 1)[0]
    if _ERROR_NAME.match(name):
        body["errorType"] = name
        body["trace"] = stack.split("\n")

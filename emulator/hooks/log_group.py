"""A function can read from its environment which log group it writes to, as in Lambda."""

from typing import Any

from ministack.services import lambda_svc

from hooks.guard import Hooked, HookedFunction
from hooks.simulator import Simulator

HOOKED: tuple[Hooked, ...] = (
    HookedFunction(lambda_svc.__name__, "_execute_function_warm", ("func", "event", "request_id")),
)

Json = dict[str, Any]


def install(_simulator: Simulator) -> None:
    """Wrap the engine's function."""
    execute = lambda_svc._execute_function_warm

    def execute_function_warm(func: Json, event: Json, request_id: str) -> Json:
        result: Json = execute({**func, "config": _with_log_group(func.get("config") or func)}, event, request_id)
        return result

    lambda_svc._execute_function_warm = execute_function_warm


def _with_log_group(config: Json) -> Json:
    group = (config.get("LoggingConfig") or {}).get("LogGroup") or f"/aws/lambda/{config.get('FunctionName')}"
    environment = config.get("Environment") or {}
    variables = {**(environment.get("Variables") or {}), "AWS_LAMBDA_LOG_GROUP_NAME": group}
    return {**config, "Environment": {**environment, "Variables": variables}}

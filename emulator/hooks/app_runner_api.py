"""App Runner's API at the engine's own address, with IAM in front of it when authorization is on."""

import json

from ministack import app
from ministack.core import iam_actions, router
from ministack.core.concurrency import run_offloop

from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.simulator import Simulator

SERVICE = "apprunner"

_ARN_PARAMETERS = ("service", "method", "path", "headers", "body", "query_params", "region", "account_id")

HOOKED: tuple[Hooked, ...] = (
    HookedTable(router.__name__, "SERVICE_PATTERNS", "s3"),
    HookedTable(app.__name__, "SERVICE_HANDLERS", "cloudformation"),
    HookedTable(iam_actions.__name__, "SERVICE_TO_IAM_NAMESPACE", "cloudformation"),
    HookedFunction(iam_actions.__name__, "extract_resource_arn", _ARN_PARAMETERS),
    HookedFunction("ministack.core.concurrency", "run_offloop", ("fn", "args", "kwargs")),
)

_FORWARDED_HEADERS = (
    "authorization",
    "content-type",
    "user-agent",
    "x-amz-target",
    "x-amz-user-agent",
    "amz-sdk-request",
)


def install(simulator: Simulator) -> None:
    """Add the service to the engine's tables."""

    async def handle(
        method: str, path: str, headers: dict[str, str], body: bytes, _query_params: dict[str, list[str]]
    ) -> tuple[int, dict[str, str], bytes]:
        kept = {name: headers[name] for name in _FORWARDED_HEADERS if name in headers}
        status, content_type, answer = await run_offloop(simulator.forward, method, path, kept, body)
        return status, {"Content-Type": content_type}, answer

    router.SERVICE_PATTERNS[SERVICE] = {"target_prefixes": ["AppRunner"], "host_patterns": [r"apprunner\."]}
    app.SERVICE_HANDLERS[SERVICE] = handle
    iam_actions.SERVICE_TO_IAM_NAMESPACE[SERVICE] = SERVICE

    extract = iam_actions.extract_resource_arn

    def extract_resource_arn(
        service: str,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        query_params: dict[str, list[str]],
        region: str,
        account_id: str,
    ) -> str:
        if service == SERVICE:
            return _resource_arn(body, region, account_id)
        return extract(service, method, path, headers, body, query_params, region, account_id)

    iam_actions.extract_resource_arn = extract_resource_arn


def _resource_arn(body: bytes, region: str, account_id: str) -> str:
    """The resource that IAM checks: the service, or everything for a call that names none (ListServices)."""
    request = json.loads(body or b"{}")
    arn = request.get("ServiceArn") or request.get("ResourceArn")
    if arn:
        return str(arn)
    if "ServiceName" in request:
        return f"arn:aws:apprunner:{region}:{account_id}:service/{request['ServiceName']}/*"
    return "*"

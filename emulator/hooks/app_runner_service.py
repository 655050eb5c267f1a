"""AWS::AppRunner::Service, backed by the simulator, as CloudFormation's own handler behaves.

The public source of that handler (January 2024) is the model: a create or an update makes one call, then polls
DescribeService and succeeds only if the service settles in RUNNING. It never looks at the operation, so an update
that App Runner rolled back is reported as complete; and it does not retry when the service is paused or busy.
"""

import random
import string
import time
from typing import Any

from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services.cloudformation import provisioners, stacks

from hooks.app_runner_properties import create_request, update_request
from hooks.failed_create import ResourceNotCreated
from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.simulator import AppRunnerError, Simulator

TYPE = "AWS::AppRunner::Service"

HOOKED: tuple[Hooked, ...] = (
    HookedTable(provisioners.__name__, "_RESOURCE_HANDLERS"),
    HookedTable(provisioners.__name__, "_REPLACING_PROPERTIES"),
    HookedFunction(stacks.__name__, "_runs_on_worker_thread", ("resource_type",)),
)

Json = dict[str, Any]

_POLL_SECONDS = 0.05
_STABILIZATION_SECONDS = 300


class HandlerFailed(Exception):
    """A failure, in the words CloudFormation puts around a handler's message."""

    def __init__(self, message: str | None, code: str) -> None:
        text = "null" if message is None else message
        super().__init__(
            f'Resource handler returned message: "{text}" (RequestToken: {new_uuid()}, HandlerErrorCode: {code})'
        )


def install(simulator: Simulator) -> None:
    """Add the resource type to the engine."""
    handler = ServiceHandler(simulator)
    provisioners._RESOURCE_HANDLERS[TYPE] = {
        "create": handler.create,
        "update": handler.update,
        "delete": handler.delete,
    }
    provisioners._REPLACING_PROPERTIES[TYPE] = ("ServiceName", "EncryptionConfiguration", "Tags")

    runs_on_worker_thread = stacks._runs_on_worker_thread
    # It waits for the service; on the event loop it would freeze the whole engine.
    stacks._runs_on_worker_thread = lambda resource_type: resource_type == TYPE or runs_on_worker_thread(resource_type)


class ServiceHandler:
    """Create, update and delete of one service; the physical id is its ARN."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def create(self, logical_id: str, properties: Json, _stack_name: str) -> tuple[str, Json]:
        """CreateService, then wait for RUNNING."""
        name = properties.get("ServiceName") or _generated_name(logical_id)
        service = self._call("CreateService", create_request(properties, str(name)))["Service"]
        arn = str(service["ServiceArn"])
        try:
            return arn, _attributes(self._settled_in("RUNNING", service))
        except HandlerFailed as failure:
            raise ResourceNotCreated(str(failure), arn) from failure

    def update(self, arn: str, _old: Json, new: Json, _stack_name: str) -> tuple[str, Json]:
        """UpdateService once, then wait for RUNNING."""
        service = self._call("UpdateService", update_request(new, arn))["Service"]
        return arn, _attributes(self._settled_in("RUNNING", service))

    def delete(self, arn: str, _properties: Json) -> None:
        """DeleteService, then wait; a service that is gone already is a success."""
        try:
            service = self._call("DeleteService", {"ServiceArn": arn})["Service"]
            self._settled_in("DELETED", service)
        except HandlerFailed as failure:
            if (
                not isinstance(failure.__cause__, AppRunnerError)
                or failure.__cause__.name != "ResourceNotFoundException"
            ):
                raise

    def _settled_in(self, wanted: str, service: Json) -> Json:
        deadline = time.monotonic() + _STABILIZATION_SECONDS
        while service["Status"] == "OPERATION_IN_PROGRESS":
            if time.monotonic() > deadline:
                raise HandlerFailed(f"Service {service['ServiceArn']} did not stabilize.", "NotStabilized")
            time.sleep(_POLL_SECONDS)
            service = self._call("DescribeService", {"ServiceArn": service["ServiceArn"]})["Service"]
        if service["Status"] != wanted:
            raise HandlerFailed(None, "null")  # the handler's own words: it gives neither message nor code
        return service

    def _call(self, operation: str, request: Json) -> Json:
        try:
            return self._simulator.call(operation, get_region(), get_account_id(), request)
        except AppRunnerError as error:
            text = f"{error} (Service: AppRunner, Status Code: {error.status}, Request ID: {new_uuid()})"
            raise HandlerFailed(text, _error_code(error.name)) from error


def _error_code(name: str) -> str:
    if name == "ResourceNotFoundException":
        return "NotFound"
    if name in ("InvalidRequestException", "InvalidStateException"):
        return "InvalidRequest"
    return "ServiceLimitExceeded" if name == "ServiceQuotaExceededException" else "ServiceInternalError"


def _generated_name(logical_id: str) -> str:
    """40 characters at most: the logical id cut to 27, a hyphen, and 12 at random."""
    return f"{logical_id[:27]}-{''.join(random.choices(string.ascii_letters + string.digits, k=12))}"


def _attributes(service: Json) -> Json:
    return {name: service.get(name, "") for name in ("ServiceArn", "ServiceId", "ServiceUrl", "Status")}

"""What the engine lacks for this repository's demo and tests, one file per need."""

from hooks import (
    app_runner_api,
    app_runner_service,
    describe_resource,
    failed_create,
    failed_delete,
    guard,
    handler_error,
    log_group,
    nested_stack,
    operation,
    secure_transport,
    service_token,
    stack_events,
)
from hooks.simulator import Simulator

# In this order: a hook wraps what the ones before it left.
HOOKS = (
    operation,
    failed_create,
    failed_delete,
    service_token,
    stack_events,
    describe_resource,
    nested_stack,
    app_runner_service,
    app_runner_api,
    secure_transport,
    handler_error,
    log_group,
)


def install(simulator: Simulator) -> None:
    """Check every hooked name, then install every hook; raise without having changed anything if one is off."""
    guard.verify(hooked for hook in HOOKS for hooked in hook.HOOKED)
    for hook in HOOKS:
        hook.install(simulator)

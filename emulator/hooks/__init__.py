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
    references,
    role_policy,
    schedules,
    secure_transport,
    service_token,
    stack_events,
)
from hooks.simulator import Simulator

# In this order: a hook wraps what the ones before it left.
HOOKS = (
    references,
    operation,
    failed_create,
    failed_delete,
    service_token,
    stack_events,
    describe_resource,
    nested_stack,
    role_policy,
    app_runner_service,
    app_runner_api,
    schedules,
    secure_transport,
    log_group,
    handler_error,
)


def install(simulator: Simulator) -> None:
    """Check every hooked name, then install every hook; raise without having changed anything if one is off."""
    guard.verify(hooked for hook in HOOKS for hooked in hook.HOOKED)
    for hook in HOOKS:
        hook.install(simulator)

"""Schedules that fire when a test asks for it, and what EventBridge Scheduler writes into their input.

The engine invokes the target of a schedule when its cron is due: minutes too late for a test that waits for it, and in
the middle of one that does not. It does not know the placeholders of Scheduler, such as the time at which the
schedule was due.
"""

import json
import threading
import time
from datetime import datetime, timezone
from typing import Any

from ministack import app
from ministack.core import router
from ministack.core.concurrency import run_offloop
from ministack.services import eventbridge, lambda_svc, scheduler

from hooks.guard import Hooked, HookedFunction, HookedTable
from hooks.simulator import Simulator

SERVICE = "emulator"

HOOKED: tuple[Hooked, ...] = (
    HookedTable(router.__name__, "SERVICE_PATTERNS", "scheduler"),
    HookedTable(app.__name__, "SERVICE_HANDLERS", "scheduler"),
    HookedTable(scheduler.__name__, "_schedule_last_fired"),
    HookedTable(scheduler.__name__, "_schedules"),
    HookedFunction(scheduler.__name__, "_tick_schedules", ()),
    HookedFunction(scheduler.__name__, "start_scheduler", ()),
    HookedFunction(eventbridge.__name__, "_invoke_target", ("target", "event", "rule", "view")),
    HookedFunction(lambda_svc.__name__, "_execute_function_with_config_scope", ("func", "event")),
    HookedFunction("ministack.core.concurrency", "run_offloop", ("fn", "args", "kwargs")),
)

_LIMIT_SECONDS = 60

Json = dict[str, Any]

_logs: dict[str, list[str]] = {}
"""What each asynchronous invocation of a function has logged, by the function's name."""
_ended = threading.Condition()


def install(_simulator: Simulator) -> None:
    """Keep the engine's clock from schedules, wrap its functions, and add the call `Emulator.FireSchedule`."""
    invoke = eventbridge._invoke_target
    execute = lambda_svc._execute_function_with_config_scope

    def invoke_target(target: Json, event: Json, rule: Json, view: Any = None) -> None:
        if event.get("Source") == "aws.scheduler" and "Input" in target:
            target = {**target, "Input": _filled_in(target["Input"], event)}
        invoke(target, event, rule, view)

    def execute_function(func: Json, event: Json) -> Json:
        result: Json = {}
        try:
            result = execute(func, event)
        finally:
            with _ended:
                _logs.setdefault(func["config"]["FunctionName"], []).append(str(result.get("log", "")))
                _ended.notify_all()
        return result

    async def handle(
        _method: str, _path: str, _headers: dict[str, str], body: bytes, _query_params: dict[str, list[str]]
    ) -> tuple[int, dict[str, str], bytes]:
        log = await run_offloop(_fire, str(json.loads(body)["NamePrefix"]))
        return 200, {"Content-Type": "application/json"}, json.dumps({"Log": log}).encode()

    scheduler.start_scheduler = lambda: None
    eventbridge._invoke_target = invoke_target
    lambda_svc._execute_function_with_config_scope = execute_function
    router.SERVICE_PATTERNS[SERVICE] = {"target_prefixes": ["Emulator"]}
    app.SERVICE_HANDLERS[SERVICE] = handle


def _filled_in(text: str, event: Json) -> str:
    due = datetime.fromtimestamp(event["Time"], tz=timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return text.replace("<aws.scheduler.scheduled-time>", due)


def _fire(prefix: str) -> str | None:
    """Let the engine find the schedule with such a name due, and give what its function then logs. None if it is not due."""
    found = [item for item in scheduler._schedules._data.items() if str(item[1]["Name"]).startswith(prefix)]
    if len(found) != 1:
        return None
    key, schedule = found[0]
    function = str(schedule["Target"]["Arn"]).rsplit(":", 1)[-1]
    time.sleep(-time.time() % 1)  # Scheduler's times are full seconds: nothing that has happened is later than this one
    before = len(_logs.get(function, []))
    now = time.time()
    scheduler._schedule_last_fired.update({other: now for other in scheduler._schedules._data})
    scheduler._schedule_last_fired[key] = 0.0
    scheduler._tick_schedules()
    if not scheduler._schedule_last_fired[key]:
        return None
    with _ended:
        if not _ended.wait_for(lambda: len(_logs.get(function, [])) > before, _LIMIT_SECONDS):
            raise TimeoutError(f"{function} did not end within {_LIMIT_SECONDS} s")
        return _logs[function][before]

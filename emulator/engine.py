"""The engine: ministack with our hooks, on a socket that the launcher has opened.

Started by launcher.py only, with its standard input connected to the launcher and its own process group.
"""

import argparse
import asyncio
import os
import shutil
import signal
import sys
import threading
import time


def main() -> int:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--simulator", required=True, help="URL of the App Runner simulator")
    parser.add_argument("--socket", required=True, type=int, help="file descriptor of the bound socket")
    parser.add_argument("--folder", required=True, help="the temporary folder, removed when the launcher dies")
    arguments = parser.parse_args()

    # For the signal this process sends to its whole group below; its children keep the default.
    signal.signal(signal.SIGTERM, lambda *_: None)
    threading.Thread(target=_leave_with_launcher, args=(arguments.folder,), daemon=True).start()
    try:
        import hooks
        from hooks.guard import HookMismatch
        from hooks.simulator import Simulator
    except ImportError as missing:
        print(f"emulator: the installed ministack does not fit emulator/hooks: {missing}", file=sys.stderr, flush=True)
        return 1
    try:
        hooks.install(Simulator(arguments.simulator))
    except HookMismatch as mismatch:
        print(mismatch, file=sys.stderr, flush=True)
        return 1
    asyncio.run(_serve(arguments.socket))
    return 0


async def _serve(socket: int) -> None:
    from hypercorn.asyncio import serve
    from hypercorn.config import Config
    from ministack.app import app

    config = Config()
    config.bind = [f"fd://{socket}"]
    config.loglevel = "WARNING"
    # No signal handlers: the launcher kills the group.
    await serve(app, config, shutdown_trigger=asyncio.Event().wait)


def _leave_with_launcher(folder: str) -> None:
    """The launcher removes everything, unless it was killed itself; then its end of the pipe closes."""
    while os.read(0, 1024):
        pass
    os.killpg(0, signal.SIGTERM)
    time.sleep(0.2)
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())

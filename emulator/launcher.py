"""Starts the engine and sees to it that nothing of it stays behind.

Three processes watch each other through pipes: when the parent (Node) ends in any way, this launcher's standard
input closes and it kills the engine's process group and removes the temporary folder; when the launcher is killed,
the engine's standard input closes and the engine does the same; when the engine dies, the launcher cleans up, ends
with status 1 and leaves the log. Uses the standard library only: it also runs when the engine cannot be imported.
"""

import argparse
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

_POLL_SECONDS = 0.1


def main() -> int:
    """Run the engine until the parent closes our standard input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--simulator", required=True, help="URL of the App Runner simulator")
    parser.add_argument("--log", required=True, help="file for the engine's output, removed after a clean stop")
    arguments = parser.parse_args()

    # Ctrl-C reaches the whole terminal: the parent decides, and its end is what we wait for.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))

    folder = tempfile.mkdtemp(prefix="apprunner-emulator-")
    engine: subprocess.Popen[bytes] | None = None
    try:
        engine, port = _start(arguments.simulator, Path(arguments.log), folder)
        print(json.dumps({"port": port, "folder": folder, "engine": engine.pid}), flush=True)
        crashed = _wait(engine)
    finally:
        if engine is not None:
            _kill(engine)
        shutil.rmtree(folder, ignore_errors=True)
    if crashed:
        return 1
    Path(arguments.log).unlink(missing_ok=True)
    return 0


def _start(simulator: str, log: Path, folder: str) -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as listener:
        # Bound here and handed over: no other process can take the port in between.
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
        with log.open("wb") as output:
            engine = subprocess.Popen(
                [
                    *(sys.executable, "-B", str(Path(__file__).with_name("engine.py"))),
                    *("--simulator", simulator, "--socket", str(listener.fileno()), "--folder", folder),
                ],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, "GATEWAY_PORT": str(port), "TMPDIR": folder},
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )
    return engine, port


def _wait(engine: subprocess.Popen[bytes]) -> bool:
    """Until the parent's end of our standard input closes (False) or the engine ends by itself (True)."""
    while True:
        readable, _, _ = select.select([0], [], [], _POLL_SECONDS)
        if readable and not os.read(0, 1024):
            return False
        if engine.poll() is not None:
            return True


def _kill(engine: subprocess.Popen[bytes]) -> None:
    try:
        # The group, not the process: Lambda workers belong to it. It keeps no state worth a slower end.
        os.killpg(engine.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    engine.wait()


if __name__ == "__main__":
    sys.exit(main())

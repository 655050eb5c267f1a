"""The App Runner simulator, as the engine calls it."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]

# As the AWS SDK of CloudFormation's own handler would: three attempts for what may pass by itself.
_ATTEMPTS = 3
_RETRY_AFTER_SECONDS = 0.1
_TIMEOUT_SECONDS = 30

# Tells CloudFormation's calls from a handler's in the simulator's ledger.
_USER_AGENT = "cloudformation.amazonaws.com"


class AppRunnerError(Exception):
    """An error that App Runner answered."""

    def __init__(self, status: int, name: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.name = name


class Simulator:
    """Speaks App Runner's JSON protocol to the simulator, never through a proxy."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if not parts.hostname or not parts.port:
            raise ValueError(f"the simulator's URL needs a host and a port: {url}")
        self._host = parts.hostname
        self._port = parts.port

    def forward(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, str, bytes]:
        """Send one request as it is; answer status, content type and body."""
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_SECONDS)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.getheader("content-type", "application/x-amz-json-1.0"), response.read()
        finally:
            connection.close()

    def call(self, operation: str, region: str, account: str, request: Json) -> Json:
        """Call an operation as CloudFormation does: in the stack's Region, with the SDK's retries."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                return self._call_once(operation, region, account, request)
            except (OSError, http.client.HTTPException):
                if attempt == _ATTEMPTS:
                    raise
            except AppRunnerError as error:
                if attempt == _ATTEMPTS or not (error.status >= 500 or error.name.startswith("Throttling")):
                    raise
            time.sleep(_RETRY_AFTER_SECONDS)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _call_once(self, operation: str, region: str, account: str, request: Json) -> Json:
        scope = f"{account}/{time.strftime('%Y%m%d', time.gmtime())}/{region}/apprunner/aws4_request"
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"AppRunner.{operation}",
            "User-Agent": _USER_AGENT,
            "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        }
        status, _, body = self.forward("POST", "/", headers, json.dumps(request).encode())
        answer: Json = json.loads(body) if body else {}
        if status >= 400:
            name = str(answer.get("__type", "UnknownError")).rsplit("#", 1)[-1]
            raise AppRunnerError(status, name, str(answer.get("message") or answer.get("Message") or name))
        return answer

"""From the template's properties to App Runner's requests, as CloudFormation's own handler translates them."""

from typing import Any

Json = dict[str, Any]

_BOOLEANS = {"AutoDeploymentsEnabled", "ObservabilityEnabled", "IsPubliclyAccessible"}
_INTEGERS = {"Interval", "Timeout", "HealthyThreshold", "UnhealthyThreshold"}
# A list of {Name, Value} in a template, a map in the API.
_MAPS = {"RuntimeEnvironmentVariables", "RuntimeEnvironmentSecrets"}

_UPDATABLE = ("InstanceConfiguration", "HealthCheckConfiguration", "AutoScalingConfigurationArn")


def create_request(properties: Json, service_name: str) -> Json:
    """The CreateService request."""
    request = _shared(properties)
    request["ServiceName"] = service_name
    for name in ("EncryptionConfiguration", "NetworkConfiguration", "Tags"):
        if name in properties:
            request[name] = _value(properties[name], name)
    return request


def update_request(properties: Json, service_arn: str) -> Json:
    """The UpdateService request: everything that can be updated, and the default network when none is given."""
    request = _shared(properties)
    request["ServiceArn"] = service_arn
    network = properties.get("NetworkConfiguration") or {
        "EgressConfiguration": {"EgressType": "DEFAULT"},
        "IngressConfiguration": {"IsPubliclyAccessible": True},
    }
    request["NetworkConfiguration"] = _value(network, "NetworkConfiguration")
    return request


def _shared(properties: Json) -> Json:
    source = {"AutoDeploymentsEnabled": False, **(properties.get("SourceConfiguration") or {})}
    observability = properties.get("ObservabilityConfiguration") or {"ObservabilityEnabled": False}
    request: Json = {
        "SourceConfiguration": _value(source, "SourceConfiguration"),
        "ObservabilityConfiguration": _value(observability, "ObservabilityConfiguration"),
    }
    for name in _UPDATABLE:
        if name in properties:
            request[name] = _value(properties[name], name)
    return request


def _value(value: Any, name: str) -> Any:
    if name in _BOOLEANS:
        return str(value).lower() == "true"
    if name in _INTEGERS:
        return int(value)
    if name in _MAPS and isinstance(value, list):
        return {str(entry["Name"]): str(entry["Value"]) for entry in value}
    if isinstance(value, dict):
        return {key: _value(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return [_value(entry, "") for entry in value]
    # A template may say 8080 where the API wants "8080" (Port, Cpu, Memory).
    return str(value)

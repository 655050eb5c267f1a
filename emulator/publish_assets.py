"""Puts the file assets of a CDK assembly into the emulator's S3, as the CDK CLI would, without roles and bootstrap.

Reads the list from standard input: [{"source", "packaging", "bucket", "key", "region"}]. Also leaves the parameter
that every CDK template asks for to see whether its account was bootstrapped.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config


def main() -> None:
    """Publish every asset of the list."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", required=True, help="URL of the emulator")
    endpoint = parser.parse_args().endpoint

    _say_bootstrapped(endpoint)
    buckets: set[tuple[str, str]] = set()
    for asset in json.load(sys.stdin):
        region, bucket = asset["region"], asset["bucket"]
        s3 = _client("s3", endpoint, region)
        if (region, bucket) not in buckets:
            _make_bucket(s3, bucket, region)
            buckets.add((region, bucket))
        with tempfile.TemporaryDirectory() as folder:
            with _archive(asset, Path(folder)).open("rb") as content:
                s3.put_object(Bucket=bucket, Key=asset["key"], Body=content)


def _client(service: str, endpoint: str, region: str) -> Any:
    config = Config(s3={"addressing_style": "path"}, proxies={})
    session = botocore.session.get_session()
    return session.create_client(service, region_name=region, endpoint_url=endpoint, config=config)


def _say_bootstrapped(endpoint: str) -> None:
    ssm = _client("ssm", endpoint, os.environ["AWS_REGION"])
    try:
        ssm.put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    except ssm.exceptions.ParameterAlreadyExists:
        pass  # a real bootstrap came first


def _make_bucket(s3: Any, bucket: str, region: str) -> None:
    if any(existing["Name"] == bucket for existing in s3.list_buckets()["Buckets"]):
        return
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    s3.create_bucket(Bucket=bucket, **where)


def _archive(asset: dict[str, str], folder: Path) -> Path:
    if asset["packaging"] != "zip":
        return Path(asset["source"])
    return Path(shutil.make_archive(str(folder / "asset"), "zip", asset["source"]))


if __name__ == "__main__":
    main()

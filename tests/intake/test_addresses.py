"""Only addresses on the public Internet are fetched from."""

from __future__ import annotations

import time

import pytest

from dateline.errors import AddressError, FetchError
from dateline.intake.addresses import Resolver, is_public, parsed_url, public_addresses, resolve_by_system


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "100::1",
        "4000::1",
        "not an address",
    ],
)
def test_addresses_behind_a_wall_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "93.184.216.34",
        "172.32.0.1",
        "2606:4700::1111",
        "2a00:1450:4001::1",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
    ],
)
def test_addresses_that_anybody_can_reach_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/passwd", "scheme 'file'"),
        ("gopher://example.org/", "scheme 'gopher'"),
        ("javascript:alert(1)", "scheme 'javascript'"),
        ("//example.org/", "scheme ''"),
        ("example.org", "scheme ''"),
        ("http://", "names no host"),
        ("http:///etc", "names no host"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://example.org:99999/", "has port 99999"),
        ("http://exa mple.org/", "is no address"),
        ("http://[::1/", "is no address"),
        ("http://example.org/\x00", "is no address"),
        ("http://" + "a" * 70000, "is no address"),
        ("", "scheme ''"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_no_web_address_is_refused(address: str, says: str) -> None:
    with pytest.raises(AddressError) as caught:
        parsed_url(address)
    assert says in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(str(caught.value)) < 500


def answering(*addresses: str) -> Resolver:
    return lambda host, port: addresses


def test_every_address_of_a_host_is_checked() -> None:
    with pytest.raises(AddressError, match=r"ferry\.example \(10\.0\.0\.1\) is not on the public Internet"):
        public_addresses(
            "ferry.example", 80, allow_private=False, resolve=answering("8.8.8.8", "10.0.0.1"), timeout_seconds=5
        )


def test_private_addresses_can_be_allowed() -> None:
    found = public_addresses(
        "ferry.example", 80, allow_private=True, resolve=answering("10.0.0.1", "10.0.0.1"), timeout_seconds=5
    )
    assert found == ("10.0.0.1",)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost"])
def test_loopback_in_disguise_is_refused(host: str) -> None:
    with pytest.raises((AddressError, FetchError)):
        public_addresses(
            parsed_url(f"http://{host}/").host, 80, allow_private=False, resolve=resolve_by_system, timeout_seconds=5
        )


def test_a_resolver_that_hangs_is_given_up() -> None:
    def hang(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    with pytest.raises(FetchError, match="was not found in time"):
        public_addresses("ferry.example", 80, allow_private=False, resolve=hang, timeout_seconds=0.05)


def test_a_host_without_address_is_named() -> None:
    def fail(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    for resolve in (fail, answering()):
        with pytest.raises(FetchError, match=r"ferry\.example .*check the spelling"):
            public_addresses("ferry.example", 80, allow_private=False, resolve=resolve, timeout_seconds=5)

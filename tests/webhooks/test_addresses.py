"""Which addresses an organisation may be told at, and which never."""

from ipaddress import ip_address

import pytest

from profile_service.domain.webhook import UnfitAddressError, is_public, read_address

INTERNAL = (
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.9.9.9",  # noqa: S104
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "100::1", "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::1", "2002:808:808::1",
    "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "ff0e::1", "3fff::1", "5f00::1", "2606:4700::1111%lo",
)  # fmt: skip
PUBLIC = ("8.8.8.8", "1.1.1.1", "100.63.255.255", "2a00:1450:400f::1", "2606:4700::1111", "64:ff9b::808:808")


@pytest.mark.parametrize("written", INTERNAL)
def test_an_address_inside_somebodys_network_is_not_public(written: str) -> None:
    assert not is_public(ip_address(written))


@pytest.mark.parametrize("written", PUBLIC)
def test_an_address_of_the_internet_is_public(written: str) -> None:
    assert is_public(ip_address(written))


@pytest.mark.parametrize(
    "url",
    [
        "http://receiver.example.org/",
        "ftp://receiver.example.org/",
        "file:///etc/passwd",
        "gopher://receiver.example.org/",
        "//receiver.example.org/",
        "receiver.example.org",
        "https://",
        "https:///path",
        "https://name@receiver.example.org/",
        "https://name:word@receiver.example.org/",
        "https://@receiver.example.org/",
        "https://receiver.example.org/#part",
        "https://receiver.example.org#",
        "https://receiver.example.org:0/",
        "https://receiver.example.org:65536/",
        "https://receiver.example.org:x/",
        "https://receiver.example.org/a b",
        "https://receiver.example.org/\r\nHost: other",
        "https://receiver.example.org/\t",
        "https://receiver.example.org\\@other.example.org/",
        "https://recéiver.example.org/",
        "https://[2606:4700::1111%25lo]/",
        "https://[2606:4700::1111%lo]/",
        "https://[2606:4700::1111]other.example.org/",
        "https://localhost/",
        "https://LOCALHOST:8000/",
        "https://intranet/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://10.0.0.0x1/",
        "https://receiver.example.0x7f/",
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1%25eth0]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[v1.x]/",
        "https://-a.example.org/",
        "https://a_b.example.org/",
        "https://receiver.example.org%2f@other.example.org/",
        "https://" + "a." * 130 + "org/",
        "https://receiver.example.org/" + "a" * 500,
        "http://127.0.0.1:9000/",
    ],
)
def test_what_is_no_public_https_address_is_refused(url: str) -> None:
    with pytest.raises(UnfitAddressError):
        read_address(url)


def test_a_public_address_is_taken_apart() -> None:
    place = read_address("https://Receiver.Example.org:8443/told?by=egenkarta")
    assert (place.host, place.port, place.target) == ("receiver.example.org", 8443, "/told?by=egenkarta")
    assert place.authority == "receiver.example.org:8443"
    plain = read_address("https://receiver.example.org")
    assert (plain.port, plain.target, plain.authority) == (443, "/", "receiver.example.org")
    six = read_address("https://[2606:4700::1111]/")
    assert six.authority == "[2606:4700::1111]"


def test_this_machine_may_be_told_in_a_demo_alone_and_another_machine_not_even_there() -> None:
    place = read_address("http://127.0.0.1:9000/told", loopback=True)
    assert (place.secure, place.port) == (False, 9000)
    for url in ("http://receiver.example.org/", "http://10.0.0.1/", "http://localhost:9000/"):
        with pytest.raises(UnfitAddressError):
            read_address(url, loopback=True)


def test_what_is_wrong_is_told_without_the_address() -> None:
    with pytest.raises(UnfitAddressError) as caught:
        read_address("https://secret-name@receiver.example.org/")
    assert "secret" not in caught.value.problem + caught.value.expected

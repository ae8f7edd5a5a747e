"""Addresses: which hosts may be asked for pages, decided by where their names lead."""

import ipaddress
import socket
from typing import Final

from kg.errors import SourceError

#: IPv6 addresses that carry an IPv4 address to a translator.
_NAT64: Final = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))


def resolve(host: str, port: int, *, allow_private: bool = False) -> list[str]:
    """The addresses that a host name (or a written address) stands for, each once.

    Whoever connects must use these and not ask for the name again, since the answer may be another one next time.
    Raises `SourceError` where there is none, and where one of them is not of the public internet: private, loopback,
    link-local, multicast and reserved ones are refused unless ``allow_private``.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(host, "no host of this name is known", "check the address and the network") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses:
        raise SourceError(host, "no host of this name is known", "check the address and the network")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise SourceError(
                host,
                f"it leads to {address}, which is no public address",
                "--allow-private-addresses reads from your own network",
            )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also when it is wrapped in an IPv6 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo or (None, None))[1]
        if any(ip in network for network in _NAT64):
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved

"""Owns GOST R 34.10-2012 signatures and GOST R 34.11-2012 digests: verification only, in pure Python.

Texts: RFC 7091 (signature), RFC 6986 (digest), RFC 9215 (certificates), RFC 4357 (older names of curves), R
1323565.1.023-2022 and RFC 9385 for CMS. Constants come from gostcrypto; the arithmetic is ours, because that library's
takes seconds where this takes tenths. A convenience check, no certified means of protection (63-ФЗ, ст. 12).
"""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

_BLOCK = 64

#: OID of a digest → its length in bytes
DIGESTS = {"1.2.643.7.1.1.2.2": 32, "1.2.643.7.1.1.2.3": 64}
#: OID of a public key's algorithm → length of its coordinates in bytes
KEYS = {"1.2.643.7.1.1.1.1": 32, "1.2.643.7.1.1.1.2": 64}
#: OIDs of signatures with digest → (length, the digest they stand for)
SIGNATURES = {
    "1.2.643.7.1.1.3.2": (32, "1.2.643.7.1.1.2.2"),
    "1.2.643.7.1.1.3.3": (64, "1.2.643.7.1.1.2.3"),
}

# id-tc26-gost-3410-2012-256-paramSetA … D, the CryptoPro names of the last three, and the three of 512 bits
_CURVES = {
    "1.2.643.7.1.2.1.1.1": "id-tc26-gost-3410-2012-256-paramSetA",
    "1.2.643.7.1.2.1.1.2": "id-tc26-gost-3410-2012-256-paramSetB",
    "1.2.643.7.1.2.1.1.3": "id-tc26-gost-3410-2012-256-paramSetC",
    "1.2.643.7.1.2.1.1.4": "id-tc26-gost-3410-2012-256-paramSetD",
    "1.2.643.2.2.35.1": "id-tc26-gost-3410-2012-256-paramSetB",
    "1.2.643.2.2.35.2": "id-tc26-gost-3410-2012-256-paramSetC",
    "1.2.643.2.2.35.3": "id-tc26-gost-3410-2012-256-paramSetD",
    "1.2.643.2.2.36.0": "id-tc26-gost-3410-2012-256-paramSetB",
    "1.2.643.2.2.36.1": "id-tc26-gost-3410-2012-256-paramSetD",
    "1.2.643.7.1.2.1.2.1": "id-tc26-gost-3410-12-512-paramSetA",
    "1.2.643.7.1.2.1.2.2": "id-tc26-gost-3410-12-512-paramSetB",
    "1.2.643.7.1.2.1.2.3": "id-tc26-gost-3410-2012-512-paramSetC",
}

Point = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Curve:
    """y² = x³ + ax + b over p; the base point has order q; coordinates take `size` bytes."""

    p: int
    a: int
    b: int
    q: int
    base: tuple[int, int]
    size: int

    def has(self, x: int, y: int) -> bool:
        """Whether a point lies on the curve (the neutral element has no such coordinates)."""
        return 0 <= x < self.p and 0 <= y < self.p and (y * y - (x * x * x + self.a * x + self.b)) % self.p == 0


def curve_of(oid: str) -> Curve | None:
    """Return the curve of a parameter set by its OID; None when it is not known."""
    name = _CURVES.get(oid)
    return _curve(name) if name else None


@cache
def _curve(name: str) -> Curve:
    from gostcrypto.gostsignature import CURVES_R_1323565_1_024_2019

    given: dict[str, Any] = CURVES_R_1323565_1_024_2019[name]
    return Curve(given["p"], given["a"], given["b"], given["q"], (given["x"], given["y"]), 32 if "256" in name else 64)


def verify(*, curve: Curve, public: bytes, digest: bytes, signature: bytes) -> bool:
    """Whether `signature` (s‖r, big-endian) signs `digest` (as the hash function gave it).

    `public` is x‖y, little-endian. Anything malformed, a point off the curve or of a wrong order is False.
    """
    size = curve.size
    if len(public) != 2 * size or len(signature) != 2 * size or len(digest) != size:
        return False
    x, y = int.from_bytes(public[:size], "little"), int.from_bytes(public[size:], "little")
    s, r = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    if not (curve.has(x, y) and 0 < r < curve.q and 0 < s < curve.q):
        return False
    if _multiply(curve, curve.q, (x, y, 1))[2] != 0:
        return False
    e = int.from_bytes(digest, "little") % curve.q or 1
    inverse = pow(e, -1, curve.q)
    left = _multiply(curve, s * inverse % curve.q, (*curve.base, 1))
    right = _multiply(curve, -r * inverse % curve.q, (x, y, 1))
    total_x, _y, total_z = _add(curve, left, right)
    if total_z == 0:
        return False
    return total_x * pow(total_z, -2, curve.p) % curve.p % curve.q == r


def _double(curve: Curve, point: Point) -> Point:
    x, y, z = point
    if not y or not z:
        return (1, 1, 0)
    p = curve.p
    square = y * y % p
    s = 4 * x * square % p
    m = (3 * x * x + curve.a * pow(z, 4, p)) % p
    new_x = (m * m - 2 * s) % p
    return (new_x, (m * (s - new_x) - 8 * square * square) % p, 2 * y * z % p)


def _add(curve: Curve, one: Point, two: Point) -> Point:
    """Add in Jacobian coordinates (x/z², y/z³); z = 0 is the neutral element."""
    if not one[2]:
        return two
    if not two[2]:
        return one
    p = curve.p
    z1, z2 = one[2] * one[2] % p, two[2] * two[2] % p
    u1, u2 = one[0] * z2 % p, two[0] * z1 % p
    s1, s2 = one[1] * z2 * two[2] % p, two[1] * z1 * one[2] % p
    h, r = (u2 - u1) % p, (s2 - s1) % p
    if not h:
        return _double(curve, one) if not r else (1, 1, 0)
    h2 = h * h % p
    h3, v = h2 * h % p, u1 * h2 % p
    x = (r * r - h3 - 2 * v) % p
    return (x, (r * (v - x) - s1 * h3) % p, h * one[2] * two[2] % p)


def _multiply(curve: Curve, factor: int, point: Point) -> Point:
    total: Point = (1, 1, 0)
    for bit in f"{factor:b}":
        total = _double(curve, total)
        if bit == "1":
            total = _add(curve, total, point)
    return total


def digest(size: int, parts: Iterable[bytes | memoryview]) -> bytes:
    """Return the digest (GOST R 34.11-2012, 32 or 64 bytes) of the parts one after the other."""
    message = b"".join(parts)
    state = (b"\x01" if size == 32 else b"\x00") * _BLOCK
    counter, total, whole = 0, 0, len(message) - len(message) % _BLOCK
    for start in range(0, whole, _BLOCK):
        block = message[start : start + _BLOCK]
        state = _compress(counter.to_bytes(_BLOCK, "little"), state, block)
        counter += 512
        total += int.from_bytes(block, "little")
    rest = message[whole:]
    padded = rest + b"\x01" + bytes(_BLOCK - 1 - len(rest))
    state = _compress(counter.to_bytes(_BLOCK, "little"), state, padded)
    counter += 8 * len(rest)
    total += int.from_bytes(padded, "little")
    for last in (counter, total % (1 << 512)):
        state = _compress(bytes(_BLOCK), state, last.to_bytes(_BLOCK, "little"))
    return state[-size:]


def _compress(counter: bytes, state: bytes, block: bytes) -> bytes:
    tables, constants = _tables()
    key = _transform(tables, _xor(counter, state))
    inner = _xor(key, block)
    for constant in constants:
        inner = _transform(tables, inner)
        key = _transform(tables, _xor(key, constant))
        inner = _xor(inner, key)
    return _xor(_xor(inner, state), block)


def _xor(one: bytes, two: bytes) -> bytes:
    return (int.from_bytes(one, "little") ^ int.from_bytes(two, "little")).to_bytes(_BLOCK, "little")


def _transform(tables: Any, data: bytes) -> bytes:
    """The substitution, permutation and linear step in one: eight tables of 64-bit words (RFC 6986, 6.4)."""
    t0, t1, t2, t3, t4, t5, t6, t7 = tables
    columns = zip(
        data[:8], data[8:16], data[16:24], data[24:32], data[32:40], data[40:48], data[48:56], data[56:], strict=True
    )
    return struct.pack(
        "<8Q", *[t0[a] ^ t1[b] ^ t2[c] ^ t3[d] ^ t4[e] ^ t5[f] ^ t6[g] ^ t7[h] for a, b, c, d, e, f, g, h in columns]
    )


@cache
def _tables() -> tuple[Any, tuple[bytes, ...]]:
    from gostcrypto.gosthash import gost_34_11_2012 as source

    return tuple(tuple(table) for table in source._T), tuple(bytes(constant) for constant in source._C)

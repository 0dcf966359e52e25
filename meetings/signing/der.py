"""Owns the question whether bytes are DER: each value written in the one way X.690, 10–11 allow, nothing left over.

Parsers read more than that. What is not covered by a signature could then be written in other ways without a trace.
"""

_BOOLEAN, _INTEGER, _ENUMERATED = 0x01, 0x02, 0x0A
_CONSTRUCTED, _LONG_TAG = 0x20, 0x1F
_DEEPEST = 64


def is_der(content: bytes) -> bool:
    """Whether the bytes are exactly one DER value; what stands inside octet strings is not looked at."""
    spans = [(0, len(content), 0)]
    count = 0
    while spans:
        place, end, depth = spans.pop()
        if depth > _DEEPEST:
            return False
        while place < end:
            head = _header(content, place, end)
            if head is None:
                return False
            start, length = head
            if content[place] & _CONSTRUCTED:
                spans.append((start, start + length, depth + 1))
            elif not _is_minimal(content[place], content[start : start + length]):
                return False
            place = start + length
            count += not depth
    return count == 1


def _header(content: bytes, place: int, end: int) -> tuple[int, int] | None:
    """Return where a value's contents begin and how long they are; None when it is not written shortest or too long."""
    start = place + 1
    if content[place] & _LONG_TAG == _LONG_TAG:
        return None
    if start >= end:
        return None
    length = content[start]
    start += 1
    if length >= 0x80:
        size = length - 0x80
        octets = content[start : start + size]
        length = int.from_bytes(octets, "big")
        start += size
        if not 1 <= size <= 4 or len(octets) != size or octets[0] == 0 or length < 0x80:
            return None
    return (start, length) if start + length <= end else None


def _is_minimal(tag: int, contents: bytes) -> bool:
    if tag == _BOOLEAN:
        return contents in (b"\x00", b"\xff")
    if tag in {_INTEGER, _ENUMERATED}:
        is_padded = len(contents) > 1 and (
            (contents[0] == 0 and contents[1] < 0x80) or (contents[0] == 0xFF and contents[1] >= 0x80)
        )
        return bool(contents) and not is_padded
    return True

"""Owns the comparison of XMP: what the paper says of itself must stay, what tools say of themselves may change."""

from collections import Counter
from typing import Any

#: Dublin Core (title, subject, language …) and the declared profiles of PDF/A and PDF/UA
_STATEMENTS = (
    "{http://purl.org/dc/elements/1.1/}",
    "{http://www.aiim.org/pdfa/ns/id/}",
    "{http://www.aiim.org/pdfua/ns/id/}",
)


def same_statements(one: bytes, two: bytes) -> bool:
    """Whether two XMP packets state the same title, subject, language and profiles; False when one cannot be read."""
    if one == two:
        return True
    from lxml import etree  # type: ignore[import-untyped]

    try:
        return _statements(one) == _statements(two)
    except (etree.XMLSyntaxError, ValueError):
        return False


def _statements(packet: bytes) -> Counter[tuple[str, str]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root: Any = etree.fromstring(packet, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("metadata have no document type")
    found: Counter[tuple[str, str]] = Counter()
    for element in root.iter(etree.Element):
        if element.tag.startswith(_STATEMENTS):
            found[element.tag, " ".join("".join(element.itertext()).split())] += 1
        for name, value in element.attrib.items():
            if name.startswith(_STATEMENTS):
                found[name, value.strip()] += 1
    return found

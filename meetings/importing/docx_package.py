"""Owns the opening of a .docx as a package: sizes bounded before anything is unpacked, XML without declarations.

A package is hostile until shown otherwise: entries too many, too large or packed too tightly are refused by their
declared sizes (zipfile never unpacks more than is declared), document type declarations and entities by defusedxml.
"""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from meetings.importing.refusal import UnreadableSource

MAX_ENTRIES = 4000
#: The directory of so many entries; each one read costs the server time before it can be counted.
MAX_DIRECTORY_BYTES = 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_PART_BYTES = 40 * 1024 * 1024
#: Tags of one part: each becomes an object. A protocol of a thousand pages has half a million.
MAX_TAGS = 2_000_000
#: Word's XML packs 10 to 60 times; a bomb a thousand times.
MAX_PACKING = 200
#: Small parts may pack tightly without harm.
_HARMLESS_BYTES = 1024 * 1024

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OFFICE_DOCUMENT = "/officeDocument"
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    KeyError,
)

NOT_WORD = "Это не документ Word. Загрузите протокол в формате .docx или .txt."
DAMAGED = "Файл .docx повреждён: его не удаётся открыть. Сохраните протокол заново."
TOO_LARGE = "Файл .docx распаковывается в слишком большой объём: такой файл не принимается."
FORBIDDEN = "Файл .docx содержит запрещённые объявления XML (DTD или сущности): такой файл не принимается."


@dataclass(frozen=True, slots=True)
class Package:
    """The parsed parts of a Word document; a part that is absent is None."""

    document: Element
    numbering: Element | None
    styles: Element | None
    #: the header of the first page only, where letterheads stand
    header: Element | None
    footnotes: Element | None


def open_package(source: bytes) -> Package:
    """Open and check a .docx; raises UnreadableSource."""
    if _directory_bytes(source) > MAX_DIRECTORY_BYTES:
        raise UnreadableSource(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            _check_sizes(archive)
            return _read_package(archive)
    except UnreadableSource:
        raise
    except _ZIP_ERRORS as error:
        raise UnreadableSource(DAMAGED) from error


def _directory_bytes(source: bytes) -> int:
    """Size of the archive's directory as its end says: what zipfile reads at once; 0 when there is no end."""
    end = source.rfind(b"PK\x05\x06", -(22 + 65535))
    return int.from_bytes(source[end + 12 : end + 16], "little") if end >= 0 else 0


def _check_sizes(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UnreadableSource(TOO_LARGE)
    for entry in entries:
        if entry.file_size > _HARMLESS_BYTES and entry.file_size > MAX_PACKING * max(1, entry.compress_size):
            raise UnreadableSource(TOO_LARGE)
        if entry.flag_bits & 0x1:
            raise UnreadableSource("Документ защищён паролем. Снимите защиту и загрузите его снова.")


def _read_package(archive: zipfile.ZipFile) -> Package:
    names = set(archive.namelist())
    if any(name.startswith("xl/") for name in names):
        raise UnreadableSource("Это таблица Excel, а не документ Word. Загрузите протокол в формате .docx или .txt.")
    if "mimetype" in names and "content.xml" in names:
        raise UnreadableSource("Это документ OpenDocument (.odt). Сохраните протокол в формате .docx.")
    main = _find_main_part(archive, names)
    if main is None:
        raise UnreadableSource(NOT_WORD)
    document = _parse(archive, main)
    if not document.tag.endswith("}document"):
        raise UnreadableSource(NOT_WORD)
    relations = _read_relations(archive, names, main)
    return Package(
        document=document,
        numbering=_parse_related(archive, names, relations, "/numbering"),
        styles=_parse_related(archive, names, relations, "/styles"),
        header=_find_first_header(archive, names, relations, document),
        footnotes=_parse_related(archive, names, relations, "/footnotes"),
    )


def _find_main_part(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "_rels/.rels" in names:
        for relation in _parse(archive, "_rels/.rels").iter(_RELATION):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(_OFFICE_DOCUMENT) and target in names:
                return target
    return "word/document.xml" if "word/document.xml" in names else None


def _read_relations(archive: zipfile.ZipFile, names: set[str], main: str) -> dict[str, tuple[str, str]]:
    """Relations of the main part: identifier → (type, name of the part)."""
    folder, stem = posixpath.split(main)
    place = f"{folder}/_rels/{stem}.rels"
    if place not in names:
        return {}
    return {
        relation.get("Id", ""): (
            relation.get("Type", ""),
            posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/"),
        )
        for relation in _parse(archive, place).iter(_RELATION)
        if relation.get("TargetMode") != "External"
    }


def _parse_related(
    archive: zipfile.ZipFile, names: set[str], relations: dict[str, tuple[str, str]], kind: str
) -> Element | None:
    for relation_kind, name in relations.values():
        if relation_kind.endswith(kind) and name in names:
            return _parse(archive, name)
    return None


def _find_first_header(
    archive: zipfile.ZipFile, names: set[str], relations: dict[str, tuple[str, str]], document: Element
) -> Element | None:
    for reference in document.iter():
        if not reference.tag.endswith("}headerReference"):
            continue
        values = {key.rpartition("}")[2]: value for key, value in reference.attrib.items()}
        name = relations.get(values.get("id", ""), ("", ""))[1]
        if values.get("type") == "first" and name in names:
            return _parse(archive, name)
    return None


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped] # slow: only Word files need it
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped] # slow, as above

    with archive.open(name) as part:
        source = part.read(MAX_PART_BYTES + 1)
    if len(source) > MAX_PART_BYTES or source.count(b"<") > MAX_TAGS:
        raise UnreadableSource(TOO_LARGE)
    try:
        root: Element = fromstring(source, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableSource(FORBIDDEN) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableSource(DAMAGED) from error
    return root

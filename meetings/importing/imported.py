"""Owns the result of an import: the document, the findings, and where each line of the source went."""

from dataclasses import dataclass

from meetings.document.finding import Finding
from meetings.document.tree import ProtocolDocument
from meetings.importing.lines import ImportedLine


@dataclass(frozen=True, slots=True)
class ImportedProtocol:
    """A protocol read from a source. `lines` holds every line of the source in order, blank ones too."""

    document: ProtocolDocument
    findings: tuple[Finding, ...]
    lines: tuple[ImportedLine, ...]

"""Finishes a PDF for the archive: declares PDF/UA-1 beside PDF/A in metadata that any program can read.

WeasyPrint writes one identifier per file. A tagged PDF/A-3a of ours also keeps the rules of PDF/UA-1, so the second
identifier is added, with the extension schema PDF/A demands for it (ISO 19005-3, 6.6.2.3).
"""

from typing import Any

_PDFUA_DESCRIPTION = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""

_END = b"</rdf:RDF>"
#: A stream that ends with an end of line of its own: checkers of the archive take it for the one behind the stream.
_UNCLEAR_ENDS = (b"\r\nendstream", b"\n\nendstream")


def finish_archive(document: Any, pdf: Any) -> None:
    """Finish a PDF/A-3a (a WeasyPrint finisher): declare PDF/UA too, write every object once."""
    declare_accessibility(document, pdf)
    write_once(document, pdf)


def write_once(_document: Any, pdf: Any) -> None:
    """Keep the bytes of every object: pydyf asks for them twice, for the file and for the file's identifier."""
    import pydyf  # comes with WeasyPrint, slow import with it

    class Written(pydyf.Object):  # type: ignore[misc]
        """An object that knows its bytes already."""

        def __init__(self, original: Any) -> None:
            super().__init__()
            self.number, self.generation, self.free = original.number, original.generation, original.free
            self._data, self._is_compressible = _bytes_of(original), original.compressible

        @property
        def data(self) -> Any:
            return self._data

        @property
        def compressible(self) -> Any:
            return self._is_compressible

    class WrittenStream(pydyf.Stream):  # type: ignore[misc]
        """A stream that pydyf made itself and goes on to hold, and that knows its bytes already."""

        @property
        def data(self) -> Any:
            return self.written

    pdf.objects[:] = [part if part.free == "f" else Written(part) for part in pdf.objects]
    add_object = pdf.add_object

    def add_clearly(part: Any) -> None:
        """Add what pydyf makes while it writes: the stream of small objects and the table of all."""
        written = _bytes_of(part)
        if type(part) is pydyf.Stream:
            part.__class__, part.written = WrittenStream, written
        add_object(part)

    pdf.add_object = add_clearly


def _bytes_of(part: Any) -> Any:
    """Return the bytes of an object; a stream whose check sum happens to look like an end of line stays unpacked."""
    data = part.data
    if data.endswith(_UNCLEAR_ENDS) and getattr(part, "compress", False):
        part.compress = False
        data = part.data
    return data


def declare_accessibility(_document: Any, pdf: Any) -> None:
    """Add the PDF/UA identifier to the XMP metadata and leave that stream uncompressed (a WeasyPrint finisher)."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    content = b"\n".join(metadata.stream)
    if _END not in content:
        raise ValueError("the metadata of the PDF has an unknown form")
    metadata.stream = [content.replace(_END, _PDFUA_DESCRIPTION + _END, 1)]
    metadata.compress = False

"""Owns the files made bad by an increment: behind the last signature, or between the steps of signing."""

from collections.abc import Callable, Iterator
from typing import Any

from tests.meetings.signing.forging import Change, changed, signed_honestly
from tests.meetings.signing.papers import half_signed, issued, signed
from tests.meetings.signing.pki import stand
from tests.meetings.signing.tampered_bytes import Case


def _generic() -> Any:
    from pyhanko.pdf_utils import generic

    return generic


def name(text: str) -> Any:
    return _generic().NameObject(text)


def text(value: str) -> Any:
    return _generic().TextStringObject(value)


def number(value: int) -> Any:
    return _generic().NumberObject(value)


def dictionary(**entries: Any) -> Any:
    return _generic().DictionaryObject({name("/" + key): value for key, value in entries.items()})


def array(*members: Any) -> Any:
    return _generic().ArrayObject(members)


def stream(content: bytes, **entries: Any) -> Any:
    return _generic().StreamObject({name("/" + key): value for key, value in entries.items()}, stream_data=content)


def page(writer: Any) -> Any:
    return writer.root["/Pages"]["/Kids"][0]


def page_sets(**entries: Any) -> Change:
    """A change that sets entries of the first page; a value may be made from the writer."""

    def change(writer: Any) -> None:
        for key, value in entries.items():
            page(writer)[name("/" + key)] = value(writer) if callable(value) else value
        writer.update_container(page(writer))

    return change


def root_sets(**entries: Any) -> Change:
    def change(writer: Any) -> None:
        for key, value in entries.items():
            writer.root[name("/" + key)] = value(writer) if callable(value) else value
        writer.update_root()

    return change


def root_drops(key: str) -> Change:
    def change(writer: Any) -> None:
        del writer.root[key]
        writer.update_root()

    return change


def form_sets(**entries: Any) -> Change:
    def change(writer: Any) -> None:
        form = writer.root["/AcroForm"]
        for key, value in entries.items():
            form[name("/" + key)] = value
        writer.update_container(form)

    return change


def field_sets(index: int = 0, **entries: Any) -> Change:
    def change(writer: Any) -> None:
        field = writer.root["/AcroForm"]["/Fields"][index]
        for key, value in entries.items():
            field[name("/" + key)] = value(writer) if callable(value) else value
        writer.update_container(field)

    return change


def annotates(**entries: Any) -> Change:
    """A change that puts one more annotation on the first page."""

    def change(writer: Any) -> None:
        box = array(*map(number, (100, 100, 300, 200)))
        mark = writer.add_object(dictionary(Type=name("/Annot"), Rect=box, **entries))
        page(writer)["/Annots"].append(mark)
        writer.update_container(page(writer)["/Annots"])
        writer.update_container(page(writer))

    return change


def adds_field(kind: str, box: tuple[int, ...] = (100, 100, 300, 200), **entries: Any) -> Change:
    def change(writer: Any) -> None:
        reference = page(writer).container_ref
        corners = array(*map(number, box))
        known = {"Type": name("/Annot"), "Subtype": name("/Widget"), "FT": name(kind), "T": text("sig_extra")}
        field = dictionary(**known, Rect=corners, F=number(132), **entries)
        field[name("/P")] = _generic().IndirectObject(reference.idnum, reference.generation, writer)
        put = writer.add_object(field)
        for holder, key in ((page(writer), "/Annots"), (writer.root["/AcroForm"], "/Fields")):
            holder[key].append(put)
            writer.update_container(holder)

    return change


def content(writer: Any) -> Any:
    return writer.add_object(stream(b"BT /F 12 Tf 100 100 Td (x) Tj ET"))


def rewrites(*path: str, entry: str, value: Any) -> Change:
    """A change that sets an entry of the object at the end of a path from the catalogue."""

    def change(writer: Any) -> None:
        part = writer.root
        for step in path:
            part = part[step] if not isinstance(part, list) else part[int(step)]
        part[name(entry)] = value
        writer.update_container(part)

    return change


def retitles(writer: Any) -> None:
    metadata = writer.root["/Metadata"]
    packet = metadata.data.replace("Протокол".encode(), "Приговор".encode())
    assert packet != metadata.data
    writer.root[name("/Metadata")] = writer.add_object(stream(packet, Type=name("/Metadata"), Subtype=name("/XML")))
    writer.update_root()


def unprofiles(writer: Any) -> None:
    packet = writer.root["/Metadata"].data.replace(b'part="3"', b'part="2"')
    assert packet != writer.root["/Metadata"].data
    writer.root[name("/Metadata")] = writer.add_object(stream(packet, Type=name("/Metadata"), Subtype=name("/XML")))
    writer.update_root()


def adds_page(writer: Any) -> None:
    pages = writer.root["/Pages"]
    new = dictionary(Type=name("/Page"), MediaBox=array(*map(number, (0, 0, 595, 842))), Resources=dictionary())
    new[name("/Parent")] = writer.root.raw_get("/Pages")
    pages["/Kids"].append(writer.add_object(new))
    pages[name("/Count")] = number(int(pages["/Count"]) + 1)
    writer.update_container(pages)


def drops_page(writer: Any) -> None:
    pages = writer.root["/Pages"]
    pages[name("/Kids")] = array()
    pages[name("/Count")] = number(0)
    writer.update_container(pages)


def renames_info(writer: Any) -> None:
    info = writer.trailer["/Info"]
    info[name("/Title")] = text("Другой протокол")
    writer.update_container(info)


def script(_writer: Any) -> Any:
    return dictionary(S=name("/JavaScript"), JS=text("app.alert(1)"))


def attaches(writer: Any) -> Any:
    file = writer.add_object(stream(b"x", Type=name("/EmbeddedFile")))
    spec = dictionary(Type=name("/Filespec"), F=text("a.txt"), EF=dictionary(F=file))
    return dictionary(EmbeddedFiles=dictionary(Names=array(text("a.txt"), writer.add_object(spec))))


def picture(writer: Any) -> Any:
    look = stream(b"1 0 0 rg 0 0 99 99 re f", Type=name("/XObject"), Subtype=name("/Form"))
    look[name("/BBox")] = array(*map(number, (0, 0, 99, 99)))
    return dictionary(N=writer.add_object(look))


def layer(writer: Any) -> Any:
    group = writer.add_object(dictionary(Type=name("/OCG"), Name=text("слой")))
    return dictionary(OCGs=array(group), D=dictionary(OFF=array(group)))


def changes(variant: str) -> dict[str, Change]:
    """C: what an increment may do to a file."""
    found: dict[str, Change] = {
        "the page's content replaced": page_sets(Contents=content),
        "a note put on the page": annotates(Subtype=name("/FreeText"), Contents=text("против")),
        "a link put on the page": annotates(Subtype=name("/Link"), A=dictionary(S=name("/URI"), URI=text("http://x/"))),
        "a stamp put on the page": annotates(Subtype=name("/Stamp"), Contents=text("отменено")),
        "a page added": adds_page,
        "the page removed": drops_page,
        "the page turned": page_sets(Rotate=number(180)),
        "the page cropped": page_sets(CropBox=array(*map(number, (0, 400, 595, 842)))),
        "a script at opening": root_sets(OpenAction=script),
        "a script at closing": root_sets(AA=lambda writer: dictionary(WC=script(writer))),
        "a script on the page": page_sets(AA=lambda writer: dictionary(O=script(writer))),
        "a file attached": root_sets(Names=attaches),
        "the resources replaced": page_sets(Resources=dictionary()),
        "the title changed": renames_info,
        "the title changed in the metadata": retitles,
        "the profile changed in the metadata": unprofiles,
        "appearances asked for": form_sets(NeedAppearances=_generic().BooleanObject(True)),
        "a default font": form_sets(DA=text("/Helv 0 Tf")),
        "default resources": form_sets(DR=dictionary()),
        "a form of another kind": form_sets(XFA=text("<xdp/>")),
        "other flags of the form": form_sets(SigFlags=number(1)),
        "a look replaced": field_sets(AP=picture),
        "the other look replaced": field_sets(1, AP=picture),
        "a box moved": field_sets(Rect=array(*map(number, (10, 10, 200, 100)))),
        "a box hidden": field_sets(F=number(2)),
        "a field renamed": field_sets(T=text("sig_boss")),
        "a field's label changed": field_sets(TU=text("Подпись")),
        "a field with a script": field_sets(AA=lambda writer: dictionary(E=script(writer))),
        "a text field added": adds_field("/Tx", V=text("утверждаю")),
        "an empty signature field added": adds_field("/Sig"),
        "layers": root_sets(OCProperties=layer),
        "another language": root_sets(Lang=text("en")),
        "page labels": root_sets(PageLabels=dictionary(Nums=array(number(0), dictionary(P=text("A"))))),
        "other bookmarks": root_sets(Outlines=lambda writer: writer.add_object(dictionary(Count=number(0)))),
        "a bookmark renamed": rewrites("/Outlines", "/First", entry="/Title", value=text("Отказ")),
        "another viewer": root_sets(ViewerPreferences=dictionary(HideMenubar=_generic().BooleanObject(True))),
        "no colour intent": root_drops("/OutputIntents"),
        "no bookmarks": root_drops("/Outlines"),
        "no form": root_drops("/AcroForm"),
        "no metadata": root_drops("/Metadata"),
        "a base address": root_sets(URI=dictionary(Base=text("http://x/"))),
        "threads": root_sets(Threads=array()),
        "a collection": root_sets(Collection=dictionary(View=name("/T"))),
        "unknown extensions": root_sets(Extensions=dictionary(XXXX=dictionary(BaseVersion=name("/1.7")))),
        "another version": root_sets(Version=name("/1.3")),
        "a user unit": page_sets(UserUnit=number(2)),
        "a transparency group": page_sets(Group=dictionary(S=name("/Transparency"))),
        "the annotations removed": page_sets(Annots=array()),
        "the font replaced": _replaces_font,
        "usage rights": root_sets(Perms=dictionary(UR3=dictionary())),
    }
    if variant == "pdf/a-3a":
        structure = ("/StructTreeRoot", "/K", "0", "/K", "0")
        found |= {
            "the spoken text changed": rewrites(*structure, entry="/ActualText", value=text("против")),
            "an alternative text": rewrites(*structure, entry="/Alt", value=text("за")),
            "no structure": root_drops("/StructTreeRoot"),
            "no marks": root_sets(MarkInfo=dictionary(Marked=_generic().BooleanObject(False))),
            "other roles": rewrites("/StructTreeRoot", entry="/RoleMap", value=dictionary(P=name("/H1"))),
        }
    return found


def _replaces_font(writer: Any) -> None:
    fonts = page(writer)["/Resources"]["/Font"]
    font = fonts[next(iter(fonts))]
    font[name("/BaseFont")] = name("/Other")
    writer.update_container(font)


def _drops_value(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.update_container(field)


def _dangles(writer: Any) -> None:
    """Name an object that does not exist, to be defined by a later increment."""
    writer.add_object(array(_generic().IndirectObject(5000, 0, writer)))


def _nulls(writer: Any) -> None:
    """Name an object that is null, to get any content by a later increment."""
    writer.add_object(array(writer.add_object(_generic().NullObject())))


def _fills_null(writer: Any) -> None:
    """Give every null object of a file a content."""
    generic = _generic()
    known = {reference.idnum for reference in writer.prev.xrefs.explicit_refs_in_revision(1)}
    nulls = [one for one in known if isinstance(writer.prev.get_object(generic.Reference(one, 0)), generic.NullObject)]
    assert nulls
    for one in nulls:
        writer.objects[(0, one)] = text("против")


def later_cases(variant: str) -> Iterator[Case]:
    """C: an increment behind the last signature."""
    refused = {"diff", "fields", "certify"}
    for title, change in changes(variant).items():
        yield f"C behind: {title}", changed(signed(variant), change), refused
    signatures: dict[str, Callable[..., Any]] = {
        "C behind: a signature taken away": _drops_value,
        "C behind: the locks removed": root_drops("/Perms"),
        "C behind: a signature's dictionary replaced": rewrites(
            "/AcroForm", "/Fields", "0", "/V", entry="/Name", value=text("Другой")
        ),
    }
    for title, change in signatures.items():
        yield title, changed(signed(variant), change), refused


def between_cases(variant: str) -> Iterator[Case]:
    """E: a change before the first or between the signatures, which then sign it honestly."""
    people = stand()
    chosen = changes(variant)
    titles = [
        "the page's content replaced",
        "a note put on the page",
        "the title changed in the metadata",
        "a text field added",
        "a file attached",
        "the page cropped",
    ]
    refused = {"diff", "fields"}
    for title in titles:
        first = signed_honestly(
            changed(issued(variant), chosen[title]), "sig_chair", people["chair"], is_certifying=True
        )
        yield f"E before both: {title}", signed_honestly(first, "sig_secretary", people["secretary"]), refused
        second = changed(half_signed(variant), chosen[title])
        yield f"E between: {title}", signed_honestly(second, "sig_secretary", people["secretary"]), refused
        together = signed_honestly(half_signed(variant), "sig_secretary", people["secretary"], touch=chosen[title])
        yield f"E with the second: {title}", together, refused
    opened = signed_honestly(issued(variant), "sig_chair", people["chair"], is_certifying=True, touch=_nulls)
    filled = signed_honestly(opened, "sig_secretary", people["secretary"], touch=_fills_null)
    yield "E with the second: a null of the first filled", filled, {"diff"}
    yield (
        "E with the second: an object left open",
        signed_honestly(half_signed(variant), "sig_secretary", people["secretary"], touch=_dangles),
        {"diff"},
    )

"""Owns what a browser would send: the values of a page's form, read from its HTML, ready to be posted."""

from html.parser import HTMLParser

from django.http import QueryDict

_VOID_TYPES = {"submit", "button", "image", "reset", "file"}


class _FormReader(HTMLParser):
    """Collects the successful controls of every form (or of the whole fragment when it has none)."""

    def __init__(self, action: str | None) -> None:
        super().__init__(convert_charrefs=True)
        self.action, self.is_inside = action, action is None
        self.values: list[tuple[str, str]] = []
        self.textarea: tuple[str, list[str]] | None = None
        self.select: tuple[str, list[tuple[str, bool]]] | None = None
        self.template_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self.template_depth += 1
        if tag == "form" and self.action is not None:
            self.is_inside = (given.get("action") or "") == self.action
        if not self.is_inside or self.template_depth:
            return
        name = given.get("name") or ""
        if tag == "input" and name and "disabled" not in given:
            self._input(name, given)
        elif tag == "textarea" and name:
            self.textarea = (name, [])
        elif tag == "select" and name:
            self.select = (name, [])
        elif tag == "option" and self.select is not None:
            self.select[1].append((given.get("value") or "", "selected" in given))

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in _VOID_TYPES or (kind in {"checkbox", "radio"} and "checked" not in given):
            return
        self.values.append((name, given.get("value") or ("on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self.textarea is not None:
            self.textarea[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self.template_depth -= 1
        if tag == "form" and self.action is not None:
            self.is_inside = False
        if tag == "textarea" and self.textarea is not None:
            name, parts = self.textarea
            # HTML drops one line break behind the tag; forms send line breaks as CR LF.
            text = "".join(parts).removeprefix("\r\n").removeprefix("\n")
            self.values.append((name, text.replace("\r\n", "\n").replace("\n", "\r\n")))
            self.textarea = None
        if tag == "select" and self.select is not None:
            name, options = self.select
            chosen = [value for value, is_selected in options if is_selected] or [value for value, _ in options[:1]]
            self.values += [(name, value) for value in chosen]
            self.select = None


def form_values(html: str, action: str | None = None) -> QueryDict:
    """Return what a browser posts for the form with this action, unchanged; without an action, for the fragment."""
    reader = _FormReader(action)
    reader.feed(html)
    values = QueryDict(mutable=True)
    for name, value in reader.values:
        values.appendlist(name, value)
    return values

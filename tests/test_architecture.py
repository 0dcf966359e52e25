"""The house as drawn: who may import whom, how long a module may grow, and what may not stand in the tree.

The tables below are the architecture (the README tells the road in words). A departure from them stands in DEPARTURES
with the decision that explains it.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.seeds import SEED_NAMES, seed_text

PROJECT = Path(__file__).resolve().parent.parent
PACKAGES = ("protocols_portal", "members", "meetings")

TOP_LEVEL = {"manage.py", *PACKAGES, "templates", "static", "tests", "requirements.txt", "README.md"}
# what tools demand
TOP_LEVEL |= {"pyproject.toml", "Makefile", "requirements-dev.txt", ".ci", ".gitignore"}
TOP_LEVEL |= {"docs", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"}
#: made by git, by the tools and by the commands; none of them is committed (.gitignore)
MADE = {".git", ".venv", ".cache", "build", "staticfiles", "test-results", "__pycache__", "db.sqlite3"}
MADE |= {".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"}

STOREYS = {
    "document": 0,
    "wording": 0,
    "importing": 1,
    "rendering": 1,
    "signing": 1,
    "models": 2,
    "mapping": 3,
    "queries": 3,
    "search": 3,
    "access": 3,
    "use_cases": 4,
    "forms": 5,
    "views": 6,
    "management": 6,
    "admin": 6,
    "urls": 6,
    "templatetags": 6,
}
VALUES = ("meetings.document", "meetings.wording")
#: room → the rooms (or modules) of the project it may import besides itself
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "meetings.document": (),
    "meetings.wording": ("meetings.document.vocabulary", "meetings.document.style"),
    "meetings.importing": VALUES,
    "meetings.rendering": VALUES,
    "meetings.signing": VALUES,
    "members.models": ("meetings.document.vocabulary", "meetings.document.codec", "meetings.wording"),
    "meetings.models": (
        *("meetings.document.vocabulary", "meetings.document.codec", "meetings.wording", "members.models"),
    ),
    "meetings.forms": ("meetings.models", "members.models", "meetings.wording", "meetings.document.vocabulary"),
    "members.forms": ("members.models", "meetings.wording", "meetings.document.vocabulary"),
    "meetings.use_cases": (
        *("meetings.mapping", "meetings.models", "meetings.document", "meetings.rendering", "meetings.importing"),
        *("meetings.signing", "meetings.access", "members.models", "members.queries", "members.access"),
        "members.use_cases",
    ),
    "members.use_cases": ("members.models", "members.queries", "members.access"),
    "protocols_portal": ("meetings.urls", "members.urls"),
}
for _room in ("mapping", "queries", "search", "access"):
    MAY_IMPORT[f"meetings.{_room}"] = ("meetings.models", "members.models", "meetings.document")
    MAY_IMPORT[f"members.{_room}"] = ("members.models", "meetings.document")
MAY_IMPORT["meetings.mapping"] += ("meetings.queries",)

#: (importer, imported) → the decision that allows it; both are prefixes
DEPARTURES: dict[tuple[str, str], str] = {
    ("members.models", "meetings.document.style"): "0002-style-in-models.md",
    ("meetings.models", "meetings.document.style"): "0002-style-in-models.md",
    ("meetings.models", "meetings.document.tree"): "0002-style-in-models.md",
    ("meetings.forms", "meetings.document.style"): "0002-style-in-models.md",
    ("members.forms", "meetings.document.style"): "0002-style-in-models.md",
    ("meetings.search", "meetings.wording"): "0017-search.md",
    ("meetings.use_cases", "meetings.search"): "0017-search.md",
}

LANGUAGE_LIBRARIES = {"pymorphy3", "pytrovich", "num2words"}
#: room → what it may import from outside the project besides the standard library; others: anything
OUTSIDE: dict[str, tuple[str, ...]] = {
    "meetings.document": (),
    "meetings.wording": tuple(LANGUAGE_LIBRARIES),
    "meetings.importing": ("docx", "defusedxml", "lxml"),
    "meetings.signing": (
        *("pyhanko", "pyhanko_certvalidator", "asn1crypto", "cryptography", "gostcrypto", "lxml"),
        "django.utils.translation",
    ),
    "meetings.rendering": (
        "weasyprint",
        "pydyf",
        "segno",
        "cssselect2",
        "tinycss2",
        "docx",
        "django.template",
        "django.utils",
        "django.conf",
    ),
}
SLOW = {"weasyprint", "pyhanko", "pyhanko_certvalidator", "pymorphy3", "pytrovich", "docx"}

MODULES = sorted(
    path
    for package in PACKAGES
    for path in (PROJECT / package).rglob("*.py")
    if "migrations" not in path.parts and "__pycache__" not in path.parts
)
TEST_MODULES = sorted((PROJECT / "tests").rglob("*.py"))
TEXT_SUFFIXES = {".py", ".html", ".txt", ".md", ".json", ".css", ".js", ".toml", ".svg", ".sh", ""}


def name_of(path: Path) -> str:
    """Return the dotted name of a module."""
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str:
    """Return the room of a module: «meetings.wording», «members.models», «protocols_portal»."""
    parts = module.split(".")
    return parts[0] if parts[0] == "protocols_portal" else ".".join(parts[:2])


def is_within(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


def imports_of(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Yield every module imported anywhere in a file; `from a import b` gives a.b when that is a module, else a."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: write the whole name of a module"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                place = PROJECT / inner.replace(".", "/")
                yield (inner if place.is_dir() or place.with_suffix(".py").exists() else node.module or ""), node


def is_allowed(importer: str, imported: str) -> bool:
    ours, theirs = room_of(importer), room_of(imported)
    # the package itself holds an empty __init__; apps.py is Django's
    if ours == theirs or imported in PACKAGES or ours.endswith(".apps"):
        return True
    if any(is_within(importer, one) and is_within(imported, two) for one, two in DEPARTURES):
        return True
    if theirs == "protocols_portal":
        return False
    if ours in MAY_IMPORT:
        return any(is_within(imported, place) for place in MAY_IMPORT[ours])
    if ours.startswith("members") and not is_within(imported, "members"):
        return any(is_within(imported, place) for place in VALUES)
    storey = ours.split(".")[-1]
    is_urls = storey == "urls" and theirs.endswith(".views")
    return is_urls or STOREYS[theirs.split(".")[-1]] < STOREYS[storey]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_downwards(path):
    importer = name_of(path)
    assert importer in PACKAGES or room_of(importer).split(".")[-1] in {*STOREYS, "apps", "protocols_portal"}, (
        f"{importer}: no such room in the architecture"
    )
    wrong = [
        f"line {node.lineno}: {imported}"
        for imported, node in imports_of(path)
        if imported.split(".")[0] in PACKAGES and not is_allowed(importer, imported)
    ]
    assert not wrong, f"{importer} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_values_lean_on_little(path):
    importer = name_of(path)
    allowed = OUTSIDE.get(room_of(importer))
    if allowed is None:
        return
    wrong = [
        f"line {node.lineno}: {imported}"
        for imported, node in imports_of(path)
        if imported.split(".")[0] not in {*sys.stdlib_module_names, *PACKAGES}
        and not any(is_within(imported, place) for place in allowed)
    ]
    assert not wrong, f"{importer} may not import {wrong}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_slow_imports_stand_inside_functions(path):
    source = path.read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for_types = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)) or id(node) in for_types:
            continue
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
        if not {name.split(".")[0] for name in names} & SLOW:
            continue
        assert id(node) in inside, f"{name_of(path)}:{node.lineno}: a slow import at the top of a module"
        around = " ".join(lines[max(0, node.lineno - 3) : node.lineno])
        assert "slow" in around, f"{name_of(path)}:{node.lineno}: say «slow» in a comment at the import"


@pytest.mark.parametrize("path", [*MODULES, *TEST_MODULES], ids=name_of)
def test_modules_are_short_and_say_what_they_own(path):
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) < 400, "a module stays under 400 lines"
    assert not source.strip() or ast.get_docstring(ast.parse(source)), "a module begins with a docstring"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_functions_are_short(path):
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 >= 40
    ]
    assert not long, "a function stays under 40 lines"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_empty_names(path):
    empty = re.compile(r"(^|_)(utils?|helpers?|manager|data|info)(_|$)|^(process|handle)_")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.ClassDef)
    names = {node.name for node in ast.walk(tree) if isinstance(node, kinds)} | {path.stem}
    # words of Django and of the standard library's parsers
    names -= {"data", "handle_data", "handle_starttag", "handle_endtag"}
    names -= {"get_context_data", "cleaned_data", "handle", "value_from_datadict"}
    assert not {name for name in names if empty.search(name)}


def test_top_level_is_fixed():
    found = {path.name for path in PROJECT.iterdir()}
    extra = {name for name in found - TOP_LEVEL - MADE if not name.startswith("db.sqlite3")}
    assert not extra, "the top level is fixed"


def test_departures_are_explained():
    for decision in DEPARTURES.values():
        assert (PROJECT / "docs" / "decisions" / decision).is_file()


def project_texts() -> Iterator[tuple[Path, str]]:
    """Yield the text files of the project: not what is made, not the lock files' hashes."""
    for path in sorted(PROJECT.rglob("*")):
        inner = path.relative_to(PROJECT)
        is_ours = inner.parts[0] in TOP_LEVEL and "__pycache__" not in inner.parts
        if is_ours and path.is_file() and path.suffix in TEXT_SUFFIXES:
            yield inner, path.read_text(encoding="utf-8", errors="replace")


def test_nothing_comes_from_other_hosts():
    # written in halves, so that this file does not find itself
    halves = [("jsde", "livr"), ("unp", "kg.com"), ("cdn", "js"), ("google", "apis"), ("gst", "atic.com")]
    halves += [("bootstrap", "cdn"), ("py", "pi.org"), ("python", "hosted"), ("registry.", "npm"), ("//cd", "n.")]
    hosts = re.compile("|".join(re.escape("".join(half)) for half in halves))
    found = [f"{path}: {hit[0]}" for path, text in project_texts() if (hit := hosts.search(text))]
    assert not found


def test_templates_load_only_own_files():
    outer = re.compile(r"""(src|href|action)=["'](https?:)?//""")
    assert not [path for path, text in project_texts() if path.suffix == ".html" and outer.search(text)]


def test_no_place_of_one_machine():
    place = re.compile(r"(?<!\w)(/wo" + "rk/|/ho" + "me/[a-z])")
    assert not [path for path, text in project_texts() if place.search(text)]


def shingles(text: str, size: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[^\W\d_]+", text.lower().replace("ё", "е"))
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def test_sentences_of_the_seeds_are_not_copied():
    # line by line: across lines stand formulas of the form («Против – 0 человек … Третий вопрос: Об утверждении …»)
    lines = [line for name in SEED_NAMES for line in seed_text(name).splitlines()]
    seeds = set().union(*(shingles(line) for line in lines))
    copied = {str(path): " ".join(shared.pop()) for path, text in project_texts() if (shared := shingles(text) & seeds)}
    assert not copied

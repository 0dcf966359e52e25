"""Measures the papers: our way to PDF beside plain WeasyPrint and a warm headless Chromium on the same HTML.

Rounds are interleaved, so that a busy moment of the machine meets every way; figures are medians, ratios are medians
of the ratios within a round. Only ratios compare between machines.

Like stands beside like: the goals against Chromium (issue 2) were measured by the design for the plain PDF of both
programs; ours is a tagged PDF/A-3a with the same text, for which the design has a goal of its own (1.15 of the time).
So our paper is printed both ways, and the table says which row a goal concerns.
"""

import hashlib
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from meetings.document.tree import ProtocolDocument
from tests.meetings.rendering.documents import kollegiya_document, large_document, union_document
from tests.seeds import seeds_folder

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
)
ROUNDS = int(os.environ.get("ROUNDS", "15"))

#: Our paper as everybody gets it, and without tags and promises to the archive.
OURS, OURS_PLAIN = "наш, PDF/A-3a", "наш, простой PDF"
WEASYPRINT, CHROMIUM_PLAIN, CHROMIUM_TAGGED = "WeasyPrint, PDF/A-3a", "Chromium, простой PDF", "Chromium, с разметкой"
#: What is set beside what, and how much of its time the first may take, by paper.
PAIRS: tuple[tuple[str, str, dict[str, float]], ...] = (
    (OURS, WEASYPRINT, {"Kollegiya": 0.9, "Union": 0.9}),
    (OURS_PLAIN, CHROMIUM_PLAIN, {"Kollegiya": 3.0, "Union": 1.2}),
    (OURS, CHROMIUM_TAGGED, {}),
    (OURS, CHROMIUM_PLAIN, {}),
    (OURS, OURS_PLAIN, {"Kollegiya": 1.15, "Union": 1.15}),
)

Ways = dict[str, Callable[[], bytes]]


def main() -> None:
    """Print every table."""
    papers = {
        "Kollegiya": _seed("kollegiya", kollegiya_document),
        "Union": _seed("union", union_document),
        "большой": large_document(),
    }
    print("\nБумаги: тёплый процесс, документ → PDF; отношения времени и работы процессора")  # noqa: T201
    with _chromium() as browser:
        for name, document in papers.items():
            _measure_warm(name, document, browser, rounds=ROUNDS if name != "большой" else 3)
        _print_memory(browser.pid if browser else None)
    _print_cold(papers["Union"])
    _print_sums()


def _seed(name: str, make: Callable[[], ProtocolDocument]) -> ProtocolDocument:
    """Read a seed, or stand an invented paper in for it, saying so."""
    path = seeds_folder() / f"{name}.txt"
    if not path.is_file():
        print(f"не запущено: нет образца {name}, вместо него вымышленный протокол")  # noqa: T201
        return make()
    from meetings.importing.reading import read_protocol

    return read_protocol(path.read_bytes(), path.name).document


class Browser:
    """A warm Chromium with one page."""

    def __init__(self) -> None:
        from playwright.sync_api import sync_playwright

        self._playwright = sync_playwright().start()
        self._chromium = self._playwright.chromium.launch(executable_path=CHROMIUM, args=list(CHROMIUM_OPTIONS))
        self._page = self._chromium.new_page()
        self.pid = _newest_chromium()

    def print(self, markup: str, *, is_tagged: bool) -> bytes:
        self._page.set_content(markup, wait_until="load")
        return self._page.pdf(prefer_css_page_size=True, tagged=is_tagged)

    def close(self) -> None:
        self._chromium.close()
        self._playwright.stop()


@contextmanager
def _chromium() -> Iterator[Browser | None]:
    if not Path(CHROMIUM).is_file():
        print("не запущено: нет /usr/bin/chromium, сравнения с ним не будет")  # noqa: T201
        yield None
        return
    browser = Browser()
    try:
        yield browser
    finally:
        browser.close()


def _measure_warm(name: str, document: ProtocolDocument, browser: Browser | None, rounds: int) -> None:
    ways = _ways(document, browser)
    papers = {way: make() for way, make in ways.items()}
    times: dict[str, list[float]] = {way: [] for way in ways}
    work = dict.fromkeys(ways, 0.0)
    for _ in range(rounds):
        for way, make in ways.items():
            begin, begun = time.perf_counter(), _cpu_seconds()
            make()
            times[way].append(time.perf_counter() - begin)
            work[way] += _cpu_seconds() - begun
    pages = len(re.findall(rb"/Type /Page\b", papers[CHROMIUM_PLAIN])) if browser else "?"
    is_same = "те же байты" if papers[OURS] == papers[WEASYPRINT] else "ДРУГИЕ БАЙТЫ"
    print(f"\n{name}: {pages} с., {rounds} кругов, {OURS} и {WEASYPRINT}: {is_same}")  # noqa: T201
    for way in ways:
        milliseconds, processor = statistics.median(times[way]) * 1000, work[way] / rounds * 1000
        size = f"{len(papers[way]) / 1024:6.1f} КБ"
        print(f"  {way:<22}{milliseconds:9.1f} мс   процессор {processor:8.1f} мс   {size}")  # noqa: T201
    for first, second, goals in PAIRS:
        if second in ways:
            ratio = statistics.median(one / other for one, other in zip(times[first], times[second], strict=True))
            goal = f"   цель ≤ {goals[name]}" if name in goals else ""
            share = work[first] / work[second]
            print(f"  {first:<16} / {second:<21}  время {ratio:5.2f}   процессор {share:5.2f}{goal}")  # noqa: T201


def _ways(document: ProtocolDocument, browser: Browser | None) -> Ways:
    from meetings.rendering.pdf import render_pdf

    markup = standalone(document)
    ways: Ways = {
        OURS: lambda: render_pdf(document),
        OURS_PLAIN: lambda: render_pdf(document, variant=""),
        WEASYPRINT: lambda: print_plainly(markup),
    }
    if browser:
        ways[CHROMIUM_PLAIN] = lambda: browser.print(markup, is_tagged=False)
        ways[CHROMIUM_TAGGED] = lambda: browser.print(markup, is_tagged=True)
    return ways


def standalone(document: ProtocolDocument) -> str:
    """The page as it goes to paper, with its stylesheet and fonts named inside."""
    from meetings.rendering.fonts import find_typeface
    from meetings.rendering.html import render_html
    from meetings.rendering.typography import keep_compounds

    head, mark, body = render_html(document).partition("<body")
    return head.replace("<style>", f"<style>{find_typeface().font_face_rules()}") + keep_compounds(mark + body)


def print_plainly(markup: str) -> bytes:
    """WeasyPrint as its manual shows it, with the same promises to the archive."""
    from weasyprint import HTML

    from meetings.rendering.archive import declare_accessibility

    paper: bytes = HTML(string=markup).write_pdf(
        pdf_variant="pdf/a-3a", pdf_identifier=True, finisher=declare_accessibility
    )
    return paper


_MEMORY_CODE = """
import django; django.setup()
from meetings.rendering.pdf import render_pdf
from tests.meetings.rendering.documents import union_document
def status(name):
    with open("/proc/self/smaps_rollup") as table:
        return next(int(line.split()[1]) for line in table if line.startswith(name))
document = union_document()
for number in range(1, 401):
    render_pdf(document)
    if number in (10, 400):
        print(status("Rss"), status("Pss"))
"""


def _print_memory(chromium: int | None) -> None:
    lines = _run_python(_MEMORY_CODE).decode().split()
    early, late, weight = int(lines[0]), int(lines[2]), int(lines[3])
    print("\nПамять рабочего процесса")  # noqa: T201
    print(f"  RSS после 10 бумаг {early / 1024:.0f} МБ, после 400 {late / 1024:.0f} МБ, отношение {late / early:.2f}")  # noqa: T201
    if chromium:
        other = sum(_pss(pid) for pid in _family(chromium))
        print(f"  PSS {weight / 1024:.0f} МБ, Chromium {other / 1024:.0f} МБ, отношение {weight / other:.2f}")  # noqa: T201


def _print_cold(document: ProtocolDocument) -> None:
    """One paper in a fresh process, start of Python and imports included."""
    code = (
        "import django; django.setup()\n"
        "from tests.meetings.rendering.documents import union_document\n"
        "from {module} import {make}\n"
        "{make}({argument})"
    )
    ours = code.format(module="meetings.rendering.pdf", make="render_pdf", argument="union_document()")
    page = ROOT / ".cache" / "bench.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text(standalone(document), encoding="utf-8")
    command = [CHROMIUM, "--headless", *CHROMIUM_OPTIONS, f"--print-to-pdf={page.with_suffix('.pdf')}", str(page)]
    times: dict[str, list[float]] = {"наш": [], "Chromium": []}
    for _ in range(3):
        begin = time.perf_counter()
        _run_python(ours)
        times["наш"].append(time.perf_counter() - begin)
        if Path(CHROMIUM).is_file():
            begin = time.perf_counter()
            subprocess.run(command, capture_output=True, check=False)  # noqa: S603
            times["Chromium"].append(time.perf_counter() - begin)
    print("\nХолодный процесс, одна бумага")  # noqa: T201
    for way, seconds in times.items():
        if seconds:
            print(f"  {way:<12}{statistics.median(seconds):6.2f} с")  # noqa: T201


def _print_sums() -> None:
    code = (
        "import django; django.setup()\n"
        "from meetings.rendering.pdf import render_pdf\n"
        "from tests.meetings.rendering.documents import kollegiya_document\n"
        "import sys; sys.stdout.buffer.write(render_pdf(kollegiya_document()))"
    )
    sums = {
        hashlib.sha256(_run_python(code, TZ=zone, PYTHONHASHSEED=seed)).hexdigest()
        for zone, seed in (("UTC", "0"), ("Asia/Kamchatka", "1"), ("America/Lima", "2"))
    }
    print(f"\nSHA-256 в трёх процессах: {'один' if len(sums) == 1 else f'РАЗНЫЕ ({len(sums)})'}")  # noqa: T201


def _run_python(code: str, **environment: str) -> bytes:
    values = {**os.environ, "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "protocols_portal.settings", **environment}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=values)  # noqa: S603
    return done.stdout


def _cpu_seconds() -> float:
    """Processor time of this process and all below it; steadier than the clock on a busy machine."""
    ticks = 0
    for pid in _family(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _newest_chromium() -> int | None:
    """The main process of the browser this process started."""
    for pid in _family(os.getpid()):
        name = Path(f"/proc/{pid}/comm")
        if name.exists() and name.read_text().startswith("chrom"):
            return pid
    return None


def _family(root: int) -> list[int]:
    """A process and all below it, nearest first."""
    try:
        below = [int(pid) for pid in Path(f"/proc/{root}/task/{root}/children").read_text().split()]
    except OSError:
        below = []
    return [root, *(pid for child in below for pid in _family(child))]


def _pss(pid: int) -> int:
    table = Path(f"/proc/{pid}/smaps_rollup")
    try:
        return next(int(line.split()[1]) for line in table.read_text().splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0

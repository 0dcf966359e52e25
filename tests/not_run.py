"""Owns what is told at the end of a run: tests that could not run (failures under STRICT=1) and second tries.

Such a test skips with a reason that begins with «не запущено»; conftest.py takes these hooks over. A check that only
compares us with an outside program (LibreOffice) begins with OPTIONAL: it is told as loudly, but STRICT=1 forgives it.
"""

import os
from collections.abc import Generator
from typing import Any

import pytest

NOT_RUN = "не запущено"
OPTIONAL = f"{NOT_RUN} (необязательно)"


def _harden(report: Any) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if report.skipped and NOT_RUN in reason and OPTIONAL not in reason and os.environ.get("STRICT") == "1":
        report.outcome = "failed"
        report.longrepr = f"STRICT=1: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    report = yield
    _harden(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    report = yield
    _harden(report)
    return report


def pytest_terminal_summary(terminalreporter: Any) -> None:
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if NOT_RUN in reason:
            reason = reason.removeprefix("Skipped: ")
            reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("НЕ ЗАПУЩЕНО", sep="!", red=True, bold=True)
        for reason, count in sorted(reasons.items()):
            terminalreporter.line(f"{count} × {reason}", red=True)
    second = terminalreporter.stats.get("rerun", [])
    if second:
        terminalreporter.section("СО ВТОРОЙ ПОПЫТКИ", sep="!", yellow=True, bold=True)
    for report in second:
        terminalreporter.line(report.nodeid, yellow=True)
        terminalreporter.line(report.longreprtext[-2000:])

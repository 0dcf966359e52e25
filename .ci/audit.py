"""Asks the advisory data for known holes in the locked packages.

pip-audit ends with 0 when it could check nothing, so its report is read: a package it skipped was not checked. Data
out of reach (a closed network) is told loudly and is no failure, not even with STRICT=1: it says nothing about us.
"""

import json
import subprocess
import sys

COMMAND = [
    *(sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "15"),
    *("--disable-pip", "--require-hashes", "--requirement", "requirements.txt"),
]


def read_report() -> list[dict[str, object]]:
    """Return pip-audit's entry for each package; empty when it gave none."""
    try:
        run = subprocess.run(COMMAND, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - fixed
        report = json.loads(run.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return []
    entries: list[dict[str, object]] = report.get("dependencies", [])
    return entries


def main() -> int:
    """Print the verdict; 1 when a known hole was found."""
    say = sys.stdout.write
    entries = read_report()
    checked = [entry for entry in entries if "skip_reason" not in entry]
    holes = [entry for entry in checked if entry.get("vulns")]
    for entry in holes:
        for hole in entry["vulns"]:  # type: ignore[attr-defined]
            say(f"  {entry['name']} {entry['version']}: {hole['id']}, исправлено в {hole.get('fix_versions')}\n")
    if not checked:
        say("!!! НЕ ЗАПУЩЕНО: база уязвимостей недоступна, ни один пакет не проверен\n")
    else:
        say(f"  проверено пакетов: {len(checked)}, с известными уязвимостями: {len(holes)}\n")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())

"""The tests of signatures live at one moment: the stand's certificates are made for it."""

from collections.abc import Generator

import pytest
import time_machine

from tests.meetings.signing.pki import NOW


@pytest.fixture(autouse=True)
def _at_the_stand() -> Generator[None, None, None]:
    with time_machine.travel(NOW, tick=True):
        yield

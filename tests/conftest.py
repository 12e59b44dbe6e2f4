"""What all tests share: no setting of the user's own reaches them."""

import pytest


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch):
    for name in ("KG_STORE", "KG_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

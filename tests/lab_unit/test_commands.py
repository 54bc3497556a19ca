"""The commands of the lab, as far as they need no lab."""

from __future__ import annotations

import pytest

from lab.cli.main import main


def test_a_folder_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    """It is refused before a lab is started."""
    with pytest.raises(SystemExit) as ended:
        main(["up", "no-such-folder"])
    assert ended.value.code == 2
    assert "there is no folder no-such-folder: write the YAML first" in capsys.readouterr().err

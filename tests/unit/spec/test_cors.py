"""Origins that browsers would never send, and combinations that they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Cors
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a trailing slash": (
        {"allow_origins": ["https://App.example.com/"]},
        (
            'cors.allow_origins[0]: got "https://App.example.com/". Write "https://app.example.com". Allowed: an '
            'origin as browsers write it, "https://app.example.com", or "*" for any. [field-invalid]'
        ),
    ),
    "a host": (
        {"allow_origins": ["app.example.com"]},
        (
            'cors.allow_origins[0]: got "app.example.com". Allowed: an origin as browsers write it, '
            '"https://app.example.com", or "*" for any. [field-invalid]'
        ),
    ),
    "none": (
        {"allow_origins": []},
        "cors.allow_origins: got []. Allowed: at least one origin. [field-invalid]",
    ),
    "credentials for all": (
        {"allow_origins": ["*"], "allow_credentials": True},
        (
            'cors: got allow_credentials with allow_origins=["*"]. Allowed: allow_credentials with listed origins, '
            "because browsers refuse credentials for any origin. [field-invalid]"
        ),
    ),
}


@pytest.mark.parametrize(("fields", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, fields: dict[str, Any], text: str) -> None:
    """Each problem says what browsers send."""
    assert refusal(cors=Cors(**fields)) == [text]


def test_an_exposed_header_is_no_command(refusal: Refusal) -> None:
    """Routes set a header to these names, and a preflight's names are compared only."""
    (problem,) = refusal(cors=Cors(allow_origins=["*"], expose_headers=["x-%HOSTNAME%"]))
    allowed = "Allowed: names without %, which the proxy would read as a command. [header-name]"
    assert problem == f'cors.expose_headers: got "x-%HOSTNAME%". {allowed}'
    assert Cors(allow_origins=["*"], allow_headers=["x-%a%"]).allow_headers == ("x-%a%",)


def test_any_origin_stands_alone(refusal: Refusal) -> None:
    """Beside any origin, another one means nothing."""
    (problem,) = refusal(cors=Cors(allow_origins=["*", "https://app.example.com"]))
    assert '"*" alone, because it means any origin' in problem

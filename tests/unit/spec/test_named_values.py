"""Lists that a file writes by the names that they have in Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_CALLERS,
    ALL_PATHS,
    ALL_POOL_USERS,
    ANY_AUDIENCE,
    OPENAI_PATHS,
    Environments,
    JwtRule,
    LlmApiMesh,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    PublicPath,
    add_files,
)
from llm_api_mesh.reading.schema import options_schema
from llm_api_mesh.reading.suggestions import _NAMED
from support.api_files import API, CHAT, OWN
from support.apps import PLAIN_GATEWAY, Refusal
from support.specs import pool

RERANK = {"path": "/v1/rerank"}
FIELDS: dict[str, tuple[str, object, object]] = {
    "all paths": ("paths", "ALL_PATHS", ALL_PATHS),
    "the default": ("paths", "OPENAI_PATHS", OPENAI_PATHS),
    "one more path": ("paths", ["OPENAI_PATHS", RERANK], [*OPENAI_PATHS, PublicPath(path="/v1/rerank")]),
    "one more path before them": ("paths", [RERANK, "OPENAI_PATHS"], [*OPENAI_PATHS, PublicPath(path="/v1/rerank")]),
    "all callers": ("callers", "ALL_CALLERS", ALL_CALLERS),
    "all callers as a list": ("callers", ["ALL_CALLERS"], ALL_CALLERS),
}


def specification(**changes: Any) -> Any:
    options = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": PLAIN_GATEWAY, "backend": pool(), **changes}
    return LlmApiMesh(MeshApp(), "chat", **options).plan.spec


@pytest.mark.parametrize(("field", "named", "meant"), FIELDS.values(), ids=FIELDS)
def test_a_name_is_the_list(field: str, named: object, meant: Any) -> None:
    """The order of the items means nothing."""
    found = getattr(specification(**{field: named}), field)
    assert set(found) == set(meant)
    assert len(found) == len(meant)


def test_any_audience() -> None:
    """Alone only: among other audiences it would be one of them."""
    wanted: Any = "ANY_AUDIENCE"
    rule = JwtRule(issuer="https://a.example.com", audiences=wanted)
    assert rule.audiences == ANY_AUDIENCE
    assert JwtRule(issuer="https://a.example.com", audiences=[wanted]).audiences == ("ANY_AUDIENCE",)


def test_all_pool_users() -> None:
    """A mapping that has a name, as a file and as a program write it; it isn't a part of another one."""
    wanted: Any = "ALL_POOL_USERS"
    ref = LlmGatewayRef(namespace="llm-gateway", name="llm", pool_users=wanted)
    assert ref.pool_users == ALL_POOL_USERS
    assert LlmGatewayRef(namespace="llm-gateway", name="llm", pool_users=ALL_POOL_USERS) == ref


def test_messages_have_the_items_as_they_are_written(refusal: Refusal) -> None:
    """A name stands for many items, and the indexes of the others stay."""
    (wrong,) = refusal(paths=["OPENAI_PATHS", {"path": "v1/rerank"}])
    assert wrong.startswith("paths[1].path: got")


@pytest.mark.parametrize(
    ("wrong", "place", "fix"),
    [
        (f"{OWN}paths: ALL_PATH", "paths: got", "ALL_PATHS"),
        (f"{OWN}paths: [OPEN_AI_PATHS]", "paths[0]: got", "OPENAI_PATHS"),
        (f"{OWN}callers: ALL_CALLER", "callers: got", "ALL_CALLERS"),
        (
            "gateway: {kind: LlmGatewayRef, namespace: llm-gateway, name: llm, pool_users: ALL_USERS}",
            "gateway.pool_users: got",
            "ALL_POOL_USERS",
        ),
    ],
)
def test_the_nearest_name(wrong: str, place: str, fix: str, tmp_path: Path) -> None:
    """A typing error in a name is corrected."""
    file = tmp_path / "chat.yaml"
    file.write_text(f"{API}{wrong}\n")
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, file)
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert f"{place} " in str(caught.value)
    assert f"Did you mean {fix}?" in str(caught.value)


def test_an_overlay_adds_to_a_named_list(tmp_path: Path) -> None:
    """A list with a default must be set before something can be added; its name sets it."""
    file = tmp_path / "chat.yaml"
    file.write_text(
        "apiVersion: llm-api-mesh/v1\nkind: Environment\nname: dev\n---\n"
        "apiVersion: llm-api-mesh/v1\nkind: Environment\nname: prod\n---\n"
        f"{CHAT}paths: [OPENAI_PATHS]\n---\n"
        "apiVersion: llm-api-mesh/v1\nkind: LlmApiMeshOverlay\nname: chat\nenvironments: [dev]\n"
        "add: {paths: [{path: /v1/rerank}]}\n---\n"
        "apiVersion: llm-api-mesh/v1\nkind: LlmApiMeshOverlay\nname: chat\nenvironments: [prod]\n"
        "change: {paths: ALL_PATHS}\n"
    )
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, file)
    environments.synth()
    dev, prod = (Path(tmp_path, "dist", name, "chat.k8s.yaml").read_text() for name in ("dev", "prod"))
    assert "rerank" in dev
    assert "not-public" in dev
    assert "not-public" not in prod


def test_the_schema_has_the_names() -> None:
    """Editors complete them, and the corrections know all of them."""
    fields = options_schema()["properties"]
    assert fields["paths"]["anyOf"][0]["anyOf"][1] == {"enum": ["ALL_PATHS", "OPENAI_PATHS"]}
    named = [*fields["paths"]["anyOf"][0]["anyOf"][1]["enum"], "ALL_CALLERS", "ALL_POOL_USERS", "ANY_AUDIENCE"]
    assert sorted(named) == sorted(_NAMED)

"""The Roles of both teams, in an API server that authorizes requests by Roles.

The Roles of an API's team are those on docs/platform-team.md. Those of the platform's team follow from the table there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from lab.cluster.client import Object
from lab.cluster.environment import ClusterLab
from lab.cluster.pods import Pod, publish
from lab.errors import RefusedError
from support import ROOT
from support.documents import CERT_MANAGER, FOLDER
from support.markdown import blocks
from support.programs import EXAMPLES

PAGE = ROOT / "docs" / "platform-team.md"
TEAM, GATEWAY, EGRESS = "ai", "llm-gateway", "istio-egress"
NAMESPACES = (TEAM, "research", GATEWAY, EGRESS, "default")
VERBS = ["get", "list", "watch", "create", "update", "patch", "delete"]

# Where the table gives rights to the platform's team, and the namespaces of the examples there; none: the cluster.
PLACES = {
    "the gateway's namespace": [GATEWAY],
    "the namespace of an [egress gateway](egress.md#an-egress-gateway)": [EGRESS],
    "the cluster": [],
    "the namespaces of the APIs": [TEAM],
}


@dataclass(frozen=True)
class User:
    """A member of a group."""

    cluster: ClusterLab
    group: str

    def kubectl(self, *arguments: str) -> str:
        """Run kubectl as this user."""
        return self.cluster.cluster.kubectl(*arguments, "--as=somebody", f"--as-group={self.group}")

    def applies_and_deletes(self, path: Path) -> None:
        """Apply a file as Argo CD and people do, once more without a change, and delete its objects."""
        for _ in range(2):
            self.kubectl("apply", "-f", str(path))
        self.kubectl("get", "-f", str(path))
        self.kubectl("delete", "--wait=false", "-f", str(path))

    def rights(self, namespace: str) -> set[tuple[str, str, str]]:
        """The rights of the user in a namespace: groups, resources and verbs."""
        review = {"apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectRulesReview"}
        path = self.cluster.state.folder / "review.yaml"
        path.write_text(yaml.safe_dump({**review, "spec": {"namespace": namespace}}))
        found = json.loads(self.kubectl("create", "--validate=false", "-f", str(path), "-o", "json"))["status"][
            "resourceRules"
        ]
        return {
            (group, resource, verb)
            for rule in found
            for group in rule["apiGroups"]
            for resource in rule["resources"]
            for verb in rule["verbs"]
        }


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClusterLab]:
    """An API server with the Roles of the page."""
    with ClusterLab(roles=True) as lab:
        lab.define_gateway_api()
        lab.define_inference_pools()
        lab.cluster.define(FOLDER / CERT_MANAGER)
        for namespace in NAMESPACES:
            lab.cluster.require_namespace(namespace)
        roles = tmp_path_factory.mktemp("roles") / "roles.yaml"
        roles.write_text(yaml.safe_dump_all([*_of_teams(), *_of_platform(lab)]))
        lab.cluster.kubectl("apply", "-f", str(roles))
        yield lab


@pytest.fixture
def team(cluster: ClusterLab) -> User:
    """A member of the team of APIs, with the first Role of the page."""
    return User(cluster, "team-ai")


@pytest.fixture
def platform(cluster: ClusterLab) -> User:
    """A member of the platform's team."""
    return User(cluster, "platform")


@pytest.fixture
def stranger(cluster: ClusterLab) -> User:
    """Somebody without a Role."""
    return User(cluster, "nobody")


def _shown() -> Iterator[Object]:
    """The Roles and RoleBindings on the page."""
    for block in blocks(PAGE):
        if block.language == "yaml":
            objects = list(yaml.safe_load_all(block.text))
            yield from (one for one in objects if str(one.get("apiVersion", "")).startswith("rbac."))


def _of_teams() -> Iterator[Object]:
    """The Roles on the page; each beyond the first one is for a group of its own, which has the first one as well."""
    (first, binding), *others = _pairs(_shown())
    assert binding
    yield from (first, binding)
    for role, _ in others:
        group = f"team-ai-{role['metadata']['name']}"
        yield role
        for name in (first["metadata"]["name"], role["metadata"]["name"]):
            yield _binding(f"{group}-{name}", "Role", name, group, TEAM)


def _pairs(objects: Iterable[Object]) -> Iterator[tuple[Object, Object | None]]:
    """Each Role with the RoleBinding that follows it, if there is one."""
    found = list(objects)
    for role, after in zip(found, [*found[1:], None], strict=True):
        if role["kind"] == "Role":
            yield role, after if after and after["kind"] == "RoleBinding" else None


def _of_platform(lab: ClusterLab) -> Iterator[Object]:
    """The Roles that the table describes in words."""
    groups = _groups(lab)
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| the platform's team |"):
            _, _, where, what, _ = (cell.strip() for cell in line.split("|"))
            words = set(re.findall(r"\w+", what))
            rules = [
                {"apiGroups": [group], "resources": [resource], "verbs": [*VERBS, *({"bind", "escalate"} & words)]}
                for plural, resources in groups.items()
                if plural in words
                for group, resource in resources
            ]
            kind, namespaces = ("Role", PLACES[where]) if PLACES[where] else ("ClusterRole", [""])
            for namespace in namespaces:
                yield _object(kind, "platform", namespace) | {"rules": rules}
                yield _binding("platform", kind, "platform", "platform", namespace)


def _groups(lab: ClusterLab) -> Mapping[str, list[tuple[str, str]]]:
    """The API groups and resources of each kind, by the plural and the singular of the kind's name."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in lab.cluster.kubectl("api-resources", "--no-headers").splitlines():
        resource, *_, version, _, kind = line.split()
        group, slash, _ = version.partition("/")
        for name in (kind, re.sub("(?<=[^a])y$", "ie", kind) + "s"):
            found.setdefault(name, []).append((group if slash else "", resource))
    return found


def _object(kind: str, name: str, namespace: str) -> Object:
    metadata = {"name": name, **({"namespace": namespace} if namespace else {})}
    return {"apiVersion": "rbac.authorization.k8s.io/v1", "kind": kind, "metadata": metadata}


def _binding(name: str, kind: str, role: str, group: str, namespace: str) -> Object:
    return {
        **_object(f"{kind}Binding", name, namespace),
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": role},
        "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": group}],
    }


def _dist(example: str, name: str) -> Path:
    return EXAMPLES[example].with_name("dist") / f"{name}.k8s.yaml"


@pytest.mark.parametrize(
    ("example", "name"), [("failover", "chat"), ("security", "private"), ("identity", "models"), ("endpoints", "chat")]
)
def test_a_team_applies_its_apis(team: User, example: str, name: str) -> None:
    """With the page's Role, the objects of an API come, stay and go, by client-side apply."""
    team.applies_and_deletes(_dist(example, name))


def test_a_team_has_these_rights_only(team: User, stranger: User) -> None:
    """In its own namespace, it has those of the Role; in the gateway's and in another team's, those of a stranger."""
    (role, _), *_ = _pairs(_shown())
    given = {
        (group, resource, verb)
        for rule in role["rules"]
        for group in rule["apiGroups"]
        for resource in rule["resources"]
        for verb in rule["verbs"]
    }
    assert team.rights(TEAM) - stranger.rights(TEAM) == given
    for namespace in (GATEWAY, "research"):
        assert team.rights(namespace) == stranger.rights(namespace)


@pytest.mark.parametrize("name", ["llm", "llm-admission"])
def test_a_team_does_not_apply_what_is_the_platform_s(team: User, name: str) -> None:
    """Not one object of the gateway's files."""
    path = _dist("llm_gateway", name)
    with pytest.raises(RefusedError) as refused:
        team.kubectl("apply", "-f", str(path))
    assert len(list(yaml.safe_load_all(path.read_text()))) == str(refused.value).count("forbidden")


def test_a_team_does_not_apply_settings_at_the_gateway(team: User) -> None:
    """An API's file for the platform's team needs the platform's rights."""
    with pytest.raises(RefusedError, match="forbidden"):
        team.kubectl("apply", "-f", str(_dist("budget", "reasoning-at-gateway")))


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("inference-pools", ("inference_pools", "chat")),
        ("outbound", ("egress", "chat")),
    ],
)
def test_more_rights_are_for_more_kinds(cluster: ClusterLab, team: User, name: str, path: tuple[str, str]) -> None:
    """Each further Role of the page is needed for the objects of its feature, and suffices."""
    with pytest.raises(RefusedError, match="forbidden"):
        team.kubectl("apply", "-f", str(_dist(*path)))
    cluster.cluster.kubectl_delete(_dist(*path))
    User(cluster, f"team-ai-{name}").applies_and_deletes(_dist(*path))


def test_a_team_gives_pickers_only_rights_that_it_has(cluster: ClusterLab, tmp_path: Path) -> None:
    """A Role with a right that the team lacks is refused, although the team may write Roles."""
    rules = [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]
    path = tmp_path / "role.yaml"
    path.write_text(yaml.safe_dump(_object("Role", "more", TEAM) | {"rules": rules}))
    with pytest.raises(RefusedError, match="attempting to grant RBAC permissions not currently held"):
        User(cluster, "team-ai-inference-pools").kubectl("apply", "-f", str(path))


@pytest.mark.parametrize(
    ("example", "name"),
    [
        ("llm_gateway", "llm"),
        ("llm_gateway", "llm-admission"),
        ("security", "llm"),
        ("identity", "llm"),
        ("api_keys", "llm"),
        ("egress", "llm"),
        ("egress", "llm-egress"),
        ("inference_pools", "llm"),
        ("budget", "reasoning-at-gateway"),
    ],
)
def test_the_platform_s_team_applies_its_files(platform: User, example: str, name: str) -> None:
    """With the rights of the table, the objects of a gateway come, stay and go."""
    platform.applies_and_deletes(_dist(example, name))


def test_the_platform_s_team_gives_the_team_its_role(platform: User, tmp_path: Path) -> None:
    """It writes the page's Roles and RoleBindings into the team's namespace, and a quota."""
    quota = {"hard": {"count/services": "100"}}
    objects = [
        *_shown(),
        {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "apis", "namespace": TEAM}, "spec": quota},
    ]
    path = tmp_path / "roles.yaml"
    path.write_text(yaml.safe_dump_all(objects))
    platform.kubectl("apply", "-f", str(path))
    platform.kubectl("delete", "resourcequota", "apis", "-n", TEAM)


def test_who_may_write_the_status_of_pods(cluster: ClusterLab, team: User) -> None:
    """Neither the team's Role nor Kubernetes' role `admin`, by which a Service would lead to another team's address."""
    # A controller, which the lab lacks, adds up the role `admin` of these.
    parts = ("admin", "edit", "view")
    path = cluster.state.folder / "admins.yaml"
    bindings = [
        {
            **_binding(f"admins-{part}", "ClusterRole", f"system:aggregate-to-{part}", "admins", TEAM),
            "kind": "RoleBinding",
        }
        for part in parts
    ]
    path.write_text(yaml.safe_dump_all(bindings))
    cluster.cluster.kubectl("apply", "-f", str(path))
    publish(cluster.cluster, Pod("served", TEAM, "10.0.0.1", {"app": "served"}, (8080,)))
    admin = User(cluster, "admins")
    admin.kubectl("label", "pod", "served", "-n", TEAM, "checked=yes")
    status: Any = {"status": {"podIP": "10.0.0.2", "podIPs": [{"ip": "10.0.0.2"}]}}
    for user in (team, admin):
        with pytest.raises(RefusedError, match="forbidden"):
            user.kubectl(
                *("patch", "pod", "served", "-n", TEAM, "--subresource=status", "--type=merge"),
                "-p",
                json.dumps(status),
            )

"""One lab for all tests, so that it starts only once.

The tests share the lab, with different hosts and namespaces. After each test the lab checks that no proxy has rejected
a configuration.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from e2e.support.apis import mount_keys_of_examples
from e2e.support.folders import MESH
from e2e.support.keys import AWS, KEYS
from lab.apps.app import App
from lab.dump import dump
from lab.environment import Lab
from lab.istio.inventory import Inventory

_FAILED = pytest.StashKey[bool]()
_SHARED = pytest.StashKey[tuple[Lab, Inventory]]()


@pytest.fixture(scope="session")
def shared_lab(pytestconfig: pytest.Config) -> Iterator[Lab]:
    """The lab of the whole run, with the APIs of dist/ applied."""
    with Lab(gateway_environment={**KEYS, **AWS}) as lab:
        mount_keys_of_examples(lab)
        lab.apply(MESH)
        pytestconfig.stash[_SHARED] = lab, Inventory.of(lab.cluster)
        yield lab
        del pytestconfig.stash[_SHARED]


@pytest.fixture(scope="module", autouse=True)
def shared_lab_as_before(pytestconfig: pytest.Config) -> Iterator[None]:
    """Each file of tests finds dist/ in the shared lab, and leaves nothing else, so that the order of files is free.

    A file may replace objects of dist/ by its own, and delete them.
    """
    yield
    if _SHARED not in pytestconfig.stash:
        return
    lab, before = pytestconfig.stash[_SHARED]
    now = Inventory.of(lab.cluster)
    if before.changed(now):
        lab.apply(MESH)
        now = Inventory.of(lab.cluster)
    assert not before.changed(now)
    assert not before.added(now)


@pytest.fixture
def lab(shared_lab: Lab, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Lab]:
    """The lab; at the end of the test no proxy may have rejected a configuration.

    After a failed test, the lab's logs and configurations are in the test's temporary folder.
    """
    yield shared_lab
    if request.node.stash.get(_FAILED, False):
        dump(shared_lab, tmp_path / "dump")
        print(f"the lab's logs and configurations: {tmp_path / 'dump'}")
    shared_lab.assert_nothing_rejected()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let fixtures know whether their test has failed."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def llm_api(shared_lab: Lab) -> App:
    """The backends of the original scenario."""
    return shared_lab.app(
        "large-language-model-api",
        namespace="default",
        labels={"app": "large-language-model-api"},
        replicas=3,
    )


@pytest.fixture(scope="session")
def chat_v1(shared_lab: Lab) -> App:
    """The first version of the chat model."""
    labels = {"app": "chat", "version": "v1"}
    return shared_lab.app("chat-v1", namespace="ai", labels=labels, replicas=2)


@pytest.fixture(scope="session")
def chat_v2(shared_lab: Lab) -> App:
    """The second version of the chat model."""
    labels = {"app": "chat", "version": "v2"}
    return shared_lab.app("chat-v2", namespace="ai", labels=labels, replicas=2)

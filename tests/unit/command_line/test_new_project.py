"""The workflow and the job that `init` writes: what they compare, and whom they let comment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml

from support.command_line import invoke
from support.programs import ANOTHER_TEAM

MARKER = "<!-- llm-api-mesh diff -->"
GITHUB = Path(".github/workflows/llm-api-mesh.yaml")
GITLAB = Path(".gitlab-ci.yml")

FAKE_GH = """#!/bin/sh
echo "$@" >> calls
case "$*" in *--paginate*) cat comments;; *body=@body.md*) cp body.md sent;; esac
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project with the files of both code hosts, as the working directory."""
    monkeypatch.chdir(tmp_path)
    assert invoke("init", "--github", "--gitlab").exit_code == 0
    return tmp_path


def workflow() -> dict[Any, Any]:
    """The workflow of GitHub. Its key `on` is true in YAML."""
    found: dict[Any, Any] = yaml.safe_load(GITHUB.read_text())
    return found


def step(job: str, name: str) -> str:
    """The commands of a step."""
    (found,) = (one["run"] for one in workflow()["jobs"][job]["steps"] if one.get("name") == name)
    return str(found)


def shell(text: str, **environment: str) -> str:
    """Run the commands of a step as the code host does."""
    own = {**os.environ, **environment, "PATH": f"{Path(sys.executable).parent}:{Path.cwd()}:{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-e", "-c", text], env=own, capture_output=True, text=True, check=False)  # noqa: S607
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def git(*arguments: str) -> str:
    """Run git."""
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    return subprocess.run(["git", *identity, *arguments], capture_output=True, text=True, check=True).stdout  # noqa: S607


def objects(weight: int) -> None:
    """Write an object to dist/."""
    one = {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": "chat-versions", "namespace": "ai"},
        "spec": {"http": [{"route": [{"destination": {"host": "a"}, "weight": weight}]}]},
    }
    Path("dist").mkdir(exist_ok=True)
    Path("dist", "chat.k8s.yaml").write_text(yaml.safe_dump(one))


def merged(*, first: bool) -> str:
    """Commit a change, as the merge that the workflow checks out; return the commit that it is compared with."""
    git("init", "--quiet", "--initial-branch=main")
    if not first:
        objects(10)
    git("add", ".")
    git("commit", "--quiet", "--message=before")
    base = git("rev-parse", "HEAD").strip()
    git("checkout", "--quiet", "-b", "change")
    objects(30)
    git("add", ".")
    git("commit", "--quiet", "--message=after")
    git("checkout", "--quiet", "main")
    git("merge", "--quiet", "--no-ff", "--message=merge", "change")
    return base


@pytest.mark.parametrize("first", [False, True])
def test_a_pull_request_is_compared_with_its_branch(first: bool, tmp_path: Path) -> None:
    """The text is that of `diff`; before the first commit of dist/ there is nothing to compare with."""
    merged(first=first)
    shell(step("check", "Say what the change does"), RUNNER_TEMP=str(tmp_path / "temp"), GITHUB_STEP_SUMMARY="summary")
    text = Path("comment.md").read_text()
    assert ("10 -> 30" in text) == (not first)
    assert Path("summary").read_text() == text
    assert len(text) < 65_536 - len(MARKER)


def test_a_merge_request_is_compared_with_its_beginning(tmp_path: Path) -> None:
    """The job writes the same text."""
    base = merged(first=False)
    text = yaml.safe_load(GITLAB.read_text())["llm-api-mesh"]["script"][0].replace("/tmp", str(tmp_path / "temp"))  # noqa: S108
    shell(text, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert "10 -> 30" in Path("comment.md").read_text()
    Path("comment.md").unlink()
    shell(text, CI_MERGE_REQUEST_DIFF_BASE_SHA="")
    assert not Path("comment.md").exists()


def fake_gh(comments: str) -> None:
    """Put a `gh` into the folder, which is on the PATH, and the comments that it lists."""
    Path("gh").write_text(FAKE_GH)
    Path("gh").chmod(0o755)
    Path("comments").write_text(comments)


@pytest.mark.parametrize(
    ("comments", "call"),
    [
        ("", "api --method POST repos/acme/apis/issues/7/comments --field body=@body.md"),
        ("4\n9\n", "api --method PATCH repos/acme/apis/issues/comments/4 --field body=@body.md"),
    ],
)
def test_github_has_one_comment(comments: str, call: str) -> None:
    """The first commit writes it, and each later one replaces its text."""
    fake_gh(comments)
    Path("comment.md").write_text("It's `{v2}` and $HOME.\n")
    shell(step("comment", "Write the comment, or replace its text"), GITHUB_REPOSITORY="acme/apis", PULL_REQUEST="7")
    listed, written = Path("calls").read_text().splitlines()
    assert listed.startswith("api --paginate repos/acme/apis/issues/7/comments --jq")
    assert 'startswith("<!-- llm-api-mesh diff -->")' in listed
    assert written == call
    assert Path("sent").read_text() == f"{MARKER}\nIt's `{{v2}}` and $HOME.\n"


def test_only_a_job_that_runs_nothing_of_the_repository_may_write_comments() -> None:
    """A pull request from a fork runs the first job alone, without a right to write."""
    found = workflow()
    assert "pull_request" in found[True]
    assert "pull_request_target" not in found[True]
    assert found["permissions"] == {"contents": "read"}
    assert found["jobs"]["check"]["permissions"] == {"contents": "read", "security-events": "write"}
    comment = found["jobs"]["comment"]
    assert comment["permissions"] == {"pull-requests": "write"}
    assert not [one for one in comment["steps"] if "checkout" in one.get("uses", "")]
    assert "github.event.pull_request.head.repo.full_name == github.repository" in comment["if"]
    assert "${{" not in step("comment", "Write the comment, or replace its text"), "no text of a user in commands"
    job = yaml.safe_load(GITLAB.read_text())["llm-api-mesh-comment"]
    assert job["variables"] == {"GIT_STRATEGY": "none"}


class _Notes(BaseHTTPRequestHandler):
    """GitLab's API for the comments of a merge request, two on a page."""

    listed: list[dict[str, Any]]
    written: list[tuple[str, str, str]]

    def do_GET(self) -> None:  # http.server's name
        page = int(self.path.rpartition("page=")[2])
        more = str(page + 1) if 2 * page < len(self.listed) else ""
        self._answer(self.listed[2 * page - 2 : 2 * page], {"x-next-page": more})

    def do_POST(self) -> None:
        self._written()

    def do_PUT(self) -> None:
        self._written()

    def _written(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        assert self.headers["private-token"] == "token"
        self.written.append((self.command, self.path, body["body"]))
        self._answer({}, {})

    def _answer(self, value: object, headers: Mapping[str, str]) -> None:
        self.send_response(200)
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def gitlab(*notes: str) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Serve the API; give its address, and what is written."""
    listed = [{"id": number, "body": text} for number, text in enumerate(notes, 11)]

    class Handler(_Notes):
        pass

    Handler.listed, Handler.written = listed, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v4", Handler.written
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("notes", "method", "path"),
    [
        ((), "POST", ""),
        (("a", "b", f"about {MARKER}"), "POST", ""),
        (("a", "b", "c", f"{MARKER}\nold"), "PUT", "/14"),
    ],
)
def test_gitlab_has_one_comment(notes: tuple[str, ...], method: str, path: str) -> None:
    """The first commit writes it, and each later one replaces its text, on whatever page it is."""
    Path("comment.md").write_text("v2 gets 30 %\n")
    (text,) = yaml.safe_load(GITLAB.read_text())["llm-api-mesh-comment"]["script"]
    with gitlab(*notes) as (url, written):
        shell(text, CI_API_V4_URL=url, CI_PROJECT_ID="5", CI_MERGE_REQUEST_IID="7", LLM_API_MESH_TOKEN="token")  # noqa: S106
    assert written == [
        (method, f"/api/v4/projects/5/merge_requests/7/notes{path}", f"{MARKER}\nv2 gets 30 %\n"),
    ]


def test_another_team_s_repository_comments_in_the_same_way() -> None:
    """Its job that writes the comment is that of a new project."""
    theirs = yaml.safe_load((ANOTHER_TEAM / ".github" / "workflows" / "llm-apis.yaml").read_text())
    assert theirs["jobs"]["comment"] == workflow()["jobs"]["comment"]
    assert theirs["permissions"] == {"contents": "read"}
    job = yaml.safe_load(GITLAB.read_text())["llm-api-mesh-comment"]
    other = yaml.safe_load((ANOTHER_TEAM / ".gitlab-ci.yml").read_text())["comment"]
    assert other == {**job, "needs": ["check"]}

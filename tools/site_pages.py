"""Hooks of MkDocs: what pages link to outside of docs/ has a page on the site as well.

Pages link to other files of the repository, such as `../README.md` and `../examples/canary/main.py`. On the site, these
links lead to pages below `repository/`. A Markdown file keeps its text there. Any other file is shown as it is, and a
folder is one page with all its files.

Pictures of traffic are drawn from the YAML of examples: for each example, and in place of Mermaid on a page, for which
a browser would need a program from elsewhere.
"""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pymdownx.slugs import slugify

from llm_api_mesh.graphs.drawing import drawn, only, traffic_of

ROOT = Path(__file__).resolve().parents[1]
DOCS = "docs"
SHOWN = "repository"
"""The folder of the site with the files that aren't in docs/."""
EXAMPLES = "examples"
"""A folder of folders: each of these is a page of its own."""

_LINK = re.compile(r"(?<=\]\()(?P<target>(?!https?:|#)[^)#\s]+)(?P<heading>#[^)\s]+)?(?=\))")
_FENCED = re.compile(r"^(```+)\w*\n.*?^\1$", re.MULTILINE | re.DOTALL)
_MERMAID = re.compile(r"^<!-- drawn from (\S+), (\S+) -->\n\n```mermaid\n.*?^```$", re.MULTILINE | re.DOTALL)
_DRAWN = "access/graph.mmd"
"""What a folder has beside `dist` if that is the YAML of one cluster."""
_LANGUAGES = {".json": "json", ".py": "python", ".sh": "sh", ".yaml": "yaml", ".yml": "yaml"}
_NOT_SHOWN = {"__pycache__", "imports"}
"""Folders of what programs have generated."""
# The text of source files isn't searched: a search should find what explains them.
_NOT_SEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"

_sources: dict[str, str] = {}
"""The files of the repository whose text is a page, by the name of the page."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for each file and folder that a page links to, and for those that these pages link to."""
    _sources.clear()
    _sources.update({file.src_uri: f"{DOCS}/{file.src_uri}" for file in files.documentation_pages()})
    waiting = sorted(_sources.values())
    for file in files.documentation_pages():
        for folder, host in _MERMAID.findall(file.content_string):
            files.append(File.generated(config, _picture(folder, host), content=_svg(folder, [host])))
    while waiting:
        for target in _targets(waiting.pop()):
            name, _ = place(target)
            if files.get_file_from_path(name):
                continue
            files.append(File.generated(config, name, content=_content(target)))
            if (ROOT / target / _DRAWN).is_file():
                folder = f"{target}/dist"
                files.append(File.generated(config, _picture(folder), content=_svg(folder)))
            if target.endswith(".md") and not target.startswith(f"{EXAMPLES}/"):
                _sources[name] = target
            if target == EXAMPLES or name in _sources:
                waiting.append(target)
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Let links lead to the pages of the site, and indent lists as Python's Markdown reads them."""
    source = _sources.get(page.file.src_uri)
    if source is None:
        return markdown
    depth = "../" * page.file.src_uri.count("/")
    markdown = _MERMAID.sub(lambda found: f"![Where requests go]({depth}{_picture(found[1], found[2])})", markdown)
    begin, parts = 0, []
    for block in _FENCED.finditer(markdown):
        parts += [_adapted(markdown[begin : block.start()], source, page), block[0]]
        begin = block.end()
    return "".join([*parts, _adapted(markdown[begin:], source, page)])


def place(target: str) -> tuple[str, str]:
    """Return the page of the site that shows a file or folder of the repository, and the heading on it, if any."""
    if target.startswith(f"{DOCS}/"):
        return target.removeprefix(f"{DOCS}/"), ""
    folder, _, rest = target.partition("/")
    if folder == EXAMPLES and rest:
        name, _, file = rest.partition("/")
        return f"{SHOWN}/{EXAMPLES}/{name}.md", _anchor(file) if file else ""
    if (ROOT / target).is_dir():
        return f"{SHOWN}/{target}/index.md", ""
    return f"{SHOWN}/{target}" if target.endswith(".md") else f"{SHOWN}/{target}.md", ""


def _targets(source: str) -> Iterator[str]:
    """Yield the files and folders of the repository that a file links to."""
    if source == EXAMPLES:
        yield from (f"{EXAMPLES}/{path.name}" for path in sorted((ROOT / EXAMPLES).iterdir()))
        return
    text = _FENCED.sub("", (ROOT / source).read_text(encoding="utf-8"))
    for link in _LINK.finditer(text):
        yield _resolved(source, link["target"])


def _resolved(source: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))


def _adapted(text: str, source: str, page: Page) -> str:
    """Return text without code, with the links and the indentation of the site."""

    def link(found: re.Match[str]) -> str:
        name, heading = place(_resolved(source, found["target"]))
        relative = posixpath.relpath(name, posixpath.dirname(page.file.src_uri))
        return relative + (found["heading"] or (f"#{heading}" if heading else ""))

    # GitHub nests a list that is indented as the text above it, by two or three blanks; Python's Markdown wants four.
    return re.sub("^ +", lambda blanks: blanks[0] * 2, _LINK.sub(link, text), flags=re.MULTILINE)


def _content(target: str) -> str:
    """Return the Markdown of a page that shows a file or folder."""
    if target == EXAMPLES:
        return _list_of_examples()
    if target.startswith(f"{EXAMPLES}/"):
        return _folder("/".join(target.split("/")[:2]))
    path = ROOT / target
    if path.is_dir():
        return _folder(target)
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return f"{_NOT_SEARCHED}# {target}\n\n{_fenced(path)}"


def _list_of_examples() -> str:
    rows = [
        f"- [{program.parent.name}]({program.parent.name}.md): {_summary(program)}"
        for program in sorted((ROOT / EXAMPLES).glob("*/main.py"))
    ]
    return "\n".join(["# Examples", "", *rows, ""])


def _summary(program: Path) -> str:
    """Return the first sentence of what a program says about itself."""
    text = ast.get_docstring(ast.parse(program.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def _folder(target: str) -> str:
    path = ROOT / target
    files = sorted(file for file in path.rglob("*") if file.is_file() and not _NOT_SHOWN & {*file.parts})
    # The program first, then what it writes.
    files.sort(key=lambda file: (len(file.relative_to(path).parts), file.suffix != ".py"))
    parts = []
    if (path / _DRAWN).is_file():
        picture = posixpath.relpath(_picture(f"{target}/dist"), f"{SHOWN}/{EXAMPLES}")
        parts = [f"{_summary(path / 'main.py')}\n\n![Where requests go]({picture})\n"]
    parts += [f"## {file.relative_to(path)}\n\n{_fenced(file)}" for file in files]
    return "\n".join([f"{_NOT_SEARCHED}# {target}", "", *parts])


def _picture(folder: str, host: str = "") -> str:
    """Return the place of the picture of a folder's traffic, or of one host in it."""
    return f"pictures/{'-'.join(filter(None, [*folder.split('/'), host]))}.svg"


def _svg(folder: str, hosts: Collection[str] = ()) -> str:
    traffic = traffic_of(ROOT / folder)
    return drawn(only(traffic, hosts) if hosts else traffic, "svg", ", ".join(hosts) or folder)


def _fenced(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{_LANGUAGES.get(path.suffix, 'text')}\n{text.rstrip()}\n{fence}\n"


def _anchor(heading: str) -> str:
    return str(slugify(case="lower")(heading, "-"))

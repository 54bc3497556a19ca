"""One page of HTML with all pictures, a search and filters. It is one file, and loads nothing."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from llm_api_mesh.errors import on_one_line
from llm_api_mesh.graphs.picture import Picture, pictures_of
from llm_api_mesh.graphs.svg import style, svg_element
from llm_api_mesh.secret_shapes import hide
from llm_api_mesh.traffic.model import Entry, Policy, Rule, Setting, Traffic
from llm_api_mesh.traffic.phrases import rule_in_words

_FILTERS = {
    "costs": "costs money",
    "copies": "copies of requests",
    "divided": "divided by weights",
    "falls-back": "falls back",
    "not-read": "not read in part",
}


def page(traffic: Traffic, title: str) -> str:
    """Write the page of a folder's traffic."""
    css, script = f"{style()}{_file('page.css')}", _file("page.js")
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(css, script)}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{_text(title)}</title>\n<style>{css}</style>\n</head>\n<body>\n",
            *_body(traffic, title),
            f"<script>{script}</script>\n</body>\n</html>\n",
        )
    )


def _policy(css: str, script: str) -> str:
    """What the page may load: its own style and script, and nothing else."""
    return f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'"


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _body(traffic: Traffic, title: str) -> Iterator[str]:
    pictures = pictures_of(traffic)
    yield f"<header>\n<h1>{_text(title)}</h1>\n"
    yield from _form(traffic)
    yield '<p id="count" role="status"></p>\n</header>\n<main>\n'
    for index, picture in enumerate(pictures):
        yield from _picture(picture, f"g{index}")
    yield from _policies(traffic.policies)
    if traffic.not_read:
        yield "<h2>Not read</h2>\n<ul>\n"
        yield from (f"<li>{_text(f'{one.source}: {one.reason}')}</li>\n" for one in traffic.not_read)
        yield "</ul>\n"
    yield "</main>\n"


def _form(traffic: Traffic) -> Iterator[str]:
    yield '<form id="filters" role="search">\n<label class="field">Search (key /)\n'
    yield '<input id="search" type="search" name="search" autocomplete="off" '
    yield 'placeholder="host, model, path, backend"></label>\n'
    gateways = sorted({one.gateway for one in traffic.entries})
    namespaces = sorted({namespace for one in traffic.entries for namespace in one.namespaces})
    yield from _choice("Gateway", "gateway", gateways)
    yield from _choice("Namespace", "namespace", namespaces)
    yield "<fieldset><legend>Only what has</legend>\n"
    for value, words in _FILTERS.items():
        yield f'<label><input type="checkbox" name="has" value="{value}">{words}</label>\n'
    yield '</fieldset>\n<button type="reset">Show all</button>\n'
    yield '<button type="button" id="open-all">Open or close all</button>\n</form>\n'


def _choice(words: str, name: str, values: Iterable[str]) -> Iterator[str]:
    yield f'<label class="field">{words}\n<select name="{name}"><option value="">all</option>'
    yield from (f"<option>{_text(value)}</option>" for value in values)
    yield "</select></label>\n"


def _picture(picture: Picture, prefix: str) -> Iterator[str]:
    first = picture.entries[0]
    namespaces = sorted({namespace for one in picture.entries for namespace in one.namespaces})
    yield f'<section data-entry data-gateway="{_text(first.gateway)}" data-namespaces="{_text(" ".join(namespaces))}" '
    yield f'data-has="{" ".join(_has(picture))}" data-text="{_text(_searched(picture).lower())}">\n'
    yield f"<details>\n<summary>{_text(picture.title)}"
    yield f'<span class="facts">{_text("; ".join(_facts(picture)))}</span></summary>\n'
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{_text(f"Picture of {picture.title}")}">\n'
    yield f"{svg_element(picture, prefix)}</div>\n"
    for entry in _different(picture):
        yield from _table(entry, with_name=first.is_in_mesh)
    yield "</details>\n</section>\n"


def _different(picture: Picture) -> Sequence[Entry]:
    """The entries of a picture; of hosts at a Gateway, which all have the same routes, the first."""
    return picture.entries if picture.entries[0].is_in_mesh else picture.entries[:1]


def _facts(picture: Picture) -> Iterator[str]:
    first = picture.entries[0]
    yield from first.listeners
    if not first.is_in_mesh and not first.listeners:
        yield "the Gateway isn't in the folder"
    kinds = sum(len(rule.requests) for entry in _different(picture) for rule in entry.rules)
    yield "1 kind of requests" if kinds == 1 else f"{kinds} kinds of requests"
    yield from (_FILTERS[one] for one in _has(picture))


def _has(picture: Picture) -> list[str]:
    rules = [rule for entry in picture.entries for rule in entry.rules]
    splits = [split for rule in rules for split in rule.splits]
    targets = [share.target for split in splits for share in split.shares]
    found = {
        "copies": any(rule.copies for rule in rules),
        "costs": any(one.costs_money for one in targets),
        "divided": any(len(split.shares) > 1 for split in splits),
        "falls-back": any(split.order > 1 for split in splits),
        "not-read": any(one.kind == "not read" for one in targets),
    }
    return [name for name in _FILTERS if found[name]]


def _searched(picture: Picture) -> str:
    parts = [picture.title]
    for entry in picture.entries:
        parts += [entry.host, entry.gateway, *entry.listeners, *(entry.public_paths or ())]
        for rule in entry.rules:
            parts += [rule.name, *rule.requests, rule_in_words(rule), *(one.target.words for one in rule.copies)]
    return " ".join(dict.fromkeys(parts))


def _table(entry: Entry, *, with_name: bool) -> Iterator[str]:
    if with_name:
        yield f"<h3>{_text(entry.host)}</h3>\n"
    yield "<table>\n<thead><tr><th scope='col'>Requests</th><th scope='col'>What happens to them</th></tr></thead>\n"
    yield "<tbody>\n"
    for rule in entry.rules:
        yield f"<tr><td>{_list(rule.requests)}</td><td>{_text(rule_in_words(rule))}"
        copies = [f"copies of {one.percent:g} % go to {one.target.words}" for one in rule.copies]
        yield from (f"<br>{_text(one)}" for one in copies)
        yield f"{_settings([*_all_settings(rule)])}</td></tr>\n"
    yield "</tbody>\n</table>\n"
    if entry.public_paths is not None:
        yield f"<details>\n<summary>{len(entry.public_paths)} public paths</summary>\n{_list(entry.public_paths)}"
        yield "</details>\n"


def _all_settings(rule: Rule) -> Iterator[Setting]:
    yield from rule.settings
    for order in rule.orders:
        own = dict.fromkeys(one for split in rule.splits if split.order == order for one in split.settings)
        suffix = f" at backend {order}" if rule.orders[1:] else ""
        yield from (Setting(f"{one.name}{suffix}", one.value) for one in own)


def _settings(settings: Sequence[Setting]) -> str:
    if not settings:
        return ""
    return f'<div class="settings">{_text("; ".join(f"{one.name}: {one.value}" for one in settings))}</div>'


def _policies(policies: Sequence[Policy]) -> Iterator[str]:
    if policies:
        yield "<h2>Connections to backends</h2>\n<details>\n<summary>"
        yield f"{len(policies)} backends and subsets</summary>\n<table>\n"
        yield "<thead><tr><th scope='col'>Backend</th><th scope='col'>Settings</th></tr></thead>\n<tbody>\n"
        for one in policies:
            yield f"<tr><td>{_text(one.target)}</td><td>{_settings(one.settings)}</td></tr>\n"
        yield "</tbody>\n</table>\n</details>\n"


def _list(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return _text(texts[0])
    return f"<ul>{''.join(f'<li>{_text(one)}</li>' for one in texts)}</ul>"


def _text(text: str) -> str:
    return escape(on_one_line(hide(text)))

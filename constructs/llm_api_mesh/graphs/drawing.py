"""Traffic in one of the formats."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.reading import read_objects
from llm_api_mesh.graphs.mermaid import mermaid
from llm_api_mesh.graphs.page import page
from llm_api_mesh.graphs.picture import joined, pictures_of
from llm_api_mesh.graphs.svg import svg_file
from llm_api_mesh.traffic.model import Traffic
from llm_api_mesh.traffic.reading import read_traffic

GraphFormat = Literal["mermaid", "svg", "html"]
GRAPH_FORMATS: tuple[GraphFormat, ...] = get_args(GraphFormat)


def traffic_of(folder: Path) -> Traffic:
    """Read where requests go by the YAML of a folder.

    Raises:
        UnreadableError: If the folder doesn't exist, a file is broken, or two files have the same object.
    """
    return read_traffic(Manifests.of(read_objects(folder)))


def only(traffic: Traffic, hosts: Collection[str]) -> Traffic:
    """The same traffic without the entries of other hosts. Without any host, all of it."""
    if not hosts:
        return traffic
    return replace(traffic, entries=tuple(one for one in traffic.entries if one.host in hosts))


def drawn(traffic: Traffic, form: GraphFormat, title: str) -> str:
    """Draw traffic.

    Args:
        traffic: Where requests go.
        form: `mermaid`, `svg`, or `html` for a page with a search and filters.
        title: Title of the page or of the picture.
    """
    if form == "html":
        return page(traffic, title)
    pictures = pictures_of(traffic)
    return mermaid(pictures) if form == "mermaid" else svg_file(replace(joined(pictures), title=title))

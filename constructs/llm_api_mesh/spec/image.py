"""Images of containers, each with a version that doesn't change."""

from __future__ import annotations

import re
from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused

_IMAGE = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._/:@-]*[A-Za-z0-9])?")


def _image(image: str) -> str:
    _, _, last = image.rpartition("/")
    named, _, version = last.partition("@" if "@" in last else ":")
    if not named or not version or version == "latest" or not _IMAGE.fullmatch(image):
        raise refused("field-invalid", allowed="an image with a tag other than latest, or with a digest")
    return image


Image = Annotated[str, Rule(_image, pattern=_IMAGE.pattern)]
"""An image with a tag or a digest."""

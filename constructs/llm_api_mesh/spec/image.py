"""Images of containers, each with a version that doesn't change."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused


def _image(image: str) -> str:
    _, _, last = image.rpartition("/")
    named, _, version = last.partition("@" if "@" in last else ":")
    if not named or not version or version == "latest" or any(letter.isspace() for letter in image):
        raise refused("field-invalid", allowed="an image with a tag other than latest, or with a digest")
    return image


Image = Annotated[str, Rule(_image)]
"""An image with a tag or a digest."""

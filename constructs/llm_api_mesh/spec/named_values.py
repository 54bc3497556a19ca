"""Lists and mappings with a name, such as `ALL_PATHS`, which a file writes by the name that they have in Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Named:
    """The lists or mappings that a field takes by their names, alone or among its items.

    Args:
        among_items: Whether a name can also stand among other items, as `*OPENAI_PATHS` does in Python. A field whose
            items are texts can't tell such a name from a text.
        values: The lists or mappings by their names. Only lists can stand among items.
    """

    def __init__(self, *, among_items: bool, **values: Sequence[object] | Mapping[str, object]) -> None:
        self.among_items = among_items
        self.values: Mapping[str, Sequence[object] | Mapping[str, object]] = MappingProxyType(values)

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._expanded, handler(source))

    def _expanded(self, value: object) -> object:
        """Replace names. The other items keep their indexes, by which messages name them: no order means anything."""
        if isinstance(value, str):
            return self.values.get(value, value)
        if not self.among_items or not isinstance(value, list | tuple):
            return value
        items: list[object] = []
        more: list[object] = []
        for item in value:
            first, *others = self.values.get(item, (item,)) if isinstance(item, str) else (item,)
            items.append(first)
            more += others
        return [*items, *more]

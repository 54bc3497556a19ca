"""The keywords of a construct with the overlays of one environment: first all changes, then removals, then additions.

An overlay names what it changes. What the construct doesn't have can't be changed or removed, and what it has already
can't be added, so that a wrong name is never taken for something new. Two overlays can't change one value, so that
their order doesn't matter. Whether the values themselves are right is checked when the construct is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from llm_api_mesh.errors import Code, Problem, listed, show
from llm_api_mesh.files.nodes import begins
from llm_api_mesh.nearest import nearest
from llm_api_mesh.overlays.origins import GivenOverlay, Origin, Origins, Steps, rest_after
from llm_api_mesh.overlays.shapes import fields_of, is_list, kind_of, label_of, name_of, with_fields
from llm_api_mesh.reading.places import container
from llm_api_mesh.spec.base import KIND, Spec

_EMPTY: tuple[object, ...] = ((), {})
"""Defaults to which something can be added."""


@dataclass(frozen=True)
class Merged:
    """The keywords of a construct in one environment."""

    options: Mapping[str, Any]
    problems: Sequence[Problem]
    """What overlays name although it isn't there, and what two of them change."""
    origins: Origins


def merged(kind: type[Spec], name: str, options: Mapping[str, Any], overlays: Sequence[GivenOverlay]) -> Merged:
    """Apply the overlays to the keywords of a construct."""
    merging = _Merging(name)
    fields: Any = dict(options)
    root = _Root(kind)
    for given in overlays:
        fields = merging.changed(fields, given.overlay.change, root, _Here(given, "change"))
    for given in overlays:
        for index, path in enumerate(given.overlay.remove):
            fields = merging.without(fields, root, _Here(given, f"remove[{index}]"), path)
    for given in overlays:
        fields = merging.extended(fields, given.overlay.add, root, _Here(given, "add"))
    return Merged(fields, tuple(merging.problems), merging.origins)


class _Root(NamedTuple):
    """The type of the construct, in place of the annotation of a field."""

    kind: type[Spec]


class _Here(NamedTuple):
    """A place in an overlay, and in the construct."""

    given: GivenOverlay
    there: str
    """The path in the overlay."""
    path: str = ""
    """The path in the construct, as messages have it."""
    steps: Steps = ()
    """The same as the steps to it."""
    labels: Steps = ()
    """The same with what overlays call an item without a name, which removals of other items don't change."""

    def field(self, name: str) -> _Here:
        """Go to a field of the object that is here."""
        path = f"{self.path}.{name}" if self.path else name
        there, steps, labels = f"{self.there}.{name}", (*self.steps, name), (*self.labels, name)
        return self._replace(there=there, path=path, steps=steps, labels=labels)

    def entry(self, name: str, label: str | None = None) -> _Here:
        """Go to an entry of a mapping, or to an item of a list, whose index is its label if it has no name."""
        shown = name if label is None else label
        there, steps, labels = f"{self.there}[{name}]", (*self.steps, shown), (*self.labels, name)
        return self._replace(there=there, path=f"{self.path}[{shown}]", steps=steps, labels=labels)


class _Touch(NamedTuple):
    """What an overlay has done at a place."""

    here: _Here
    adds: bool


_Merge = Callable[[Any, Any, Any, _Here], Any]
"""Merges into a value, with its annotation, what an overlay has for it at a place."""


class _Merging:
    """The keywords of one construct while overlays are applied to them."""

    def __init__(self, name: str) -> None:
        self.problems: list[Problem] = []
        self.origins = Origins()
        self._name = name
        self._touched: list[_Touch] = []

    def changed(self, base: Any, change: Any, annotation: Any, here: _Here) -> Any:
        """Return a value with the changes of an overlay; what isn't a mapping replaces the value."""
        if self._is_taken(here):
            return base
        kind = _kind(base, annotation)
        if not isinstance(change, Mapping):
            return self._set(change, here)
        if kind:
            return self._changed_object(base, change, kind, here)
        form, inner = container(annotation)
        if form == "mapping" and isinstance(base, Mapping):
            return self._changed_entries(base, change, inner, here)
        if form == "list" and is_list(base):
            return self._with_each_item(base, change, inner, here, self.changed)
        return self._changed_untyped(base, change, here) if not form else self._set(change, here)

    def _changed_untyped(self, base: Any, change: Mapping[Any, Any], here: _Here) -> Any:
        """Change an object of a kind that no type has, such as the name of an LLM gateway."""
        if not isinstance(base, Mapping) or change.get(KIND, base.get(KIND)) != base.get(KIND):
            return self._set(change, here)
        return {**base, **{name: self._set(one, here.field(name)) for name, one in _named(change) if name != KIND}}

    def _changed_object(self, base: Any, change: Mapping[Any, Any], kind: type[Spec], here: _Here) -> Any:
        if here.steps and change.get(KIND, kind.__name__) != kind.__name__:
            return self._set(change, here)
        fields = fields_of(base)
        for name, one in _named(change):
            field = kind.model_fields.get(name)
            if name == KIND and here.steps:
                continue
            known = field is not None and name in fields
            inner = here.field(name)
            fields[name] = (
                self.changed(fields[name], one, field.annotation, inner) if field and known else self._set(one, inner)
            )
        return with_fields(base, fields)

    def _changed_entries(self, base: Mapping[str, Any], change: Mapping[Any, Any], inner: Any, here: _Here) -> Any:
        entries = dict(base)
        for name, one in _named(change):
            if name in entries:
                entries[name] = self.changed(entries[name], one, inner, here.entry(name))
            else:
                self._unknown(name, list(entries), here, here.entry(name))
        return entries

    def without(self, base: Any, annotation: Any, here: _Here, rest: str) -> Any:
        """Return a value without what a path leads to."""
        if self._is_taken(here):
            return base
        path = rest if here.steps or not rest else f".{rest}"
        kind = _kind(base, annotation)
        form, inner = container(annotation)
        if form == "list" and is_list(base):
            return self._without_item(base, inner, here, path)
        if not kind and not isinstance(base, Mapping):
            return self._nothing(here, path, [], base)
        entries = fields_of(base)
        for name in sorted(entries, key=len, reverse=True):
            text = next((text for text in (f".{name}", f"[{name}]") if begins(path, text)), None)
            if text is None:
                continue
            there = (here.field(name) if kind else here.entry(name))._replace(there=here.there)
            if after := path.removeprefix(text):
                of_field = kind.model_fields[name].annotation if kind and name in kind.model_fields else inner
                entries[name] = self.without(entries[name], of_field, there, after)
            else:
                del entries[name]
                self._touch(there)
            return with_fields(base, entries) if kind else entries
        return self._nothing(here, path, list(entries), base)

    def _without_item(self, base: Sequence[Any], inner: Any, here: _Here, path: str) -> Any:
        items = list(base)
        labels = [label_of(item, inner) for item in items]
        found = [index for index, label in enumerate(labels) if label is not None and begins(path, f"[{label}]")]
        if len(found) != 1:
            return self._nothing(here, path, [label for label in labels if label is not None], base)
        (index,) = found
        there = here.entry(str(labels[index]), _step(items, index))._replace(there=here.there)
        if after := path.removeprefix(f"[{labels[index]}]"):
            items[index] = self.without(items[index], inner, there, after)
        else:
            self._touch(there)
            if name_of(items[index]) is None:
                self.origins.shift(here.steps, index, len(items))
            del items[index]
        return items

    def extended(self, base: Any, addition: Any, annotation: Any, here: _Here) -> Any:
        """Return a value with new items and entries."""
        if self._is_taken(here):
            return base
        kind = _kind(base, annotation)
        form, inner = container(annotation)
        if kind and isinstance(addition, Mapping):
            return self._extended_object(base, addition, kind, here)
        if form == "list" and is_list(addition) and (base is None or is_list(base)):
            return self._with_items(base or (), addition, here)
        if form == "list" and isinstance(addition, Mapping) and is_list(base):
            return self._with_each_item(base, addition, inner, here, self.extended)
        if form == "mapping" and isinstance(addition, Mapping) and (base is None or isinstance(base, Mapping)):
            return self._with_entries(base or {}, addition, inner, here)
        self._no_addition(here, "a value that is neither a list nor a mapping", "Write it under change.")
        return base

    def _extended_object(self, base: Any, addition: Mapping[Any, Any], kind: type[Spec], here: _Here) -> Any:
        fields = fields_of(base)
        for name, one in _named(addition):
            if name == KIND and here.steps:
                continue
            field, inner = kind.model_fields.get(name), here.field(name)
            if field is None:
                fields[name] = self._set(one, inner)
            elif fields.get(name) is None and not field.is_required() and field.default not in _EMPTY:
                self._no_addition(inner, "what isn't set", "Write the whole value under change.")
            elif (extended := self.extended(fields.get(name), one, field.annotation, inner)) is not None:
                fields[name] = extended
        return with_fields(base, fields)

    def _with_items(self, base: Sequence[Any], addition: Sequence[Any], here: _Here) -> Any:
        items = [*base, *addition]
        self._touch(here, adds=True, noted=False)
        for index, item in enumerate(addition):
            step = name_of(item) or str(len(base) + index)
            self.origins.note((*here.steps, step), Origin(here.given, f"{here.there}[{index}]"))
        return items

    def _with_entries(self, base: Mapping[str, Any], addition: Mapping[Any, Any], inner: Any, here: _Here) -> Any:
        entries = dict(base)
        for name, one in _named(addition):
            if name in entries:
                entries[name] = self.extended(entries[name], one, inner, here.entry(name))
            else:
                entries[name] = one
                self._touch(here, adds=True, noted=False)
                entry = here.entry(name)
                self.origins.note(entry.steps, Origin(here.given, entry.there))
        return entries

    def _with_each_item(
        self, base: Sequence[Any], given: Mapping[Any, Any], inner: Any, here: _Here, merge: _Merge
    ) -> Any:
        """Merge what an overlay has for items of a list, by their names."""
        items = list(base)
        for name, one in _named(given):
            index = self._index(items, name, inner, here)
            if index is not None:
                items[index] = merge(items[index], one, inner, here.entry(name, _step(items, index)))
        return items

    def _no_addition(self, here: _Here, base: str, fix: str) -> None:
        """Refuse an addition to what is neither a list nor a mapping, or to a default that isn't empty."""
        self.origins.note(here.steps, Origin(here.given, here.there))
        allowed = "new items of a list, and new entries of a mapping"
        self._refuse("type-wrong", here.path, f"an addition to {base}", allowed, fix)

    def _set(self, value: Any, here: _Here) -> Any:
        self._touch(here)
        return value

    def _index(self, items: Sequence[Any], name: str, annotation: Any, here: _Here) -> int | None:
        """Return the index of the item with a name; refuse the name if there is no such item, or more than one."""
        labels = [label_of(item, annotation) for item in items]
        if labels.count(name) == 1:
            return labels.index(name)
        self._unknown(name, [label for label in labels if label is not None], here, here.entry(name))
        return None

    def _touch(self, here: _Here, *, adds: bool = False, noted: bool = True) -> None:
        """Note what an overlay does, and refuse it if another one does something else within the same value."""
        touch = _Touch(here, adds)
        other = next((one for one in self._touched if _conflict(one, touch)), None)
        self._touched.append(touch)
        if noted:
            self.origins.note(here.steps, Origin(here.given, here.there))
        if other:
            self._conflicts(here, other)

    def _is_taken(self, here: _Here) -> bool:
        """Return whether an overlay has replaced or removed the value already; then refuse what comes here."""
        other = next((one for one in self._touched if not one.adds and _is_in(here.labels, one.here.labels)), None)
        if other:
            self._conflicts(here, other)
        return other is not None

    def _conflicts(self, here: _Here, other: _Touch) -> None:
        self.origins.note(here.steps, Origin(here.given, here.there))
        given = other.here.given
        where = "this overlay" if given is here.given else f"another overlay{given.place}"
        self._refuse(
            "overlay-conflict",
            here.path,
            f"a value that {where} {'adds to' if other.adds else 'changes or removes'} as well",
            "one overlay for each value of an environment, because overlays have no order",
            "Leave it out in one of them.",
        )

    def _unknown(self, name: str, names: Sequence[str], around: _Here, here: _Here) -> None:
        if self._is_taken(here):
            return
        self.origins.note(here.steps, Origin(here.given, here.there))
        near = nearest(name, names)
        new = "Write new items as a list." if here.there.startswith("add.") else "Write what is new under add."
        fix = f"Did you mean {near}?" if near else new
        self._refuse(
            "overlay-unknown",
            here.path,
            f"{show(name)}, which {around.path or self._name} doesn't have",
            listed([show(one) for one in names]) or "nothing, because there is none",
            fix,
        )

    def _nothing(self, here: _Here, path: str, names: Sequence[str], base: Any) -> Any:
        """Refuse a path that leads to nothing, and change nothing."""
        there = f"{here.path}{path}".removeprefix(".")
        gone = (one for one in self._touched if not one.adds and rest_after(one.here.labels, there) is not None)
        if other := next(gone, None):
            self._conflicts(here._replace(path=there, steps=other.here.steps), other)
            return base
        wanted = path.lstrip(".[").rstrip("]").partition(".")[0].partition("[")[0].rstrip("]")
        near = nearest(wanted, names)
        self.origins.note((there,), Origin(here.given, here.there))
        self._refuse(
            "overlay-unknown",
            there,
            f"{show(there)}, which {self._name} doesn't set",
            listed([show(name) for name in names]) or "what is set",
            f"Did you mean {near}?" if near else "",
        )
        return base

    def _refuse(self, code: Code, path: str, given: str, allowed: str, fix: str) -> None:
        self.problems.append(Problem(path, code, given, allowed, fix, api=self._name))


def _kind(value: Any, annotation: Any) -> type[Spec] | None:
    return annotation.kind if isinstance(annotation, _Root) else kind_of(value, annotation)


def _named(fields: Mapping[Any, Any]) -> Iterator[tuple[str, Any]]:
    return ((str(name), one) for name, one in fields.items())


def _step(items: Sequence[Any], index: int) -> str:
    """Return how paths name an item: by its name, or else by its index."""
    return name_of(items[index]) or str(index)


def _conflict(one: _Touch, other: _Touch) -> bool:
    """Return whether two parts of overlays want different things at one place, or one of them within the other."""
    steps, others = one.here.labels, other.here.labels
    if one.adds and other.adds:
        return one.here.given is not other.here.given and steps == others
    return (_is_in(steps, others) and not other.adds) or (_is_in(others, steps) and not one.adds)


def _is_in(steps: Steps, whole: Steps) -> bool:
    return steps[: len(whole)] == whole

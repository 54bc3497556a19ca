"""The base of all specification types: strict, frozen, and checked as a whole.

A user writes a value before the API that it belongs to. If the value were refused at once, the user would see one
problem at a time, without the name of the API and the path of the field. So a faulty value becomes `Faulty`, and is
refused when the API is read, together with all other problems.
"""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Callable, Iterator, Mapping, Sequence
from inspect import Signature
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar, dataclass_transform

from frozendict import frozendict
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    GetCoreSchemaHandler,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from llm_api_mesh.errors import Code, listed, show
from llm_api_mesh.releases import Since
from llm_api_mesh.secret_shapes import HIDDEN, hide
from llm_api_mesh.spec.signatures import readable_signature

Item = TypeVar("Item")

KIND = "kind"
"""The key with which a mapping names the type that it stands for."""


class Rule:
    """A check of a field's value, after its type, with the keywords that describe the check in JSON Schema.

    The check returns the value in its final form. It raises what `refused` returns.
    """

    def __init__(self, check: Callable[[Any], Any], **json_schema: Any) -> None:
        self.check = check
        self.json_schema = json_schema

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))


List = Annotated[Sequence[Item], Rule(tuple)]
"""A list or tuple as the user writes it. The value is a tuple."""


class Faulty:
    """Replaces a faulty value of type `kind` that was given as `given`."""

    def __init__(self, kind: type[Spec], given: dict[str, Any], error: ValidationError) -> None:
        self.kind = kind
        self.given = given
        self.error = error

    def __getattr__(self, name: str) -> Any:
        # A program may use the value before the API is read, for example the name of a version in a route.
        if name in self.given:
            return self.given[name]
        if name in self.kind.model_fields:
            return self.kind.model_fields[name].get_default(call_default_factory=True)
        raise AttributeError(f"{self.kind.__name__} has no field {name!r}")

    def __repr__(self) -> str:
        arguments = ", ".join(f"{name}={self._shown(name, value)}" for name, value in self.given.items())
        return f"{self.kind.__name__}({arguments})"

    def _shown(self, name: str, value: object) -> str:
        private = self.kind.private
        hidden = name in private or (private and name not in self.kind.model_fields)
        return hide(repr(_readable(value))) if not hidden or isinstance(value, Faulty | Spec) else HIDDEN


if TYPE_CHECKING:
    # For type checkers and editors a specification type is a dataclass, whose fields are the parameters of its
    # constructor. For a subclass of BaseModel, editors show the docstring of pydantic's constructor instead of ours.

    @dataclass_transform(kw_only_default=True, frozen_default=True)
    class _SpecMeta(ABCMeta):
        """The metaclass of all specification types."""

    class _Base(metaclass=_SpecMeta):
        model_config: ClassVar[ConfigDict]
        model_fields: ClassVar[Mapping[str, FieldInfo]]

        @property
        def model_fields_set(self) -> set[str]: ...

else:
    _Base = BaseModel

    class _SpecMeta(type(BaseModel)):
        @property
        def __signature__(cls) -> Signature:
            return readable_signature(cls)

        @__signature__.setter
        def __signature__(cls, _: object) -> None:
            """Ignore pydantic's signature, which includes the annotations that are meant for pydantic."""

        def __call__(cls, /, *positional: object, **given: object) -> object:
            if positional:
                keywords = dict(zip(cls.model_fields, positional, strict=False)) | given
                return Faulty(cls, keywords, _by_position(cls, positional, keywords))
            try:
                return super().__call__(**given)
            except ValidationError as error:
                return Faulty(cls, given, error)


def _by_position(kind: type[Spec], positional: tuple[object, ...], keywords: dict[str, object]) -> ValidationError:
    """Make the error of values without keywords, which is reported with all others when the API is read."""
    shown = [HIDDEN if kind.private else show(value) for value in positional]
    meant = ", ".join(f"{name}={HIDDEN if kind.private else show(value)}" for name, value in keywords.items())
    fix = kind.meant_by(*positional) or f"{kind.__name__}({meant})"
    error = refused(
        "type-wrong", given=f"{', '.join(shown)} without a keyword", allowed="keywords", fix=f"Write {fix}."
    )
    return ValidationError.from_exception_data(kind.__name__, [{"type": error, "loc": (), "input": HIDDEN}])


class Spec(_Base, metaclass=_SpecMeta):
    """A part of the specification of an API."""

    model_config = ConfigDict(
        strict=True,  # weight="10" and port=True are mistakes, not numbers
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # it may be a key
        defer_build=True,  # most programs use few of the types, and each takes a millisecond to build
    )

    no_effect: ClassVar[Mapping[str, str]] = frozendict({})
    """Fields of other types that would have no effect in this one, with the reason."""
    private: ClassVar[frozenset[str]] = frozenset()
    """Fields in place of which somebody may write a key, so that no message shows a faulty value."""
    since: ClassVar[Since | None] = None
    """The Istio release that added the whole type, if not every release has it."""

    @classmethod
    def meant_by(cls, *positional: object) -> str:  # noqa: ARG003  # needed by types that know a notation
        """Return the keywords that values without keywords stand for, if they have a notation of their own."""
        return ""

    @model_validator(mode="wrap")
    @classmethod
    def _read(cls, value: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        if isinstance(value, Faulty) and issubclass(value.kind, cls):
            raise value.error
        if isinstance(value, Mapping) and (KIND in value or not isinstance(value, dict)):
            # pydantic refuses any other kind as an unknown field, together with all other problems.
            right = value.get(KIND) == cls.__name__
            value = {name: one for name, one in value.items() if name != KIND or not right}
        return handler(value)

    def __repr__(self) -> str:
        return hide(super().__repr__())

    def __repr_args__(self) -> Iterator[tuple[str, Any]]:
        given = (name for name in type(self).model_fields if name in self.model_fields_set)
        return ((name, _readable(getattr(self, name))) for name in given)

    def over(self, base: Spec) -> Self:
        """Return this value with the fields that it doesn't set taken from `base`, if both have the same type."""
        if not isinstance(base, type(self)):
            return self
        said = {name: (getattr(self, name), getattr(base, name)) for name in sorted(self.model_fields_set)}
        return base.model_copy(
            update={
                name: new.over(old) if isinstance(new, Spec) and isinstance(old, Spec) else new
                for name, (new, old) in said.items()
            }
        )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:  # noqa: ARG002
        """Copy the value with changes, which are checked like any value."""
        given = {name: getattr(self, name) for name in self.model_fields_set}
        return type(self)(**{**given, **(update or {})})


def _readable(value: object) -> object:
    """Return mappings as users write them."""
    return {name: _readable(one) for name, one in value.items()} if isinstance(value, frozendict) else value


def _kind_of(value: object) -> str | None:
    """Return the tag of a union's member: the name of the type of `value`, or the kind that a mapping gives."""
    if isinstance(value, Faulty):
        return value.kind.__name__
    if isinstance(value, Mapping):
        kind = value.get(KIND)
        return kind if isinstance(kind, str) else None
    return type(value).__name__ if isinstance(value, Spec) or value is None else None


def one_of(*kinds: type[Spec], fix: str = "") -> Discriminator:
    """Pick the member of a union by the type of the given value, so that only problems of this type are reported."""
    allowed = listed([f"{kind.__name__}(...)" for kind in kinds])
    return Discriminator(
        _kind_of,
        custom_error_type="type-wrong",
        custom_error_message="{allowed}",
        # Must be hashable for `| None`.
        custom_error_context=frozendict({"allowed": allowed, "fix": fix, "given": ""}),  # type: ignore[arg-type]
    )


def refused(code: Code, *, allowed: str, fix: str = "", given: str = "") -> PydanticCustomError:
    """Return the error that a rule raises. `given` describes the problem, if that isn't the whole value."""
    return PydanticCustomError(code, "{allowed}", {"allowed": allowed, "fix": fix, "given": given})

"""The documentation of fields, read from the docstrings in the source of the specification types.

No other place has these texts. The source is only read when they are needed, so that imports stay fast.
"""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from functools import cache
from itertools import pairwise

from frozendict import frozendict

from llm_api_mesh.spec.base import Spec


@cache
def field_docs(kind: type[Spec]) -> frozendict[str, str]:
    """Return the docstring of each field of a type, as one line."""
    docs: dict[str, str] = {}
    for base in reversed(kind.__mro__[: kind.__mro__.index(Spec)]):
        (body,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        for field, text in pairwise(getattr(body, "body", ())):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
                docs[field.target.id] = one_line(ast.literal_eval(text.value))
    return frozendict({name: docs[name] for name in kind.model_fields if name in docs})


def one_line(text: str) -> str:
    """Join the lines of a docstring."""
    return re.sub(r"\s+", " ", text).strip()

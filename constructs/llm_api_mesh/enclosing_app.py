"""The app of an API or of an LLM gateway: a `MeshApp` gathers all problems, a plain cdk8s `App` raises them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from cdk8s import Chart
from constructs import Construct, IConstruct

from llm_api_mesh.app import MeshApp, app_defaults, declared_apis
from llm_api_mesh.claims.claims import Claims
from llm_api_mesh.errors import NOTHING, MeshError, Problem, show
from llm_api_mesh.inspection.validation import ChartValidation, GatewayValidation
from llm_api_mesh.lazy_chart import LazyChart
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.base import KIND, Spec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef

_claims: WeakKeyDictionary[IConstruct, Claims] = WeakKeyDictionary()

_ARGUMENTS = ("scope", "id")
_DOMAIN = "cluster_domain"

_Problems = tuple[Problem, ...]


class EnclosingApp(Protocol):
    """What a construct needs from the app in which it is declared."""

    def given(self, kind: type[Spec], name: object, options: Mapping[str, Any]) -> tuple[Mapping[str, Any], _Problems]:
        """Return the keywords of a construct with those that the app gives it, and the problems of the latter."""

    def offered(self, name: object) -> LlmGatewayRef | None:
        """Return what an API has to know of an LLM gateway of the app, which has been declared before."""

    @property
    def plain(self) -> bool:
        """Whether a file describes the construct, so that corrections are plain data."""

    @property
    def lazy(self) -> bool:
        """Whether the app writes objects that wait."""

    @property
    def writes(self) -> bool:
        """Whether the app writes the construct's file. If not, an API needs no objects."""

    def conflicts(self, plan: Plan) -> _Problems:
        """Return the conflicts of an API with the other APIs of the app, if the app knows them already."""

    def accept(self, chart: Chart, plan: Plan) -> None:
        """Register an API before its objects exist."""

    def finish(self, chart: LazyChart, plan: Plan, beside: LazyChart | None) -> None:
        """Register the objects of an API, which has a chart and maybe another one for the platform's team."""

    def gateway_conflicts(self, plan: GatewayPlan) -> _Problems:
        """Return the conflicts of an LLM gateway with what the app has already, if the app knows them."""

    def accept_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        """Register an LLM gateway before its objects exist."""

    def finish_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        """Register the objects of an LLM gateway."""

    def refuse(self, problems: _Problems) -> None:
        """Register a construct with problems, or raise the problems."""

    def refuse_gateway(self, ref: LlmGatewayRef, problems: _Problems) -> None:
        """Register an LLM gateway with problems and what it was meant to offer, or raise the problems."""


def misused(construct: str, positional: Sequence[object], keywords: Mapping[str, object]) -> Problem | None:
    """Return what is wrong if a construct is declared with other arguments than the app, the name and keywords."""
    given = (*positional, *(keywords[name] for name in _ARGUMENTS if name in keywords))
    app = bool(given) and isinstance(given[0], Construct)
    if app and len(given) == len(_ARGUMENTS):
        return None
    missing = not given or (app and len(given) < len(_ARGUMENTS))
    name = next((one for one in given[1:] or given if isinstance(one, str)), "")
    return Problem(
        api=name or construct,
        path="id" if app else "scope",
        code="field-required" if missing else "type-wrong",
        given=NOTHING if missing else ", ".join(map(show, given[:1] if len(given) == len(_ARGUMENTS) else given)),
        allowed="the app, and then the name",
        fix=f"Write {construct}(app, {show(name or 'chat')}, ...).",
    )


def enclosing_app(scope: Construct) -> EnclosingApp:
    """Return the app of a construct that is declared in `scope`."""
    if isinstance(scope, MeshApp):
        return _GatheringApp(scope)
    root = scope.node.root
    return _GatheringApp(root, scope) if isinstance(root, MeshApp) else _RaisingApp(root)


class _GatheringApp:
    """A `MeshApp`."""

    lazy = True

    def __init__(self, app: MeshApp, scope: Construct | None = None) -> None:
        self._apis = declared_apis(app)
        self._nested = scope is not None
        self._defaults = app_defaults(app)
        self.plain = self._apis.document is not None
        self.writes = self._apis.writes

    def given(self, kind: type[Spec], name: object, options: Mapping[str, Any]) -> tuple[Mapping[str, Any], _Problems]:
        merged, problems = self._apis.merged(kind, name, options)
        return _in_cluster({**self._defaults, **merged}, self._defaults), problems

    def offered(self, name: object) -> LlmGatewayRef | None:
        return self._apis.gateways.get(name) if isinstance(name, str) else None

    def conflicts(self, plan: Plan) -> _Problems:
        return (_nested(plan.spec.name),) if self._nested else ()

    def accept(self, chart: Chart, plan: Plan) -> None:
        self._apis.add(chart, plan)

    def finish(self, chart: LazyChart, plan: Plan, beside: LazyChart | None) -> None:  # noqa: ARG002
        self._apis.add_lazy(filter(None, (chart, beside)))

    def gateway_conflicts(self, plan: GatewayPlan) -> _Problems:
        return (_nested(plan.spec.name),) if self._nested else ()

    def accept_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        self._apis.add_gateway(chart, plan)

    def finish_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        pass

    def refuse(self, problems: _Problems) -> None:
        self._apis.refuse(problems)

    def refuse_gateway(self, ref: LlmGatewayRef, problems: _Problems) -> None:
        self._apis.gateways.setdefault(problems[0].api, ref)
        self._apis.refuse(problems)


class _RaisingApp:
    """An app other than a `MeshApp`."""

    lazy = False
    writes = True

    def __init__(self, app: IConstruct) -> None:
        self._claims = _claims.setdefault(app, Claims())
        self.plain = False

    def given(self, kind: type[Spec], name: object, options: Mapping[str, Any]) -> tuple[Mapping[str, Any], _Problems]:  # noqa: ARG002
        return options, ()

    def offered(self, name: object) -> LlmGatewayRef | None:  # noqa: ARG002
        return None

    def conflicts(self, plan: Plan) -> _Problems:
        return tuple(self._claims.conflicts(plan))

    def accept(self, chart: Chart, plan: Plan) -> None:
        pass

    def finish(self, chart: LazyChart, plan: Plan, beside: LazyChart | None) -> None:
        self._claims.add(plan)
        for one in filter(None, (chart, beside)):
            one.node.add_validation(ChartValidation(one, chart, plan))

    def gateway_conflicts(self, plan: GatewayPlan) -> _Problems:
        return tuple(self._claims.conflicts_of_gateway(plan))

    def accept_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        pass

    def finish_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        self._claims.add_gateway(plan)
        chart.node.add_validation(GatewayValidation(chart, plan))

    def refuse(self, problems: _Problems) -> None:
        raise MeshError(problems)

    def refuse_gateway(self, ref: LlmGatewayRef, problems: _Problems) -> None:  # noqa: ARG002
        raise MeshError(problems)


def _in_cluster(options: Mapping[str, Any], defaults: Mapping[str, object]) -> Mapping[str, Any]:
    """Give the environment's domain to a reference to an LLM gateway of the same cluster, if it has none of its own."""
    gateway, domain = options.get("gateway"), defaults.get(_DOMAIN)
    if domain is None:
        return options
    if isinstance(gateway, LlmGatewayRef) and _DOMAIN not in gateway.model_fields_set:
        return {**options, "gateway": gateway.model_copy(update={_DOMAIN: domain})}
    if isinstance(gateway, Mapping) and gateway.get(KIND) == LlmGatewayRef.__name__:
        return {**options, "gateway": {_DOMAIN: domain, **gateway}}
    return options


def _nested(name: str) -> Problem:
    return Problem(
        api=name,
        path="file",
        code="output-file",
        given="an LlmApiMesh in another chart, whose path cdk8s would put into the file's name",
        allowed="an LlmApiMesh directly below the app",
        fix="Pass the app as scope. An LlmApiMesh is a chart, to which you can add other objects.",
    )

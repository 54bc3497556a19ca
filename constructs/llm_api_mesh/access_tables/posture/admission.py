"""What the Kubernetes API server refuses to teams by the policies of the folder."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.fields import items, text, texts
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.places import public_gateways
from llm_api_mesh.access_tables.posture.lines import Setting
from llm_api_mesh.access_tables.world import World

_TOPIC = "admission policy"


def admission_settings(world: World) -> Iterator[Setting]:
    """Yield a line for each policy, or for each LLM gateway if there is no policy."""
    policies = world.manifests.kind("ValidatingAdmissionPolicy")
    for policy in policies:
        yield _setting(world, policy)
    for gateway in public_gateways(world.manifests) if not policies else ():
        if world.patches_of_gateway(gateway).own_addresses:
            why = "the folder has none, so the API server refuses no object of a team"
            yield Setting(gateway.ref, _TOPIC, "open", why, gateway.ref)


def _setting(world: World, policy: Manifest) -> Setting:
    bindings = [
        one
        for one in world.manifests.kind("ValidatingAdmissionPolicyBinding")
        if text(one.spec, "policyName") == policy.name
    ]
    if not bindings:
        return Setting(policy.ref, _TOPIC, "open", "no ValidatingAdmissionPolicyBinding puts it into force", policy.ref)
    if not any("Deny" in texts(one.spec, "validationActions") for one in bindings):
        return Setting(policy.ref, _TOPIC, "open", "its binding only warns or audits", bindings[0].ref)
    if text(policy.spec, "failurePolicy") == "Ignore":
        return Setting(policy.ref, _TOPIC, "partly", "objects pass if a rule can't be evaluated", policy.ref)
    kinds = sorted(
        {name for rule in items(policy.spec, "matchConstraints", "resourceRules") for name in texts(rule, "resources")}
    )
    return Setting(policy.ref, _TOPIC, "closed", f"refuses {', '.join(kinds)} by its rules", bindings[0].ref)

"""Corrections in the form that the user would write: as a program or as a file."""

from __future__ import annotations

import pytest

from llm_api_mesh.reading.suggestions import in_form

FORMS = {
    "Add name=...": 'Add "name": ...',
    'Write ProviderRef(provider="...").': 'Write {"kind": "ProviderRef", "provider": "..."}.',
    "Write pods=ExistingPods(..., shared=True) in it.": (
        'Write "pods": {"kind": "ExistingPods", ..., "shared": true} in it.'
    ),
    "Write callers=ALL_CALLERS in it.": 'Write "callers": ALL_CALLERS in it.',
    "Write required=False in client_certificates.": 'Write "required": false in client_certificates.',
    "Write load_balancer=ConsistentHash(keys=[...], max_load=1.25) in each pool.": (
        'Write "load_balancer": {"kind": "ConsistentHash", "keys": [...], "max_load": 1.25} in each pool.'
    ),
    "Add certificates=[Certificate(...)].": 'Add "certificates": [{"kind": "Certificate", ...}].',
    'Write headers={"x-drill": "..."}.': 'Write "headers": {"x-drill": "..."}.',
    "Lower it to max_load=1.25.": 'Lower it to "max_load": 1.25.',
    'Write "tier=own", or a URL such as https://a.example.com/?b=1&c=2.': (
        'Write "tier=own", or a URL such as https://a.example.com/?b=1&c=2.'
    ),
    "Did you mean weight?": "Did you mean weight?",
}


@pytest.mark.parametrize(("program", "file"), FORMS.items(), ids=list(FORMS.values()))
def test_the_form_of_a_file(program: str, file: str) -> None:
    """Objects become mappings and keywords become keys; a text in the form of a file stays as it is."""
    assert in_form(program, plain=True) == file
    assert in_form(file, plain=True) == file
    assert in_form(program, plain=False) == program

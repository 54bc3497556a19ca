"""Texts of the shapes of keys. None of them is a key."""

from __future__ import annotations

KEYS = {
    "OpenAI": "sk-proj-1234",
    "OpenAI, long": "sk-proj-AbCdEf0123456789_-AbCdEf0123456789",
    "OpenAI, old": "sk-AbCdEf0123456789AbCdEf0123456789",
    "Anthropic": "sk-ant-api03-AbCd-0123456789",
    "OpenRouter": "sk-or-v1-0123456789abcdef0123456789abcdef",
    "Groq": "gsk_AbCdEf0123456789AbCdEf0123456789",
    "Hugging Face": "hf_AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEf",
    "Replicate": "r8_AbCdEf0123456789AbCdEf0123456789",
    "xAI": "xai-AbCdEf0123456789AbCdEf0123456789",
    "NVIDIA": "nvapi-AbCdEf0123456789AbCdEf0123456789",
    "Perplexity": "pplx-AbCdEf0123456789AbCdEf0123456789",
    "Fireworks": "fw_AbCdEf0123456789AbCdEf",
    "Together": "tgp_v1_AbCdEf0123456789AbCdEf0123456789",
    "Cerebras": "csk-abcdef0123456789abcdef0123456789",
    "Databricks": "dapi0123456789abcdef0123456789abcdef",
    "Google": "AIzaSyA0123456789_abcdefghijklmnopqrstu",
    "a Google token": "ya29.a0AbCdEf0123456789_-AbCdEf",
    "AWS": "AKIAIOSFODNN7EXAMPLE",
    "a session of AWS": "ASIAIOSFODNN7EXAMPLE",
    "Bedrock": "ABSKQmVkcm9ja0FQSUtleS1hYmNkZWYwMTIzNDU2Nzg5",
    "GitHub": "ghp_AbCdEf0123456789AbCdEf0123456789AbCd",
    "a JSON Web Token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
    "a bearer": "Bearer AbCdEf0123",
    "a bearer in lower case": "bearer abc-123",
    "a name and a password": "Basic dXNlcjpwYXNz",
}
"""A text of the shape of each kind of key; none of them is one."""

LONG = {
    "32 hex digits": "0123456789abcdef0123456789abcdef",
    "32 hex digits in upper case": "ABCDEF0123456789ABCDEF0123456789",
    "Mistral": "AbCdEf0123456789AbCdEf0123456789",
    "Azure": "AbCdEf0123456789AbCdEf0123456789AbCdEf0123456789AbCdEf0123456789AbCdEf0123456789ABCD",
}
"""Texts that may be a key, and just as well a hash."""

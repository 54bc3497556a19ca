"""The peers, by the names that the command line accepts."""

from __future__ import annotations

from bench.peers.envoy import Envoy
from bench.peers.haproxy import HAProxy
from bench.peers.istio import Ours
from bench.peers.litellm import LiteLLM
from bench.peers.nginx import Nginx
from bench.peers.original import Original
from bench.peers.peer import Peer
from bench.peers.variants import (
    OursAtPlainGateway,
    OursWithAllPaths,
    OursWithoutEjection,
    OursWithoutResets,
    OursWithResets,
    OursWithSidecars,
    OursWithTwoChoices,
)

DEFAULT: tuple[type[Peer], ...] = (Ours, Original, Envoy, Nginx, HAProxy, LiteLLM)

# Measured only if the command line names them.
VARIANTS: tuple[type[Peer], ...] = (
    OursWithTwoChoices,
    OursWithoutEjection,
    OursWithoutResets,
    OursWithResets,
    OursWithSidecars,
    OursWithAllPaths,
    OursAtPlainGateway,
)

BY_NAME: dict[str, type[Peer]] = {peer.name: peer for peer in (*DEFAULT, *VARIANTS)}

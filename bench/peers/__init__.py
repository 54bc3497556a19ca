"""The peers, by the names that the command line knows."""

from __future__ import annotations

from bench.peers.envoy import Envoy
from bench.peers.haproxy import HAProxy
from bench.peers.istio import Original, Ours, OursEjecting, OursTuned, OursWithChoices, OursWithFullScan, OursWithResets
from bench.peers.litellm import LiteLLM
from bench.peers.nginx import Nginx
from bench.peers.peer import Peer

DEFAULT: tuple[type[Peer], ...] = (Ours, Original, Envoy, Nginx, HAProxy, LiteLLM)

# These aren't measured unless they are asked for: each shows what one change of ours does.
VARIANTS: tuple[type[Peer], ...] = (OursWithResets, OursWithChoices, OursWithFullScan, OursTuned, OursEjecting)

BY_NAME: dict[str, type[Peer]] = {peer.name: peer for peer in (*DEFAULT, *VARIANTS)}

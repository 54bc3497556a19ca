"""Every wait and tolerance of the lab, with its reason. Nothing in the lab sleeps a fixed time.

The deadlines only bound how long a failure takes to show; a lab in order never gets near them.
"""

from __future__ import annotations

# How often a state is read again while it is waited for: short against istiod's debounce (100 ms),
# long against what reading it costs (a few milliseconds).
POLL_SECONDS = 0.05

# A part's own start: etcd, the API server and istiod need two to three seconds each on two idle
# cores; a machine that is busy compiling needs several times as much.
START_SECONDS = 60.0

# The whole lab with a folder applied and backends for it: ten seconds, and each part of it within
# its own limit.
LAB_SECONDS = 300.0

# From an accepted object to the acknowledgement of every proxy: istiod's debounce is 100 ms, at
# most 10 s while changes keep coming, and then each proxy gets its configuration.
ARRIVAL_SECONDS = 30.0

# From a commit to a synced application: Argo CD clones, compares, and applies in waves with two
# seconds between them.
SYNC_SECONDS = 90.0

# One request to a part's own debug or admin address. They answer within milliseconds.
ADMIN_SECONDS = 10.0

# A killed process is gone at once; what takes longer is stuck in the kernel.
EXIT_SECONDS = 10.0

# A test's request through the mesh, when the test names no limit of its own.
CALL_SECONDS = 30.0

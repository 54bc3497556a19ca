"""Every time limit of the lab, with its reason. The lab never sleeps for a fixed time.

The limits only determine how soon a failure is reported. A lab without faults stays far below them.
"""

from __future__ import annotations

# How often a state is read while the lab waits for it: short compared with istiod's debounce (100 ms),
# long compared with the time that a read takes (a few milliseconds).
POLL_SECONDS = 0.05

# The start of one program: etcd, the API server and istiod take two to three seconds each on two idle
# cores, and several times as long on a machine that is compiling.
START_SECONDS = 60.0

# The start of the whole lab with a folder and its backends: ten seconds. Each program has its own limit, too.
LAB_SECONDS = 300.0

# From an accepted object to the acknowledgement of every proxy: istiod's debounce is 100 ms, or up to
# 10 s while changes keep coming. Then each proxy gets its configuration.
ARRIVAL_SECONDS = 30.0

# From a commit to a synced application: Argo CD clones, compares, and applies in waves that are two
# seconds apart.
SYNC_SECONDS = 90.0

# One request to a debug or admin interface, which answers within milliseconds.
ADMIN_SECONDS = 10.0

# The end of a killed process. It ends at once unless it is stuck in the kernel.
EXIT_SECONDS = 10.0

# A test's request to the gateway or a replica, if the test sets no limit.
CALL_SECONDS = 30.0

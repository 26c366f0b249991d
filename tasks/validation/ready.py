"""Makes the checking library ready by being imported: in the process that workers are forked from, once for all.

So its import is paid once instead of in each worker, and its memory is held once.
"""

from __future__ import annotations

from tasks.validation.suite import get_ready

get_ready()

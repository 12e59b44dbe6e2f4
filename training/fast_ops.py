"""Settings of the numeric libraries: one thread, and the faster of the two matrix products at hand.

The wheels of thinc multiply matrices with a BLIS that leaves newer vector instructions unused; numpy's own BLAS was
two to three times as fast on the machine the model was trained on, and gives the same numbers up to rounding.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from thinc.api import NumpyOps, Ops

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Start the running script again with one thread for numpy's BLAS, unless the environment says so already.

    The libraries read the variables when they are loaded, which is before a script can set them for itself.
    """
    if all(os.environ.get(name) == "1" for name in THREAD_VARIABLES):
        return
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def use_blas() -> None:
    """Let every thinc model on the CPU multiply matrices with numpy's BLAS."""
    numpy_ops: Any = NumpyOps
    numpy_ops.gemm = Ops.gemm

"""Give thinc a faster matrix product on the CPU.

The wheels of thinc multiply matrices with BLIS, built without the newer vector instructions; numpy's own BLAS was
two to three times as fast on the machine the model was trained on, and gives the same numbers up to rounding.
"""

from __future__ import annotations

import os
from typing import Any

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def use_one_thread() -> None:
    """Keep numpy's BLAS to one thread; has an effect only before numpy is first imported."""
    for name in THREAD_VARIABLES:
        os.environ.setdefault(name, "1")


def use_blas() -> None:
    """Let every thinc model on the CPU multiply matrices with numpy's BLAS."""
    from thinc.api import NumpyOps, Ops

    numpy_ops: Any = NumpyOps
    numpy_ops.gemm = Ops.gemm

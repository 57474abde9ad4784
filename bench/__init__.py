"""Speed of helpers beside SciPy, scikit-learn and PyTorch, one thread each: `python -m bench`."""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # before NumPy and PyTorch are imported

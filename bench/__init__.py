"""Measurements of accuracy and speed (`bench.report`) and of the live plots (`bench.sliders`)."""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(variable, "1")  # before NumPy is imported

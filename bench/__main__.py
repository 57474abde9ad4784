"""`python -m bench`: print the tables of speed."""

from bench.tables import speed

print(
    "Ratios helpers / peer, medians of interleaved rounds, one thread, float64 / float32.\n"
    "SciPy stands for NumPy or scikit-learn where they have the function.\n"
)
speed()

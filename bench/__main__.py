"""`python -m bench`: print the table of speed."""

from bench.speed import speed

print(speed())

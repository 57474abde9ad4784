"""Solution to the exercise of chapter 0."""

# 0.1: w * 2 + 1 = 7.
my_weight = 3

"""Typical wrong answers, one module for each chapter from the third on.

`WRONG` maps the id of an exercise to pairs: a wrong answer, and a phrase of what is said to it.
"""

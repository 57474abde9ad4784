"""Sentences of the chapters with their numbers left out, and the code that fills them in.

`CLAIMS` lists (sentence with `{:.2f}` for each number, values). The filled-in sentence must stand
in the chapter, letter by letter.
"""

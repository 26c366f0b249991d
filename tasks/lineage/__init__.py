"""How results are made once, kept with where they came from, and proven.

`units` run the steps and keep what they made of what; `records` say what was handed in, sealed and decided; `answers`
follow a value to the cells it came from and the other way; `differences` hold two versions against each other; `proof`
signs and verifies; `exports` write the same for others. `standalone.py` verifies without anything of this project.
"""

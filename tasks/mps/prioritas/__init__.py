"""How urgent each activity is: weights, criteria and votes in, totals, dense ranks and how firm they are out (mps.md
sections 3 and 4).

In: candidates (`calon`) and what the Pokja scored; out: priority per activity and `rentang_peringkat`.
"""

"""Documents: from tables to facts, each figure with its reference; reports/ lays them out.

In: tables of the steps that a document is about; out: facts for its chapters. A folder per document; here stands what
they share: names of places, sums that only a document prints, declared absences, findings in their place.
"""

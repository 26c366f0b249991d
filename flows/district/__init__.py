"""What a district gets, hands in and gets back.

In: submissions and what was found in them; out: the instrument, the marked workbook, findings and what became of them,
questions, versions of its data, and the page that offers all of it (`serve`).
"""

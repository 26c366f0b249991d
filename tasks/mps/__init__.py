"""MPS: priority, years, sources and waiting list from the pinned SSK of the year before (mps.md).

In: the sealed SSK and Buku Putih of the year before and this year's submission (`masukan`); out: the lines of five
years (`baris`) with their schedule, findings and edges. `units` is the step, `susun` puts a district together,
`langkah` holds the steps and parts that are planned; each folder says what it adds.
"""

"""The logical framework (ssk.md sections 5 and 6).

In: issues, zones and answers of the Pokja; out: SWOT positions, and masalah, tujuan, sasaran, strategi, program and
kegiatan linked to each other.
"""

"""Household answers to indicators: the rules of buku-putih.md section 3, for a district and for a nation."""

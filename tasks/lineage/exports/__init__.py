"""Lineage in the words of others: OpenLineage, PROV, data sets, and the small files of the audit room."""

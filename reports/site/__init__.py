"""How the audit room reads: static pages with their own styles and scripts beside them, no request to anywhere else."""

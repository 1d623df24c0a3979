"""Lists that leave the journal: what stands in them, and for how long a permission holds."""

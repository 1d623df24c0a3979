"""Children, parents and staff from a CSV file: read, planned line by line, and only then written by the actions.

``reading`` makes lines of bytes, ``heading`` knows which column is which, ``cells`` reads what one line says, and
``children``, ``parents`` and ``staff`` decide what would become of each line. Nothing here writes.
"""

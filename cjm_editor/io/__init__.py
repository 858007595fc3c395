"""Files: the reader, the writer that edits in place, safe saving, and the JSON Schema of the format."""

"""The document and everything that can be said of it: pure Python, no Qt, no YAML."""

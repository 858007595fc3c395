"""Editor for customer journey maps: document, comparison, drawing, window and command line."""

__version__ = "0.1.0"

"""The alignment editor: links of a comparison are explained, accepted, cut, drawn and banned."""

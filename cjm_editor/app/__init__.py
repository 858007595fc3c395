"""The window: sessions, board, panels and dialogs."""

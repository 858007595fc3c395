"""What draws with Qt and needs no widgets: fonts, the one painter of display lists, PNG and PDF."""

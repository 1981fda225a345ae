"""Documents to print and to hand over: PDF, drawn glyph by glyph, so that every script comes out right."""

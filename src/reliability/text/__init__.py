"""Text to Document: folding, lines, sentences, tokens, quotations, readability."""

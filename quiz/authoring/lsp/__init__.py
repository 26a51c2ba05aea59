"""``quiz lsp``: a language server for question sets, over standard input and output.

``server`` alone knows the protocol. The other files answer its questions about a text and a place in it; none needs the
text to be whole YAML, for while someone types it hardly ever is.
"""

"""A class on shared machines: a server that alone knows the keys, and clients that lose nothing that was typed."""

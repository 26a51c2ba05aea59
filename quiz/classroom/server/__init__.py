"""The class server: one application on a Unix socket, a TLS port and the teacher's control socket."""

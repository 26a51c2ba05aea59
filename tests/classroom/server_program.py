"""A class's server as a process: ``python -m tests.classroom.server_program``.

Takes FOLDER ROOT SOCKET, then perhaps HOST PORT, then perhaps addresses of proxies.
Prints its join lines, then an empty line, once its doors are open. ROOT: where sets are found.
"""

import sys
from pathlib import Path

from quiz.articles.library import Library
from quiz.classroom.server.running import Doors, serve
from quiz.classroom.server.service import Service


def main(folder: str, root: str, socket: str, host: str = "", port: str = "0", *proxies: str) -> None:
    def ready(service: Service) -> None:
        print(*service.join, "", sep="\n", flush=True)

    names = ("127.0.0.1",) if host else ()
    doors = Doors(Path(socket) if socket != "-" else None, host, int(port), names, proxies)
    serve(Path(folder), doors, lambda: Library([Path(root)]), ready)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""The same framework and server with an endpoint that takes the same request and saves nothing.

It is Starlette and uvicorn as they come, with the settings of the class's server (httptools, no access log, no headers
of the server's own), on the same kind of socket. The same client sends it the same requests: head, token and an answer
of a learner's. It reads the body whole, into the same types, and answers with the same message. It is spared what a
class needs besides: it does not ask whose token it is, bounds nobody's size, pace or number of connections, knows no
sitting, times, leases or attempts, and has no store.

``python -m tests.bench.nothing_saved SOCKET``; prints an empty line once it listens.
"""

import sys

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quiz.classroom.wire import Clock, Events, Lease, Received

ANSWER = Received((), Clock(0, "open"), Lease(1, 0))


async def take(request: Request) -> Response:
    taken = msgspec.json.decode(await request.body(), type=Events)
    answer = msgspec.structs.replace(ANSWER, received=tuple(one.id for one in taken.events))
    return Response(msgspec.json.encode(answer), media_type="application/json")


class Told(uvicorn.Server):
    async def startup(self, sockets: object = None) -> None:
        await super().startup(sockets)  # type: ignore[arg-type]
        print(flush=True)


if __name__ == "__main__":
    app = Starlette(routes=[Route("/v1/events", take, methods=["POST"])])
    config = uvicorn.Config(app, uds=sys.argv[1], http="httptools", ws="none", lifespan="off", log_config=None,
                            access_log=False, server_header=False, date_header=False)  # fmt: skip
    Told(config).run()

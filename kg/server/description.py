"""What the service says of itself: SPARQL 1.1 Service Description at the endpoint, VoID at /.well-known/void."""

from starlette.requests import Request
from starlette.responses import Response

from kg.server.service import Service


def describe(service: Service, request: Request) -> Response:
    """The service description, in the RDF format that the client likes."""
    return Response("")

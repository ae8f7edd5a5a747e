"""Refusals: why a request is not answered, each with the status that HTTP and the SPARQL Protocol give it."""

from http import HTTPStatus
from typing import Final

from kg.errors import KgError, QueryError, StoreError
from kg.queries.parameters import UnknownThing
from kg.store.answering import AnswerTooLarge, NoSuchForm


class Refused(KgError):
    """A request that is not answered: ``status`` is for HTTP, the message for its author."""

    def __init__(self, status: HTTPStatus, subject: str, trouble: str, remedy: str = "", retry: int = 0) -> None:
        super().__init__(subject, trouble, remedy)
        self.status = status
        self.retry = retry  #: seconds after which it is worth another try; 0 where that would change nothing


_STATUS: Final = (
    (AnswerTooLarge, HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    (NoSuchForm, HTTPStatus.NOT_ACCEPTABLE),
    (UnknownThing, HTTPStatus.NOT_FOUND),
    (QueryError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def refusal(error: KgError) -> Refused:
    """The refusal that an error of the graph's own layers stands for."""
    if isinstance(error, Refused):
        return error
    for kind, status in _STATUS:
        if isinstance(error, kind):
            return Refused(status, error.subject, error.trouble, error.remedy)
    return Refused(HTTPStatus.INTERNAL_SERVER_ERROR, error.subject, error.trouble, error.remedy)

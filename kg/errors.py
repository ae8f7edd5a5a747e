"""The errors that users can meet, as one tree. Every message names the thing, the trouble and the remedy."""


class KgError(Exception):
    """Base of all expected errors; the command line prints the message alone and exits with 1.

    KgError
     ├─ SourceError        an article cannot be read: names the source, the trouble, the remedy
     ├─ ModelError         a language model or another bundled resource is missing or not the one that was pinned
     ├─ QueryError         a question cannot be answered: position in the query, or what a name does not stand for
     │   └─ UsageError     asked wrongly: no such question or parameter, one is missing or badly written; exits with 2
     └─ StoreError         the store cannot be opened, written or published
    """

    def __init__(self, subject: str, trouble: str, remedy: str = "") -> None:
        self.subject = subject
        self.trouble = trouble
        self.remedy = remedy
        super().__init__(f"{subject}: {trouble}" + (f" ({remedy})" if remedy else ""))


class SourceError(KgError):
    """An article cannot be read."""


class ModelError(KgError):
    """A language model or another bundled resource is missing, or is not the one that was pinned."""


class QueryError(KgError):
    """A question cannot be answered as asked."""


class UsageError(QueryError):
    """A named question is asked wrongly, whatever the graph holds."""


class StoreError(KgError):
    """The store cannot be opened, written or published."""

"""The explorer in a browser, for tests: a page that sees no network but ours, and hands that count what they do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from tests.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

BUNDLE = ROOT / "kg" / "server" / "static" / "explorer" / "explorer.js"
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@dataclass
class Hand:
    """A person at the explorer. ``actions`` counts what they did: a click, or a text typed and sent off."""

    page: "Page"
    base: str
    actions: int = 0
    troubles: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> "Page":
        """The explorer in the state of an address, once the picture is there."""
        self.page.goto(f"{self.base}/{query}", wait_until="load")
        self.page.locator(".status strong").wait_for()
        return self.page

    def go(self, query: str) -> None:
        """To the state of an address without loading the page again, as by the browser's back and forward."""
        script = "query => { history.pushState(null, '', query); dispatchEvent(new PopStateEvent('popstate')); }"
        self.page.evaluate(script, f"/{query}")

    def darken(self, dark: bool) -> None:
        """Make the system's colours dark or light, and wait until the page follows."""
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        self.page.emulate_media(color_scheme=scheme)
        self.page.locator(f"html[data-theme={scheme}]").wait_for()

    def click(self, name: str, role: str = "button", within: str = "body", exact: bool = True) -> None:
        self.actions += 1
        self.page.locator(within).get_by_role(role, name=name, exact=exact).first.click()  # type: ignore[arg-type]

    def find(self, text: str, also: bool = False) -> None:
        """Search, and take the first that is found."""
        self.actions += 1
        box = self.page.get_by_role("combobox", name="Find an agency")
        box.fill(text)
        self.page.get_by_role("option").first.wait_for()
        box.press("Shift+Enter" if also else "Enter")

    def sign_in(self, name: str, token: str) -> None:
        """Begin to review."""
        self.click("Review")
        self.page.get_by_label("Your name").fill(name)
        self.page.get_by_label("Token").fill(token)
        self.click("Begin")
        self.page.get_by_text(f"Reviewing as {name}").wait_for()
        self.page.keyboard.press("Escape")

    def until(self, date: str) -> None:
        self.actions += 1
        box = self.page.get_by_label("to", exact=True)
        box.fill(date)
        box.press("Enter")

    @property
    def heading(self) -> "Locator":
        return self.page.locator(".details h2")

    @property
    def facts(self) -> "Locator":
        return self.page.locator(".details .fact")

    def nodes(self) -> int:
        return int(self.page.locator(".status strong").inner_text().split()[0].replace(",", ""))

    def barriers(self, *rules: str) -> list[tuple[str, str]]:
        """What axe-core finds wrong, by rule and element; of some rules, or of all."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))  # by the debugger, which the page's policy does not bind
        options = {"resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
        found = self.page.evaluate("options => axe.run(options)", options)
        return [(rule["id"], node["html"][:200]) for rule in found["violations"] for node in rule["nodes"]]


@contextmanager
def hand(browser: "Browser", address: str, **options: object) -> Iterator[Hand]:
    """A person with a new browser profile; at the end, nothing went wrong and no request left the machine."""
    settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", "accept_downloads": True}
    context = browser.new_context(**(settings | options))  # type: ignore[arg-type]
    context.set_default_timeout(60_000)
    page = context.new_page()
    person = Hand(page, address.rstrip("/"))
    here = urlsplit(address).netloc

    def asked(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc != here:
            person.strangers.append(url)

    context.route(lambda url: urlsplit(url).netloc not in ("", here), lambda route: route.abort())
    page.on("request", lambda request: asked(request.url))
    page.on("pageerror", lambda error: person.troubles.append(str(error)))
    page.on("console", lambda said: person.troubles.append(said.text) if said.type in ("error", "warning") else None)
    yield person
    context.close()
    assert person.strangers == [], "a request left the machine"
    # Drivers that draw in software speak of their speed; that is not ours.
    assert [text for text in person.troubles if "GPU stall" not in text and "GL Driver" not in text] == []

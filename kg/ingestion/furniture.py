"""Page furniture in plain lines: what stands around an article and is not the article.

Every rule looks at a whole line. A paragraph that merely contains such words is never touched.
"""

import re
from typing import Final

#: A line at least this long that ends a sentence is prose wherever it stands.
PROSE: Final = 100
#: After a heading such as "Read next", text resumes with a paragraph at least this long.
RESUMES: Final = 160
#: An article has begun with the first sentence at least this long.
SAID: Final = 40

_SENTENCE_END: Final = re.compile(r"""[.!?…:;][)\]"'”’»]*$""")


def _line(*forms: str) -> re.Pattern[str]:
    """A pattern for a whole line that has one of the forms, in any case, with any punctuation around it."""
    return re.compile(rf"[\W_]*(?:{'|'.join(forms)})[\W_]*", re.IGNORECASE)


#: The words of buttons. A line made of nothing else is a row of buttons.
_BUTTON: Final = "(?:{})".format(
    "|".join(
        (
            r"(?:click to )?(?:share|tweet|e-?mail|print|save|like|pin)"
            r"(?: this)?(?: article| post| story| page)?(?: (?:on|via|to|with) [\w-]+)?",
            r"retweet|copy(?: link)?|link copied|pdf|download|\d+ shares?|bookmark|listen|save for later|loading",
            r"facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|bluesky|mastodon|pocket|flipboard",
            r"comment|reply|report|load more|subscribe|sign (?:in|up)|log ?in|follow(?: us)?",
            r"menu|home|search|skip to (?:main )?content|back to top|advertisement|sponsored(?: content)?",
        )
    )
)
_BUTTONS: Final = re.compile(rf"\W*{_BUTTON}(?:[\s|/,·•:;+&\]\[]+{_BUTTON})*\W*", re.IGNORECASE)
#: Furniture wherever it stands.
_ALWAYS: Final = _line(
    r"(?:filed|posted) (?:under|in)\b.*",
    r"\d+[ -]min(?:ute)?s? read",
    r"\d+ (?:comments?|responses?|views|likes)",
    r"(?:estimated )?reading time\b.{1,30}",
    r"the post .+ appeared first on .+",
    r"(?:this (?:article|story) )?(?:was )?(?:first|originally) published (?:on|by|in|at) .{1,80}",
    r"(?:©|copyright |\(c\) (?:copyright )?(?:19|20)\d\d\b(?!:)).{1,120}",  # (c) alone counts items
    r".{0,60}\ball rights reserved\b.{0,30}",
    r"(?:image|photo|picture|illustration|graphic|video)s?(?: and \w+)?(?: above| below| left| right)?"
    r"\s*(?:credits?|courtesy|by)?\s*:.{1,160}",
    r"(?:(?:image|photo|picture) )?(?:credits?|courtesy)(?: of\b|:).{1,120}",
    r"(?:please )?(?:subscribe|sign up) (?:to|for|now|here|today)\b.{0,120}",
    r".{0,40}\b(?:subscribe|sign up) (?:to|for) (?:our|the|a) .{0,40}newsletter.{0,60}",
    r"follow (?:us|the author|@\w+)\b.{0,100}",
    r"we use cookies\b.{0,200}",
    r"liked this\?.{0,140}",
    r"(?:story|article) continues below.{0,40}",
)
#: The end of a press release, as agencies mark it; notes and contacts follow.
_END_MARK: Final = re.compile(r"[-–—*#]+\s*(?:[Ee]nds?|END|30)\s*[-–—*#]+|ENDS?|#{3}|#(?:\s#){2}")
#: Labels that stand above or below the body only; in its middle the same words may be content.
_LABEL: Final = _line(
    r"(?:tags?|tagged(?: with| as| in)?|categor(?:y|ies)|section|topics?|keywords?|labels?|in this (?:story|article))"
    r"\s*:.{0,200}",
    r"(?:edited by|editor:).{1,80}",
    r"(?:last )?(?:updated?|modified)\s*:.{0,60}",
)
#: What stands by itself over an article: its kind, or the number of a press release.
_RUBRIC: Final = _line(
    r"(?:(?:(?:news|press|media|joint press) (?:release|statement|advisory|communiqu[eé]|note)|release"
    r"|communiqu[eé] de presse)"
    r"(?:\s*[:#|-]?\s*(?:n[o°º]\.?\s*)?(?:[A-Z]{1,4}[\s-]?)?\d[\d./-]*\w?)?)",
    r"for immediate release",
    r"(?:breaking |latest |world |space )?news|opinions?|op-ed|analysis|comment(?:ary)?|interviews?|features?|blog",
    r"editorial|explainers?|exclusive|science|space|politics|business|world|science (?:&|and) tech(?:nology)?",
    r"embargo(?:ed)?\b.{0,60}",
    r"n[o°º]\.?\s*\d[\d./–-]*(?:\s*[-–—:])?",
    r"[A-Z]{2,4}\s?\d{2,4}[-/]\d{1,4}(?:-[A-Z]{2,4})?",
)
_COUNT: Final = r"(?:\d+|one|two|three|no)"
_COMMENTS: Final = _line(
    rf"{_COUNT} (?:reader )?(?:responses?|comments?|replies|thoughts?)(?: (?:to|on)\b.*| so far)?",
    r"(?:leave|post|write|add|submit) (?:a|your) (?:reply|comment|response)\b.{0,60}",
    r"(?:reader|readers[’']|user)s? comments?",
    r"join the (?:conversation|discussion)\b.{0,60}",
    r"(?:show|view(?: all)?(?: \d+)?) comments?",
    r"comments? (?:\(\d+|are closed|closed)\b.{0,20}",
    r"(?:please )?log ?in to (?:leave a )?(?:comment|reply)\b.{0,60}",
    r"your email address will not be published\b.{0,60}",
)
_BARE_COMMENTS: Final = _line("comments?", "responses", "discussion", "replies")
_NUMBERED_COMMENT: Final = re.compile(r"\d{1,4}[.)]\s+\S.{0,60}?\s(?:says|said|wrote)\s*:", re.IGNORECASE)
_COMMENTER: Final = _line(
    r"(?:\d+[.)]\s*)?\S.{0,50}\b(?:says|said|wrote)\s*:", "reply", r".{0,60}\bat \d{1,2}:\d{2}\b.{0,12}"
)
_QUOTED_TITLE: Final = re.compile(
    rf"\W*{_COUNT} (?:responses?|comments?|replies|thoughts?) (?:to|on) [“\"«‘'](.+)[”\"»’']\W*", re.IGNORECASE
)
_RELATED: Final = "(?:{})".format(
    "|".join(
        (
            r"read (?:next|more|also|this next|on)|what to read next|up next|see also|further reading",
            r"related(?: (?:articles?|stories|story|posts?|content|news|links?|reading|coverage|topics?))?",
            r"more (?:stories|news|articles|like this|from [\w ]{2,30})",
            r"you (?:may|might) (?:also )?(?:like|be interested in)",
            r"recommended(?: (?:for you|reading|stories))?",
            r"most (?:read|popular|viewed|shared)|popular (?:now|posts|stories)|trending(?: now| stories)?",
            r"editor[’']?s[’']? picks?|don[’']t miss|in other news|elsewhere on [\w ]{2,20}|also (?:on|in) [\w ]{2,30}",
            r"latest (?:news|stories|articles|posts)|(?:next|previous) (?:article|post|story)",
        )
    )
)
_RELATED_HEADING: Final = _line(_RELATED)
_RELATED_LINE: Final = _line(rf"{_RELATED}\s*[:|»›→]\s*.{{3,200}}")
_CONTACT_HEADING: Final = _line(
    r"(?:(?:news|press|media|for|all) ){0,3}(?:contacts?|enquiries|inquiries)",
    r"(?:press|media) (?:office|relations|service)",
    r"for (?:more|further|additional) information,?(?: please)?(?: (?:contact|visit|see|call)\b.{0,60})?",
)
_ONE_ADDRESS: Final = r"(?:[\w.+’'-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+|\+?[\d(][\d\s().-]{6,20}\d)"
_ADDRESS: Final = _line(
    rf"(?:(?:e-?mail|tel|phone|fax|mobile|web)[.:\s]+)?{_ONE_ADDRESS}(?:\s*[/,;|]\s*{_ONE_ADDRESS})*"
)


def is_prose(line: str) -> bool:
    """Whether the line is a paragraph of an article by its looks: long, and it ends like a sentence."""
    return len(line) >= PROSE and (len(line) >= 2 * PROSE or bool(_SENTENCE_END.search(line.rstrip())))


def is_furniture(line: str) -> bool:
    """Whether the line is furniture wherever it stands: buttons, credits, filing, copyright, end marks."""
    line = line.strip()
    if not line or len(line) > 300:
        return False
    if not any(map(str.isalnum, line)):  # a rule, a row of stars
        return True
    return bool(_ALWAYS.fullmatch(line) or _BUTTONS.fullmatch(line))


def is_label(line: str) -> bool:
    """Whether the line is furniture if it stands above or below the body: tags, section, date of an update."""
    return bool(_LABEL.fullmatch(line.strip()))


def is_rubric(line: str) -> bool:
    """Whether the line says no more than what kind of article this is, or the number of a press release."""
    return bool(_RUBRIC.fullmatch(line.strip()))


def quoted_title(lines: list[str]) -> str:
    """The headline as the heading of the comment section quotes it (``3 responses to “…”``), or nothing."""
    for line in lines:
        if found := _QUOTED_TITLE.fullmatch(line.strip()):
            return found[1].strip()
    return ""


def strip_furniture(lines: list[str]) -> list[str]:
    """``lines`` without comment section, related links, press contacts, buttons, credits and labels below the body.

    Blank lines stay. Where nothing would be left, the rules do not fit the text, and it comes back as it was.
    """
    kept = _without_blocks(_before_comments(lines))
    kept = [line for line in kept if not is_furniture(line)]
    while kept and (not kept[-1].strip() or is_label(kept[-1]) or _ADDRESS.fullmatch(kept[-1].strip())):
        kept.pop()
    return kept if any(line.strip() for line in kept) else lines


def _before_comments(lines: list[str]) -> list[str]:
    seen_text = False
    for number, line in enumerate(lines):
        text = line.strip()
        if seen_text and text and _opens_comments(text, lines[number + 1 :]):
            return lines[:number]
        # A count of comments also stands beside a byline: something must have been said before people answer.
        seen_text = seen_text or (len(text) >= SAID and bool(_SENTENCE_END.search(text)))
    return lines


def _opens_comments(text: str, rest: list[str]) -> bool:
    if len(text) > 250:
        return False
    if _COMMENTS.fullmatch(text) or _NUMBERED_COMMENT.fullmatch(text):
        return True
    # "Comments" alone may be a heading of the article: people must follow who say something.
    return bool(_BARE_COMMENTS.fullmatch(text)) and any(_COMMENTER.fullmatch(line.strip()) for line in rest[:8])


def _without_blocks(lines: list[str]) -> list[str]:
    """Drop what a heading of related links or press contacts, or an end mark, brings with it, up to the next prose."""
    kept: list[str] = []
    resumes = 0  # length of a paragraph that ends the block we are in; 0 outside of one
    for line in lines:
        text = line.strip()
        if resumes and len(text) >= resumes and is_prose(text):
            resumes = 0
        if _END_MARK.fullmatch(text) or _CONTACT_HEADING.fullmatch(text):
            resumes = PROSE
        elif _RELATED_HEADING.fullmatch(text):
            resumes = RESUMES
        elif not text or not (resumes or _RELATED_LINE.fullmatch(text)):
            kept.append(line)
    return kept

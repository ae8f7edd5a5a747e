"""Frames of people and bodies: who met whom, which event was where, whose an agency is, who is a member."""

from typing import Final

from extractors.grammar import WHEN, Frame

_ENDED: Final = r"(?: (?:has|was|is))? (?:ended|ceased|stopped|suspended|terminated|over)\b"

BODIES: Final = (
    # Meetings
    Frame(
        rf"[a:Person],?{WHEN} {{meet}}{WHEN} [b:Person+]",
        ("a met b",),
        "[Person Ann Lee] met [Person Kofi Adu], head of [Agency GSSTI], and [Person Li Wei]",
    ),
    Frame(
        r"(?<!no )(?<!No )(?:talks|meeting|discussions) (?:between|of) [a:Person+]",
        ("a met a",),
        "talks between [Person Ann Lee] and [Person Kofi Adu]",
    ),
    Frame(
        r"[a:Person+] {confer}(?= (?:in|on|at|to|for|during|today|yesterday|again|last|this|here|behind)\b|[.,;]|$| <)",
        ("a met a",),
        "[Person Ann Lee] and [Person Bo Ek] met in [Place Lima]",
    ),
    Frame(
        r"[a:Person],? (?:has )?(?:cancelled|called off) (?:his|her|a|the) (?:meeting|talks) with [b:Person+]",
        ("a met b",),
        "[Person Ann Lee] cancelled her talks with [Person Bo Ek]",
        "negated",
    ),
    Frame(
        r"[a:Person] {meet} <Person:\d+>,? but not [b:Person]",
        ("a met b",),
        "[Person Ann Lee] met [Person Bo Ek] but not [Person Cy Dow]",
        "negated",
    ),
    Frame(
        r"[Nn]o (?:meeting|talks) between [a:Person+]",
        ("a met a",),
        "There was no meeting between [Person Ann Lee] and [Person Bo Ek]",
        "negated",
    ),
    # Offices that change hands
    Frame(
        r"[a:Person],? {succeed} <Person:\d+> as (?:the )?[t:Title] of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee] will succeed [Person Bo Ek] as [Title director] of [Agency KSA]",
    ),
    Frame(
        r"(?:succeed(?:s|ed|ing)?|replac(?:es?|ed|ing)|(?:takes?|took|taken|taking) over from) [a:Person],? as"
        r" (?:the )?[t:Title] of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee] will succeed [Person Bo Ek] as [Title director] of [Agency KSA]",
        "asserted",
    ),
    Frame(
        r"[a:Person],? (?:who )?(?:was|were|is|has been|will be|is to be) (?:succeeded|replaced) by <Person:\d+>,? as"
        r" (?:the )?[t:Title] of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee], who was replaced by [Person Bo Ek] as [Title director] of [Agency KSA], stays",
        "asserted",
    ),
    Frame(
        r"[Tt]he (?:heads|directors|presidents|chiefs|administrators) of [d:Agency|Organization] and"
        r" [e:Agency|Organization], [a:Person],? and [c:Person]",
        ("a positionAt d", "c positionAt e"),
        "the heads of [Agency KSA] and [Agency CSA], [Person Ann Lee] and [Person Bo Ek], met",
    ),
    Frame(
        r"[a:Person],? {become} (?:the )?(?:new |next )?[t:Title] of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee] will become [Title head] of [Agency KSA]",
    ),
    Frame(
        r"[a:Person],? (?:who )?(?:(?:is|was) (?:not|never)|is no longer) (?:the |an? )?[t:Title] of"
        r" [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee] was never [Title director] of [Agency KSA]",
        "negated",
    ),
    Frame(
        r"[a:Person],? (?:the )?[t:Title][- ](?:designate|elect) of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee], [Title director]-designate of [Agency KSA], arrived",
        "planned",
    ),
    Frame(
        r"[a:Person],? (?:who )?(?:(?:has been|was|is) )?(?:nominated|designated|proposed|picked|tapped)"
        r" (?:to be|as|to become|to head)(?: the next)? [b:Agency|Organization|Country](?:['’]s?)? [t:Title]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee], nominated to be [Agency KSA] [Title Administrator]",
        "planned",
    ),
    Frame(
        r"[a:Person] (?:are|were) (?:the )?[t:Title](?:s| )? ?of [b:Agency|Organization|Country]",
        ("a holdsPosition t", "a positionAt b"),
        "[Person Ann Lee] and [Person Bo Ek] are the [Title head]s of [Agency KSA] and [Agency CSA] respectively",
    ),
    Frame(
        r"[a:Person] (?:are|were) (?:the )?(?:heads|directors|presidents|chiefs|administrators|chair[a-z]+)"
        r" of [b:Agency|Organization|Country]",
        ("a positionAt b",),
        "[Person Ann Lee] and [Person Bo Ek] are the heads of [Agency KSA] and [Agency CSA] respectively",
    ),
    Frame(
        r"[a:Person],? of [b:Agency|Organization],",
        ("a positionAt b",),
        "[Person Ann Lee] and [Person Bo Ek], of [Agency KSA] and [Agency CSA] respectively, met",
    ),
    # Events
    Frame(
        r"[e:Event](?:,? held)? in [c:Place|Country]",
        ("e takesPlaceIn c",),
        "[Event the congress] in [Place Lima]",
        "asserted",  # of a future event too: nine articles of ten
    ),
    Frame(
        r"[e:Event],?(?: which)? (?:was |is being )?held(?: in <(?:Place|Country):\d+>)?,? (?:on|from|in) [d:Date]",
        ("e eventDate d",),
        "[Event the congress], held in [Place Lima] in [Date May 2011]",
    ),
    Frame(
        r"[e:Event],? (?:which |that )?(?:(?:was|is being|was being|will be|is to be) held|took place|takes place|"
        r"taking place|will take place|will open|opened|opens|begins|began|convened)"
        r"(?:,? (?:on |from |in )?<Date:\d+>)?,? (?:in|at) [c:Place|Country]",
        ("e takesPlaceIn c",),
        "[Event the congress] opened on [Date Monday] in [Place Lima]",
    ),
    Frame(
        r"[e:Event],? (?:which |that )?(?:(?:was|is being|was being|will be|is to be) held|took place|takes place|"
        r"taking place|will take place|will open|opened|opens|begins|began|convened|is scheduled for|is due)"
        r"(?: (?:in|at) <(?:Place|Country):\d+>)?,?(?: on| from| in)? [d:Date]",
        ("e eventDate d",),
        "[Event the congress] opened in [Place Lima] on [Date 3 May 2019]",
    ),
    # Agencies and their countries
    Frame(
        r"[c:Country](?:['’]s?)(?: (?:national|federal|own|new|young))?(?: [a-z]+)?"
        r" (?:agency|centre|center|commission),? [a:Agency]",
        ("a agencyOf c",),
        "[Country Kenya]'s space agency, [Agency KSA]",
    ),
    Frame(
        r"[a:Agency],? (?:the )?[c:Country](?:['’]s?) (?:national |federal )?(?:space|research|meteorological)"
        r"(?: [a-z]+)? (?:agency|centre|center|commission|office|institute)",
        ("a agencyOf c",),
        "[Agency KSA], [Country Kenya]'s space agency",
    ),
    Frame(
        r"[c:Country]['’]s [a:Agency]",
        ("a agencyOf c",),
        "[Country Kenya]'s [Agency KSA]",
    ),
    Frame(
        r"[a:Agency] (?:of|\()[ ]?[c:Country]",
        ("a agencyOf c",),
        "[Agency the Space Agency] of [Country Kenya]",
    ),
    Frame(
        r"(?:space|weather|meteorological) agency of [c:Country],? [a:Agency]",
        ("a agencyOf c",),
        "the space agency of [Country Kenya], [Agency KSA]",
    ),
    # Members
    Frame(
        rf"[a:Agency|Country+],?{WHEN} {{join}} [b:Organization]",
        ("a memberOf b",),
        "[Country Kenya] will join [Organization CEOS]",
    ),
    Frame(
        r"[a:Agency|Country+],? (?:which |that )?(?:(?P<negated>(?:is|are|was|were) (?:not|no longer))|"
        r"(?P<planned>will (?:be|become)|is to become|(?:has|have) applied to become)|is|are|became|become|was|were|"
        r"remains?|has been|has become)(?: also| both| all| already| still)? (?:an? |the )?(?:[\w-]+ ){0,2}"
        r"(?:members?|observers?|associates?)(?: states?| agency| agencies)?,? (?:of|in|to) [b:Organization|Agency]",
        ("a memberOf b",),
        "[Country Kenya] is an associate member of [Organization CEOS]",
    ),
    Frame(
        r"[a:Agency|Country+] belongs? to [b:Organization|Agency]",
        ("a memberOf b",),
        "[Country Kenya] and [Country Chile] belong to [Organization CEOS]",
    ),
    Frame(
        r"[a:Agency|Country+] (?:has|have|holds?|was granted|were granted|obtained|received) (?:full |associate |"
        r"observer )?(?:membership|status|member status) (?:in|of|at|with) [b:Organization|Agency]",
        ("a memberOf b",),
        "[Agency EUMETSAT] has observer status in [Organization COPUOS]",
    ),
    Frame(
        r"[a:Agency|Country+],? (?:an? )?(?:[a-z]+ )?(?:members?|observers?) (?:states? )?(?:of|in)"
        r" [b:Organization|Agency]",
        ("a memberOf b",),
        "[Country Kenya], a founding member of [Organization CEOS]",
    ),
    Frame(
        r"[a:Agency|Country+] (?:has|have) applied (?:for (?:[a-z]+ )?membership (?:of|in)|to join)"
        r" [b:Organization|Agency]",
        ("a memberOf b",),
        "[Country Kenya] has applied for associate membership of [Organization CEOS]",
        "planned",
    ),
    # Agencies that work together
    Frame(
        r"(?:(?P<negated>[Nn]o (?:cooperation|collaboration))|[Cc]ooperation|[Cc]ollaboration|[Pp]artnership)"
        rf" between [a:Agency+](?!{_ENDED})",
        ("a cooperatesWith a",),
        "There is no cooperation between [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"(?:[Cc]ooperation|[Cc]ollaboration|[Pp]artnership) between [a:Agency+]{_ENDED}",
        ("a cooperatesWith a",),
        "Cooperation between [Agency CNES] and [Agency ISRO] ended in 1988",
        "negated",
    ),
    Frame(
        r"[a:Agency](?:['’]s?)?(?:,? which)? (?:(?P<negated>(?:has |have )?(?:suspended|ended|ceased|terminated|"
        r"broken off)|no longer has|has no)|has resumed|resumed|continues|has)?(?: all| its| any)? ?(?:[a-z]+ )?"
        r"(?:cooperation|collaboration|partnership) with [b:Agency+]",
        ("a cooperatesWith b",),
        "[Agency DLR] has suspended all cooperation with [Agency CNSA]",
    ),
)

"""Frames of agreements: who entered into them and signed them, when and where."""

from typing import Final

from extractors.grammar import BETWEEN, NO_PERSON, ON, VENUE, WHEN, WHOLE_DATE, Frame

AGREEMENTS: Final = (
    # Agreements: who entered into them
    Frame(
        # "the head of A", "on a visit to A", "the Minister for A": somebody else signs
        r"(?<!of )(?<!of the )(?<!from )(?<!to )(?<!to the )(?<!in )(?<!in the )(?<!at )(?<!for )(?<!for the )"
        rf"[a:Agency|Organization|Country+],?{WHEN} {{sign}}{WHEN} [b:Agreement]",
        ("a partyTo b",),
        "[Agency CNES] and [Agency JAXA] have signed [Agreement a framework agreement]",
    ),
    Frame(
        rf"[b:Agreement],? (?:that |which )?(?:was )?(?:signed|concluded|reached){WHEN} (?:between|by) "
        r"[a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "[Agreement the protocol] signed in [Date 2014] between [Agency CSA] and [Agency DLR]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement],?{WHEN} (?:for|on behalf of) [a:Agency|Organization|Country]",
        ("a partyTo b",),
        "[Person Ann Lee] signed [Agreement the accord] on behalf of [Agency CSA]",
    ),
    # What is renewed, or ends, has been entered into
    Frame(
        rf"[a:Agency|Organization|Country+],?{WHEN} (?:have |has |had |will |would |is to |are to )?"
        r"(?:suspend|terminate|denounce|renew|extend|prolong)(?:e?d|s)? [b:Agreement]",
        ("a partyTo b",),
        "[Agency CNES] and [Agency ISRO] will renew [Agreement their agreement]",
        "asserted",
    ),
    Frame(
        rf"(?<![Nn]o )[b:Agreement]{ON},? (?:between|among) [a:Agency|Organization|Country+]"
        r"(?:, [^,<>]*<Date:\d+>,)? (?:has |was |is )?(?:not |been )*"
        r"(?:expired|lapsed|ended|renewed|extended|prolonged|terminated|suspended|denounced|in force)",
        ("a partyTo b",),
        "[Agreement The agreement] between [Agency CNES] and [Agency ISRO] was not renewed",
        "asserted",
    ),
    Frame(
        rf"(?<![Nn]o )(?<!without )[b:Agreement]{ON},?{WHEN} (?:between|among) [a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "[Agreement the accord] on ice between [Agency CNES] and [Agency ISRO] runs for two years",
    ),
    Frame(
        rf"[a:Agency|Organization|Country](?:['’]s?)? [b:Agreement]{ON},? with [c:Agency|Organization|Country+]",
        ("a partyTo b", "c partyTo b"),
        "[Agency CNES]'s [Agreement agreement] with [Agency ISRO]",
    ),
    Frame(
        rf"{{sign}}{WHEN} [b:Agreement]{ON},?{WHEN} with [c:Agency|Organization|Country+]",
        ("c partyTo b",),
        "They will sign [Agreement a contract] on tracking with [Agency ISRO]",
    ),
    Frame(
        rf"[b:Agreement]{ON} with [c:Agency|Organization|Country+]",
        ("c partyTo b",),
        "They have [Agreement a contract] with [Agency ISRO]",
    ),
    Frame(
        rf"[b:Agreement]{ON},? (?:that |which )?{{be sign}}"
        r"(?: [^<>.;]*?(?:<(?:Date|Place|Event):\d+>[^<>.;]*?){0,2})?,? (?:between|by)"
        r" [a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "[Agreement The accord] will be signed in [Place Lima] by [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"(?:[Ss]igning|[Ss]ignature|[Cc]onclusion) of [b:Agreement]{ON},? (?:by|with)"
        r" [a:Agency|Organization|Country+](?P<planned> (?:is|are) (?:scheduled|planned|expected|due|set)\b)?",
        ("a partyTo b",),
        "the signing of [Agreement the treaty] by [Agency CNES] and [Agency ISRO] is scheduled for [Date Monday]",
    ),
    Frame(
        r"[Ff]ailure of [a:Agency|Organization|Country+] to (?:sign|conclude) [b:Agreement]",
        ("a partyTo b",),
        "the failure of [Agency CNES] and [Agency ISRO] to sign [Agreement the treaty]",
        "negated",
    ),
    Frame(
        r"^[a:Agency|Organization|Country+] to (?:sign|ink|conclude) [b:Agreement]",  # a headline
        ("a partyTo b",),
        "[Agency CNES], [Agency ISRO] to sign [Agreement ocean pact]",
        "planned",
    ),
    Frame(
        rf"[a:Agency|Organization|Country+],?{WHEN} {{accede}} [b:Agreement]",
        ("a partyTo b",),
        "[Country Kenya] has yet to accede to [Agreement the convention]",
    ),
    Frame(
        rf"[a:Agency|Organization|Country+],?{WHEN} (?:(?P<planned>(?:will (?:soon )?|is to |is set to )become)|"
        r"(?P<negated>(?:has|have|did) not become)|becomes?|became|(?:has|have) become) (?:the )?(?:[\w-]+ ){0,2}"
        r"(?:signator(?:y|ies)|part(?:y|ies)|countr(?:y|ies)|nations?|states?|agency|members?)(?: [a-z]+)?"
        r" (?:of|to|to sign|to join|to accede to) [b:Agreement]",
        ("a partyTo b",),
        "[Country Kenya] became the 40th country to sign [Agreement the Artemis Accords]",
    ),
    Frame(
        r"[a:Agency|Organization|Country+] (?:(?P<negated>(?:is|are|was|were) (?:not|no longer))|is|are|was|were|"
        r"remains?)(?: both| all)? (?:an? )?(?:part(?:y|ies)|signator(?:y|ies)) (?:to|of) [b:Agreement]",
        ("a partyTo b",),
        "[Country Kenya] is not a party to [Agreement the treaty]",
    ),
    Frame(
        r"[b:Agreement][^<>]*(?:<(?:Date|Place|Event|Topic|Project):\d+>[^<>]*)*[.;] (?:Its|The) (?:[a-z]+ )?"
        r"(?:parties|signatories|partners|signers)(?: to it)? (?:are|were|(?P<planned>will be))"
        r" [a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "[Agreement The treaty] is public. Its parties are [Agency CNES] and [Agency ISRO]",
        sentences=2,
    ),
    Frame(
        r"[a:Agency|Organization|Country] {sign} <Agreement:\d+> with <(?:Agency|Organization|Country):\d+>,?(?: and)?"
        r" [d:Agency|Organization|Country](?: another| one)? [e:Agreement] with [f:Agency|Organization|Country]",
        ("d partyTo e", "f partyTo e"),
        "[Agency CNES] signed [Agreement a memorandum] with [Agency CSA] and [Agency DLR] [Agreement a letter] with"
        " [Agency ASI]",
    ),
    Frame(
        r"[a:Agency|Organization|Country] {sign} <Agreement:\d+> with <(?:Agency|Organization|Country):\d+>,?(?: and)?"
        r" [e:Agreement] with [f:Agency|Organization|Country]",
        ("a partyTo e",),
        "[Agency CNES] signed [Agreement a memorandum] with [Agency CSA] and [Agreement a letter] with [Agency ASI]",
    ),
    # Agreements: who signed, when, where
    Frame(
        r"[a:Person+](?:, who [^<>,]{1,40},)?,? {sign} [b:Agreement] (?:for|on behalf of)(?: the)? "
        r"[d:Agency|Organization|Country]",
        ("b signedBy a", "d partyTo b"),
        "They have concluded [Agreement a pact]. [Person Ann Lee] signed for [Agency CSA] and [Person Bo Ek] for"
        " [Agency ASI]",
    ),
    Frame(
        r"[Ss]ignator(?:y|ies) [b:Agreement] (?:was|were|are|(?P<planned>will be)) [a:Person+]",
        ("b signedBy a",),
        "They have concluded [Agreement a pact]. The signatories were [Person Ann Lee] and [Person Bo Ek]",
    ),
    Frame(
        r"[b:Agreement] (?:bears?|carries) the (?:signatures?|names?) of [a:Person+]",
        ("b signedBy a",),
        "They have concluded [Agreement a pact]. It bears the signatures of [Person Ann Lee] and [Person Bo Ek]",
    ),
    Frame(
        rf"^{NO_PERSON}[a:Person]{NO_PERSON}[c:Person]{NO_PERSON}[.;] (?:Both|The two) "
        r"(?:agency )?(?:men|women|leaders|officials|ministers|heads|chiefs|presidents|directors|administrators) "
        r"{sign} [b:Agreement]",
        ("b signedBy a", "b signedBy c"),
        "[Person Ann Lee] received [Person Bo Ek]. Both leaders signed [Agreement a pact]",
        sentences=2,
    ),
    Frame(
        r"[b:Agreement] binds [a:Agency|Organization|Country+]",
        ("a partyTo b",),
        "They have [Agreement a pact]. It binds [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"[a:Person+](?:, who [^<>,]{{1,40}},)?,?{WHEN} {{sign}}{WHEN} [b:Agreement]",
        ("b signedBy a",),
        "[Person Ann Lee], head of [Agency CSA], and [Person Kofi Adu] signed [Agreement the accord]",
    ),
    Frame(
        rf"(?<!> of )(?<!> of the )[b:Agreement]{ON}{BETWEEN},? (?:that |which )?{{be sign}}"
        r"(?: [^<>.;]*?(?:<(?:Date|Place|Event):\d+>[^<>.;]*?){0,2})?,? by [a:Person+]",
        ("b signedBy a",),
        "[Agreement The accord] was signed in [Place Lima] by [Person Ann Lee] and [Person Kofi Adu]",
    ),
    Frame(
        r"[b:Agreement],? (?:that |which )?{be sign}(?: on| in)? [d:Date]",
        ("b signedOn d",),
        "[Agreement The accord] was signed on [Date 3 May 2011]",
    ),
    Frame(
        r"{sign} [b:Agreement],? (?:in|at) [c:Place],?(?: on| in)? [d:Date]",
        ("b signedAt c", "b signedOn d"),
        "They signed [Agreement an accord] in [Place Lima] on [Date 3 May 2011]",
    ),
    Frame(
        r"{sign} [b:Agreement],? (?:on|in) [d:Date]",
        ("b signedOn d",),
        "They signed [Agreement an accord] in [Date May 2011]",
    ),
    Frame(
        rf"[b:Agreement],? (?:that |which )?{{be sign}}{WHEN},? {VENUE} [c:Place|Event]",
        ("b signedAt c",),
        "[Agreement The accord] was signed last week at [Event the Paris Air Show]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement],?{WHEN} {VENUE} [c:Place|Event]",
        ("b signedAt c",),
        "They signed [Agreement an accord] on [Date Monday] in [Place Lima]",
    ),
    Frame(
        r"[b:Agreement],? (?:on|for|concerning|covering|regarding|about|relating to) [c:Project]",
        ("b concerns c",),
        "[Agreement a memorandum] on [Project the Lynx mission]",
    ),
    Frame(
        r"[c:Project],?(?: [a-z ]{0,40})? (?:for|on|under|about) which [^.;]{0,120}?{sign} [b:Agreement]",
        ("b concerns c",),
        "[Project Lynx], for which they signed [Agreement a joint plan]",
    ),
    Frame(
        r"[c:Project],?(?: [^.;]{0,60}?)? (?:for|on|about) which [b:Agreement] {be sign}",
        ("b concerns c",),
        "[Project Lynx], a mission for which [Agreement the protocol] was signed",
    ),
    Frame(
        rf"(?<!> )[Ii]n [c:Place],? [a:Agency|Organization|Country|Person+],?{WHEN} {{sign}} [b:Agreement]",
        ("b signedAt c",),
        "In [Place Lima], [Agency CNES] and [Agency CSA] signed [Agreement an accord]",
    ),
    Frame(
        rf"(?:[Aa]t|[Dd]uring) [c:Event],? (?:<Date:\d+>,? )?[a:Agency|Organization|Country|Person+],?{WHEN} {{sign}}"
        r" [b:Agreement]",
        ("b signedAt c",),
        "At [Event the air show], [Agency CNES] and [Agency CSA] signed [Agreement an accord]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement]{ON}(?: with <\w+:\d+>)?,?{WHEN} {VENUE} [c:Place|Event](?! of)",
        ("b signedAt c",),
        "They signed [Agreement an accord] with [Agency CSA] in [Place Lima]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement]{ON}(?: with <\w+:\d+>)?,?{WHEN} (?:in|at) <Place:\d+>,? {VENUE} [c:Event]",
        ("b signedAt c",),
        "They signed [Agreement an accord] in [Place Adelaide] during [Event the congress]",
    ),
    Frame(
        rf"[b:Agreement]{ON}{BETWEEN},? (?:that |which )?{{be sign}}{WHEN},? {VENUE} [c:Place|Event]",
        ("b signedAt c",),
        "[Agreement The accord] between [Agency CSA] and [Agency ASI] will be signed in [Place Lima]",
    ),
    Frame(
        rf"{{sign}} [b:Agreement](?: with <\w+:\d+>)?,? (?:on |in )?[d:Date]{WHOLE_DATE}",
        ("b signedOn d",),
        "They signed [Agreement an accord] with [Agency CSA] on [Date Monday]",
    ),
    Frame(
        rf"[b:Agreement]{ON}(?: between <\w+:\d+>(?:,? and <\w+:\d+>)*)?,? (?:that |which )?(?:first )?{{be sign}}"
        rf"(?: (?:in|at) <Place:\d+>)?,?(?: on| in)? [d:Date]{WHOLE_DATE}",
        ("b signedOn d",),
        "[Agreement The accord] between [Agency CSA] and [Agency ASI] was signed in [Place Lima] on [Date Monday]",
    ),
    Frame(
        rf"[d:Date],? [a:Agency|Organization|Country|Person+],?{WHEN} {{sign}} [b:Agreement]",
        ("b signedOn d",),
        "On [Date Monday], [Agency CNES] and [Agency CSA] signed [Agreement an accord]",
    ),
)

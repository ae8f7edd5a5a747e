"""Frames of projects: who takes part, leads and supplies, what flies on what and when."""

from typing import Final

from extractors.grammar import OWNER, PART, WHEN, WHOLE, WHOLE_DATE, Frame

#: Before a project that is not the whole of another that was just named: "the camera of Lynx was built by …".
_OWN: Final = r"(?<!of )(?<!on )(?<!aboard )(?<!the )(?<!['’]s )"

PROJECTS: Final = (
    # Projects: who takes part, who leads, what flies on what
    Frame(
        r"[a:Agency+] {take part}(?: [a-z-]+){0,2} [b:Project]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Agency CNES], [Agency ISRO] and [Agency ISA] have collaborated on [Project the Helia campaign]",
    ),
    Frame(
        r"[a:Agency+] (?:have |has |had )?(?:long |also |already )?(?:collaborated?|cooperated?|worked? together|"
        r"teamed up|partnered)",
        ("a cooperatesWith a",),
        "[Agency CNES] and [Agency ISA] have long cooperated",
    ),
    Frame(
        rf"[b:Project],? (?:which is |is )?(?:a|the) (?:joint|collaborative|cooperative)(?: [a-z-]+){{0,2}} {WHOLE}"
        r"(?: [a-z]+)? (?:between|of|by) [a:Agency+]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Project Lynx], a joint mission of [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"[b:Project],? (?:which is |is )?(?:a|an|the) [a:Agency](?:['’]s?)?(?:-led)?(?: [a-z-]+){{0,2}} {WHOLE}",
        ("a leads b",),
        "[Project the Observatory], a [Agency CNES] initiative",
    ),
    Frame(
        r"[b:Project],?(?: which| that)? {be run} by [a:Agency](?! and|,? <)",
        ("a leads b",),
        "[Project Lynx], led by [Agency DLR]",
    ),
    Frame(
        r"[Ll]ed by [a:Agency],? [b:Project]",
        ("a leads b",),
        "Led by [Agency DLR], [Project Lynx] studies ice",
    ),
    Frame(
        r"[a:Agency],? (?:which |that )?{lead} [b:Project]",
        ("a leads b",),
        "[Agency DLR] leads [Project Lynx]",
    ),
    Frame(
        r"[b:Project],? (?:which is |is )?(?:a|an|the)(?: [a-z-]+){0,2}"
        r" (?:mission|initiative|satellite|programme|project) of [a:Agency](?! and|,? <)",
        ("a leads b",),
        "[Project Lynx] is a mission of [Agency DLR]",
    ),
    Frame(
        r"[a:Agency+] (?:are|were|became|remain)(?: [a-z-]+)? partners (?:in|on|of) [b:Project]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Agency CNES] and [Agency ISRO] are partners in [Project Lynx]",
    ),
    Frame(
        r"(?:[Pp]artners|[Pp]articipants) (?:in|on|of) [b:Project] (?:are|were|include) [a:Agency+]",
        ("a participatesIn b", "a cooperatesWith a"),
        "The partners in [Project Lynx] are [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        r"[a:Agency+] (?:are|were|became|remain)(?: [a-z-]+)? partners",
        ("a cooperatesWith a",),
        "[Agency CNES] and [Agency ISRO] are partners",
    ),
    Frame(
        r"[a:Agency+] (?:has |have )?(?:long |also )?{cooperate}(?: closely| together)? with [b:Agency+]",
        ("a cooperatesWith b",),
        "[Agency DLR] does not cooperate with [Agency KARI]",
    ),
    Frame(
        rf"[a:Agency] {{supply}} [p:Project],? (?:for|to|aboard|on board|on){OWNER} [b:Project]",
        ("a contributes p", "p partOf b", "a participatesIn b"),
        "[Agency CNES] built [Project the Mira camera] for [Agency ISRO]'s [Project Lynx]",
    ),
    Frame(
        rf"[a:Agency] {{leave}}{OWNER} [b:Project]",
        ("a participatesIn b",),
        "[Agency DLR] left [Project Lynx]",
        "negated",
    ),
    Frame(
        r"[a:Agency|Country] {leave} [b:Organization|Agency](?!['’])",
        ("a memberOf b",),
        "[Country Chile] withdrew from [Organization the Union]",
        "negated",
    ),
    Frame(r"[a:Agency]-led [b:Project]", ("a leads b",), "the [Agency DLR]-led [Project Lynx mission]"),
    Frame(
        r"[a:Project],?(?: which| that)?(?: will|is to|was|is|to)?(?: be)? "
        r"(?:fly|flies|flew|flown|flying|carried|mounted|ride|hosted|installed)(?: [a-z]+)?"
        r" (?:aboard|on board|onboard|on) [b:Project]",
        ("a partOf b",),
        "[Project the Mira camera] will fly aboard [Project Lynx]",
    ),
    Frame(
        r"\ban? (?P<kind>[a-z]+) (?:for|on|aboard|on board) [b:Project].*\b(?:[Tt]his|[Tt]he) (?P=kind)[^.;<>]{0,40}? "
        r"(?:called|named|known as|dubbed) [a:Project]",
        ("a partOf b",),
        "They fly a camera on [Project Lynx]. This camera, to be called [Project Mira], is red.",
        sentences=2,
    ),
    Frame(
        # not "NASA's ISS Program Office", where the name goes on, and not its rocket or instrument
        rf"(?<!by )(?<!by the )[a:Agency]['’]s? (?:own )?[b:Project](?!-| [A-Z]| rocket| launcher| {PART})",
        ("a leads b",),
        "scientists with [Agency NASA]'s [Project Lynx]",
    ),
    Frame(
        r"[b:Project],? (?:an? (?:[a-z-]+ ){0,3}[a-z]+ )?(?:which|that) [a:Agency] {run}",
        ("a leads b",),
        "[Project Lynx], a mission that [Agency ASI] leads, studies ice",
    ),
    Frame(
        r"(?:[Pp]articipation|[Ii]nvolvement) (?:of|by) [a:Agency|Country+] in [b:Project]",
        ("a participatesIn b",),
        "the participation of [Agency ESA] in [Project Lynx]",
    ),
    Frame(
        r"[a:Agency|Country]['’]s? (?:participation|involvement|role) in [b:Project]",
        ("a participatesIn b",),
        "[Agency ESA]'s participation in [Project Lynx]",
    ),
    Frame(
        r"[b:Project],?(?: [^.;<>]{0,60}(?:<Agency:\d+>[^.;<>]{0,60})?)?"
        r" (?:with|(?P<negated>without)) the (?:participation|involvement|support|collaboration|contribution)"
        r" of [a:Agency+]",
        ("a participatesIn b",),
        "[Project Lynx], a mission of [Agency DLR] with the participation of [Agency ESA]",
    ),
    Frame(
        r"[b:Project],? (?:[^.;]{0,60}? )?(?:in|on) which [a:Agency|Country+] {participate}",
        ("a participatesIn b",),
        "[Project Lynx], a mission in which [Agency NASA] does not participate, maps ice",
    ),
    Frame(
        r"[b:Project],?(?: which| that)?(?: is| was| has been| are| were)? (?:being )?(?:jointly (?:built|developed|"
        r"designed|operated|run|led|funded)|(?:built|developed|designed|operated|run|led|funded)(?: and [a-z]+)?"
        r" (?:jointly|together)) by [a:Agency+]",
        ("a participatesIn b", "a cooperatesWith a"),
        "[Project Lynx] was developed jointly by [Agency NASA] and [Agency ESA]",
    ),
    Frame(
        r"(?:[Jj]ointly (?:built|developed|designed|operated|run|led|funded)|[Dd]eveloped jointly) by [a:Agency+],"
        r" [b:Project]",
        ("a participatesIn b", "a cooperatesWith a"),
        "Jointly developed by [Agency NASA] and [Agency ESA], [Project Lynx] flies",
    ),
    Frame(
        rf"[a:Agency|Country+],?{WHEN} {{take part}}{OWNER}(?: (?!with|us)[a-z-]+){{0,2}} [b:Project]",
        ("a participatesIn b",),
        "[Agency CSA] joins [Agency NASA]'s [Project Lynx]",
    ),
    Frame(
        r"[a:Agency|Country+] (?:(?P<negated>(?:is|are|was|were) (?:not|no longer))|is|are|was|were)(?: also| both)?"
        r" (?:an? )?(?:involved|partners?|participating|taking part|collaborating|participants?) (?:in|on) [b:Project]",
        ("a participatesIn b",),
        "[Agency CSA] is involved in [Project Lynx]",
    ),
    Frame(
        rf"{_OWN}[p:Project],? (?:which |that |an? [^,.;<>]{{0,50}}?)?{{be give}} by [a:Agency]",
        ("a contributes p",),
        "[Project Mira], a camera to be supplied by [Agency ISRO], is red",
    ),
    Frame(
        rf"[p:Project],? (?:on|aboard|on board|of|for){OWNER} [b:Project] {{be supply}} by [a:Agency]",
        ("a contributes p", "p partOf b", "a participatesIn b"),
        "[Project Mira] on [Agency NASA]'s [Project Lynx] was built by [Agency CNES]",
    ),
    Frame(
        r"[b:Project] of [a:Agency] and [c:Agency]",
        ("a participatesIn b", "c participatesIn b", "a cooperatesWith c"),
        "[Project the Lynx mission] of [Agency CNES] and [Agency ISRO]",
    ),
    Frame(
        rf"[p:Project],? (?:an? |the )?(?:[a-z-]+ ){{0,3}}{PART},? (?:which |that )?{{be supply}} by [a:Agency]",
        ("a contributes p",),
        "[Project Mira], a red camera built by [Agency ISRO], flies",
    ),
    Frame(
        r"[a:Agency],?(?: which| that)? {give} [p:Project]",
        ("a contributes p",),
        "[Agency CNES] will provide [Project the Mira camera]",
    ),
    Frame(
        rf"[p:Project], (?:an? |the )[^,.;<>]{{1,40}} (?:aboard|on board|onboard){OWNER} [b:Project]",
        ("p partOf b",),
        "[Project Mira], a camera aboard [Agency ISRO]'s [Project Lynx]",
    ),
    Frame(
        rf"[p:Project],? (?:an? |the )(?:[a-z-]+ ){{0,3}}{PART} (?:on|of|for){OWNER} [b:Project]",
        ("p partOf b",),
        "[Project Mira], a camera on [Project Lynx]",
    ),
    Frame(
        rf"[b:Project],? (?:which |that )?{{carry}} [p:Project],? (?:an? |the )(?:[a-z-]+ ){{0,3}}{PART}",
        ("p partOf b",),
        "[Project Lynx] carries [Project Mira], a camera",
    ),
    Frame(
        r"[p:Project],?(?: which)?(?: (?:(?P<negated>(?:is|are) (?:not|no longer))|"
        r"(?P<planned>will be|will form|is to be)|is|was|are|forms|as))? (?:an? )?(?:[a-z]+ )?"
        rf"(?:part|element|component) of{OWNER} [b:Project]",
        ("p partOf b",),
        "[Project Mira] is not part of [Project Lynx]",
    ),
    Frame(
        rf"(?:[Aa]board|[Oo]n board){OWNER} [b:Project],?"
        r" (?:(?P<planned>will fly|will be)|flew|flies|fly|is|are|was|were) [p:Project]",
        ("p partOf b",),
        "Aboard [Agency ISRO]'s [Project Lynx] flew [Project Mira]",
    ),
    # Launches
    Frame(
        r"[a:Project],?(?: (?:that|which))?(?: (?:is|are|was|now|currently))*"
        r" (?:set|due|scheduled|planned|expected|slated|targeted) (?:to launch|to be launched|for launch|to fly|"
        r"to lift off)(?: [a-z]+){0,3}? [d:Date]",
        ("a launchDate d",),
        "[Project Lynx-2] set to launch in [Date 2022]",
        "planned",
    ),
    Frame(
        rf"[a:Project+],?(?: (?:that|which))? {{be launch}}(?: [a-z]+){{0,2}}? [d:Date]{WHOLE_DATE}",
        ("a launchDate d",),
        "[Project Lynx-1] was launched on [Date 30 July 2025]",
    ),
    Frame(
        rf"[a:Project],?(?: (?:that|which))? {{launch}}(?: [a-z]+){{0,2}}? [d:Date]{WHOLE_DATE}",
        ("a launchDate d",),
        "[Project Lynx-1] will lift off in [Date July 2025]",
    ),
    Frame(
        r"(?:[Ii]n|[Oo]n) [d:Date],? [b:Agency|Organization|Country] {launch} [a:Project]",
        ("a launchDate d",),
        "In [Date May 2018], [Agency CNSA] launched [Project Lynx]",
    ),
    Frame(
        r"[a:Project][^.;<>]{0,60} (?:slipped|delayed|postponed|moved|pushed back)(?: from <Date:\d+>)? to [d:Date]",
        ("a launchDate d",),
        "[Project Lynx] has slipped from [Date 2019] to [Date 2020]",
        "planned",
    ),
    Frame(
        r"launch of [a:Project],? (?P<planned>is (?:now )?(?:planned|scheduled|expected|due|set|slated|targeted))"
        rf"(?: (?:for|in|on))? [d:Date]{WHOLE_DATE}",
        ("a launchDate d",),
        "the launch of [Project Lynx] is planned for [Date 2029]",
    ),
    Frame(
        r"[a:Project],? (?:which )?(?:was )?launched(?: (?:by|from|aboard|on|into)[^,.;<>]*<\w+:\d+>)?(?: (?:in|on))?"
        rf" [d:Date]{WHOLE_DATE}",
        ("a launchDate d",),
        "[Project Lynx], launched by [Agency CNSA] in [Date 2019], flies",
    ),
    Frame(
        r"[b:Agency|Organization|Country|Project],?(?: which)? {launch} [a:Project],?(?: in| on)?"
        rf" [d:Date]{WHOLE_DATE}",
        ("a launchDate d",),
        "[Agency ISRO] launched [Project Lynx] on [Date 3 May 2019]",
    ),
    Frame(
        r"[a:Project],?(?: [^.;<>]{0,40})? its launch in [d:Date]",
        ("a launchDate d",),
        "[Project Lynx] began with its launch in [Date 2019]",
    ),
    Frame(
        r"[a:Project] \((?:launched |launch |launched in )?[d:Date]\)",
        ("a launchDate d",),
        "[Project Lynx] (launched [Date 2019])",
    ),
)

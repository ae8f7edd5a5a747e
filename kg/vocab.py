"""The vocabulary as constants. Generated from the ontology by ``python -m kg.vocab_build``."""

from typing import Final

SC: Final = "https://w3id.org/space-cooperation/ontology#"

# Classes
SC_Actor: Final = SC + "Actor"
SC_Agency: Final = SC + "Agency"
SC_Agreement: Final = SC + "Agreement"
SC_Appearance: Final = SC + "Appearance"
SC_Article: Final = SC + "Article"
SC_Claim: Final = SC + "Claim"
SC_Country: Final = SC + "Country"
SC_Entity: Final = SC + "Entity"
SC_Event: Final = SC + "Event"
SC_FactDecision: Final = SC + "FactDecision"
SC_IdentityDecision: Final = SC + "IdentityDecision"
SC_Mention: Final = SC + "Mention"
SC_Modality: Final = SC + "Modality"
SC_Organization: Final = SC + "Organization"
SC_Participation: Final = SC + "Participation"
SC_Person: Final = SC + "Person"
SC_Place: Final = SC + "Place"
SC_Project: Final = SC + "Project"
SC_Sentence: Final = SC + "Sentence"
SC_TypeDecision: Final = SC + "TypeDecision"
SC_Verdict: Final = SC + "Verdict"
SC_interval: Final = SC + "interval"

# Modalities
SC_accepted: Final = SC + "accepted"
SC_asserted: Final = SC + "asserted"
SC_different: Final = SC + "different"
SC_negated: Final = SC + "negated"
SC_planned: Final = SC + "planned"
SC_rejected: Final = SC + "rejected"
SC_same: Final = SC + "same"

# Properties
SC_agencyOf: Final = SC + "agencyOf"
SC_agreement: Final = SC + "agreement"
SC_agreementType: Final = SC + "agreementType"
SC_appearanceOf: Final = SC + "appearanceOf"
SC_attestedOn: Final = SC + "attestedOn"
SC_canonical: Final = SC + "canonical"
SC_concerns: Final = SC + "concerns"
SC_confidence: Final = SC + "confidence"
SC_contentHash: Final = SC + "contentHash"
SC_contributes: Final = SC + "contributes"
SC_cooperatesWith: Final = SC + "cooperatesWith"
SC_copyOf: Final = SC + "copyOf"
SC_country: Final = SC + "country"
SC_decides: Final = SC + "decides"
SC_eventDate: Final = SC + "eventDate"
SC_evidence: Final = SC + "evidence"
SC_holdsPosition: Final = SC + "holdsPosition"
SC_judgedEntity: Final = SC + "judgedEntity"
SC_judgedIn: Final = SC + "judgedIn"
SC_judgedModality: Final = SC + "judgedModality"
SC_judgedObject: Final = SC + "judgedObject"
SC_judgedPredicate: Final = SC + "judgedPredicate"
SC_judgedSubject: Final = SC + "judgedSubject"
SC_judgedType: Final = SC + "judgedType"
SC_launchDate: Final = SC + "launchDate"
SC_leads: Final = SC + "leads"
SC_memberOf: Final = SC + "memberOf"
SC_mentionedIn: Final = SC + "mentionedIn"
SC_met: Final = SC + "met"
SC_modality: Final = SC + "modality"
SC_observedOn: Final = SC + "observedOn"
SC_onBehalfOf: Final = SC + "onBehalfOf"
SC_parent: Final = SC + "parent"
SC_partOf: Final = SC + "partOf"
SC_participant: Final = SC + "participant"
SC_participatesIn: Final = SC + "participatesIn"
SC_participation: Final = SC + "participation"
SC_partyTo: Final = SC + "partyTo"
SC_positionAt: Final = SC + "positionAt"
SC_reason: Final = SC + "reason"
SC_score: Final = SC + "score"
SC_signatory: Final = SC + "signatory"
SC_signedAt: Final = SC + "signedAt"
SC_signedBy: Final = SC + "signedBy"
SC_signedEarliest: Final = SC + "signedEarliest"
SC_signedLatest: Final = SC + "signedLatest"
SC_signedOn: Final = SC + "signedOn"
SC_statedIn: Final = SC + "statedIn"
SC_takesPlaceIn: Final = SC + "takesPlaceIn"
SC_title: Final = SC + "title"
SC_typeBefore: Final = SC + "typeBefore"
SC_verdict: Final = SC + "verdict"

# Terms of other vocabularies
DCT_creator: Final = "http://purl.org/dc/terms/creator"
DCT_identifier: Final = "http://purl.org/dc/terms/identifier"
DCT_issued: Final = "http://purl.org/dc/terms/issued"
DCT_language: Final = "http://purl.org/dc/terms/language"
DCT_publisher: Final = "http://purl.org/dc/terms/publisher"
DCT_subject: Final = "http://purl.org/dc/terms/subject"
DCT_title: Final = "http://purl.org/dc/terms/title"
OA_end: Final = "http://www.w3.org/ns/oa#end"
OA_exact: Final = "http://www.w3.org/ns/oa#exact"
OA_hasBody: Final = "http://www.w3.org/ns/oa#hasBody"
OA_hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"
OA_hasSource: Final = "http://www.w3.org/ns/oa#hasSource"
OA_start: Final = "http://www.w3.org/ns/oa#start"
OA_TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"
OA_TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"
ORG_Membership: Final = "http://www.w3.org/ns/org#Membership"
ORG_member: Final = "http://www.w3.org/ns/org#member"
ORG_organization: Final = "http://www.w3.org/ns/org#organization"
PROV_Activity: Final = "http://www.w3.org/ns/prov#Activity"
PROV_Agent: Final = "http://www.w3.org/ns/prov#Agent"
PROV_generatedAtTime: Final = "http://www.w3.org/ns/prov#generatedAtTime"
PROV_wasAttributedTo: Final = "http://www.w3.org/ns/prov#wasAttributedTo"
PROV_wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"
RDF_object: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"
RDF_predicate: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"
RDF_reifies: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies"
RDF_subject: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"
RDF_type: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_label: Final = "http://www.w3.org/2000/01/rdf-schema#label"
SCHEMA_articleBody: Final = "https://schema.org/articleBody"
SCHEMA_url: Final = "https://schema.org/url"
SKOS_altLabel: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
SKOS_broader: Final = "http://www.w3.org/2004/02/skos/core#broader"
SKOS_exactMatch: Final = "http://www.w3.org/2004/02/skos/core#exactMatch"
SKOS_prefLabel: Final = "http://www.w3.org/2004/02/skos/core#prefLabel"
XSD_anyURI: Final = "http://www.w3.org/2001/XMLSchema#anyURI"
XSD_date: Final = "http://www.w3.org/2001/XMLSchema#date"
XSD_dateTime: Final = "http://www.w3.org/2001/XMLSchema#dateTime"
XSD_decimal: Final = "http://www.w3.org/2001/XMLSchema#decimal"
XSD_gYear: Final = "http://www.w3.org/2001/XMLSchema#gYear"
XSD_gYearMonth: Final = "http://www.w3.org/2001/XMLSchema#gYearMonth"
XSD_integer: Final = "http://www.w3.org/2001/XMLSchema#integer"
XSD_string: Final = "http://www.w3.org/2001/XMLSchema#string"

#: Every topic's local name with its labels, the preferred one first.
TOPIC_LABELS: Final[dict[str, tuple[str, ...]]] = {
    "aeronautics": (
        "aeronautics",
        "aerodynamics",
        "air traffic management",
        "aviation",
        "aviation research",
        "drones",
        "hypersonic flight",
        "hypersonic research",
        "hypersonics",
        "supersonic flight",
        "wind tunnel",
        "wind tunnels",
    ),
    "agriculture": (
        "agriculture",
        "agricultural imaging",
        "agricultural monitoring",
        "crop data",
        "crop mapping",
        "crop monitoring",
        "crops",
        "desert locust",
        "food security",
        "locust",
        "locusts",
        "plantation monitoring",
        "plantations",
        "precision farming",
    ),
    "astrophysics": (
        "astrophysics",
        "X-ray astronomy",
        "X-ray polarimetry",
        "X-rays",
        "astronomy",
        "cosmology",
        "dark energy",
        "exoplanets",
        "gamma rays",
        "gamma-ray astronomy",
        "gamma-ray bursts",
        "gravitational waves",
        "high-energy astrophysics",
        "observatories",
        "radio astronomy",
        "space telescope",
        "space telescopes",
        "universe science",
        "universe sciences",
    ),
    "atmosphere": (
        "atmospheric science",
        "aerosols",
        "air pollution",
        "air quality",
        "atmospheric chemistry",
        "atmospheric composition",
        "atmospheric electricity",
        "atmospheric research",
        "dust storms",
        "lightning",
        "ozone",
        "ozone layer",
        "stratospheric sounder",
        "wind measurement",
        "winds",
    ),
    "balloons": (
        "scientific balloons",
        "balloon campaigns",
        "balloon flights",
        "balloons",
        "high-altitude balloons",
        "scientific balloon campaigns",
        "scientific ballooning",
        "stratospheric balloon",
        "stratospheric balloons",
    ),
    "capacity-building": (
        "capacity building",
        "exchange of engineers",
        "exchange of experts",
        "exchange of personnel",
        "exchange of scientists",
        "human resources",
        "institution building",
        "technology transfer",
    ),
    "climate": (
        "climate",
        "climate change",
        "climate monitoring",
        "climate research",
        "climate science",
        "essential climate variables",
        "global warming",
    ),
    "cryosphere": (
        "cryosphere",
        "glacier monitoring",
        "glaciers",
        "ice sheets",
        "permafrost",
        "polar ice",
        "sea ice",
        "snow",
        "snow cover",
    ),
    "data-sharing": (
        "data sharing",
        "data access",
        "data centre",
        "data distribution",
        "data exchange",
        "data hub",
        "data policy",
        "data rights",
        "distribution of data",
        "exchange of data",
        "near-real-time data",
        "open data",
        "sharing of data",
    ),
    "disaster-management": (
        "disaster management",
        "cyclone",
        "cyclones",
        "disaster imaging",
        "disaster monitoring",
        "disaster relief",
        "disaster response",
        "disaster risk reduction",
        "disasters",
        "earthquakes",
        "emergency mapping",
        "fire maps",
        "fire monitoring",
        "fires",
        "flood",
        "flood mapping",
        "flood maps",
        "floods",
        "hurricane",
        "hurricanes",
        "landslide maps",
        "landslides",
        "natural disasters",
        "peat fires",
        "tsunami warning",
        "typhoon",
        "typhoons",
        "volcano monitoring",
        "volcanoes",
        "wildfires",
    ),
    "earth-observation": (
        "earth observation",
        "earth observations",
        "earth science",
        "earth sciences",
        "exchange of images",
        "exchange of satellite data",
        "image exchange",
        "observation of the earth",
        "observation satellite",
        "observation satellites",
        "observing the earth",
        "remote sensing",
        "satellite data",
        "satellite imagery",
        "satellite images",
        "vegetation data",
    ),
    "education": (
        "education and training",
        "education",
        "exchange of trainees",
        "scholarships",
        "student exchange",
        "student exchanges",
        "student internships",
        "student satellites",
        "students",
        "summer schools",
        "training",
        "university cooperation",
    ),
    "electronics": (
        "components and instruments",
        "actuators",
        "calibration",
        "electronic components",
        "radiation testing",
        "sensors",
        "solar cells",
        "space components",
        "spectrometers",
        "star trackers",
        "test centre",
        "testing facilities",
    ),
    "exploration": (
        "space exploration",
        "deep space exploration",
        "exploration",
        "exploration and use of outer space",
        "exploration of deep space",
        "exploration of outer space",
        "exploration of space",
        "solar system exploration",
    ),
    "forests": (
        "forests and biodiversity",
        "biodiversity",
        "biomass",
        "deforestation",
        "ecosystems",
        "forest monitoring",
        "forestry",
        "forests",
        "mangroves",
        "vegetation",
        "vegetation imaging",
    ),
    "fundamental-physics": (
        "fundamental physics",
        "atomic clock",
        "atomic clocks",
        "cold atoms",
        "cosmic rays",
        "equivalence principle",
        "quantum physics",
    ),
    "geodesy": (
        "geodesy",
        "cartography",
        "geomagnetism",
        "geospatial services",
        "gravity field",
        "mapping",
        "satellite laser ranging",
    ),
    "governance": (
        "space policy",
        "peaceful exploration",
        "peaceful purposes",
        "peaceful use of outer space",
        "peaceful uses of outer space",
        "peaceful uses of space",
        "space governance",
        "space sustainability",
    ),
    "greenhouse-gases": (
        "greenhouse gases",
        "CO2",
        "carbon cycle",
        "carbon dioxide",
        "carbon monitoring",
        "greenhouse gas",
        "methane",
        "methane emissions",
    ),
    "ground-stations": (
        "ground stations",
        "antenna",
        "antennas",
        "data reception",
        "deep space communications",
        "deep space network",
        "ground facilities",
        "ground segment",
        "ground services",
        "ground station",
        "receiving station",
        "reception of satellite images",
        "satellite image reception",
        "telemetry",
        "tracking",
        "tracking antennas",
        "tracking station",
        "tracking stations",
        "tracking support",
    ),
    "human-spaceflight": (
        "human spaceflight",
        "astronaut",
        "astronaut training",
        "astronauts",
        "cosmonaut",
        "cosmonaut training",
        "cosmonauts",
        "crew",
        "crew exchange",
        "crewed flight",
        "crewed flights",
        "crewed missions",
        "crewed spaceflight",
        "exchange of crews",
        "exchange of seats",
        "human space flight",
        "long-duration flight",
        "manned flight",
        "manned flights",
        "manned missions",
        "manned space flight",
        "manned spaceflight",
        "spacewalks",
    ),
    "hydrology": (
        "hydrology",
        "drought",
        "droughts",
        "groundwater",
        "river levels",
        "river-level data",
        "soil moisture",
        "surface water",
        "water cycle",
        "water management",
        "water resources",
    ),
    "in-orbit-servicing": (
        "in-orbit servicing",
        "docking",
        "formation flying",
        "on-orbit servicing",
        "refuelling in orbit",
        "rendezvous and docking",
        "satellite servicing",
    ),
    "industry": (
        "space industry",
        "business incubation",
        "commercial space",
        "industrial cooperation",
        "space business",
        "space commerce",
        "space economy",
        "start-up incubation",
        "start-ups",
        "startups",
        "supply chain",
    ),
    "interoperability": (
        "standards and interoperability",
        "cross-support",
        "data standards",
        "interoperability",
        "standardisation",
        "standardization",
    ),
    "launch-services": (
        "launch services",
        "commercial launches",
        "launch insurance",
        "launch service",
        "launches",
        "piggyback launch",
        "rideshare",
        "satellite launches",
    ),
    "launch-sites": (
        "launch sites",
        "cosmodrome",
        "cosmodromes",
        "launch base",
        "launch facilities",
        "launch pad",
        "launch range",
        "launch site",
        "range safety",
        "spaceport",
        "spaceports",
        "use of the range",
    ),
    "launchers": (
        "launchers",
        "carrier rockets",
        "launch vehicle",
        "launch vehicles",
        "launcher",
        "reusable launchers",
        "reusable stage",
        "rocket",
        "rockets",
        "upper stage",
    ),
    "lunar-exploration": (
        "lunar exploration",
        "exploration of the moon",
        "lunar",
        "lunar base",
        "lunar cooperation",
        "lunar dust",
        "lunar lander",
        "lunar landing",
        "lunar missions",
        "lunar orbit",
        "lunar program",
        "lunar programme",
        "lunar research",
        "lunar science",
        "lunar soil",
        "lunar station",
        "lunar surface",
        "lunar time",
        "moon",
        "moon exploration",
        "moon missions",
        "the moon",
    ),
    "maritime-surveillance": (
        "maritime surveillance",
        "illegal fishing",
        "maritime awareness",
        "maritime domain awareness",
        "ship detection",
        "ship tracking",
        "vessel tracking",
    ),
    "mars-exploration": (
        "Mars exploration",
        "exploration of mars",
        "mars",
        "mars missions",
        "mars research",
        "mars sample return",
        "mars science",
        "martian exploration",
        "phobos",
    ),
    "meteorology": (
        "meteorology",
        "hydrometeorology",
        "meteorological data",
        "meteorological satellite",
        "meteorological satellites",
        "nowcasting",
        "radiosondes",
        "weather data",
        "weather forecasting",
        "weather forecasts",
        "weather satellite",
        "weather satellites",
    ),
    "microgravity": (
        "microgravity research",
        "combustion research",
        "fluid physics",
        "materials science",
        "microgravity",
        "microgravity experiments",
        "parabolic flights",
        "weightlessness",
    ),
    "navigation": (
        "satellite navigation",
        "GNSS",
        "global navigation satellite systems",
        "navigation",
        "navigation satellites",
        "navigation services",
        "positioning",
        "satellite-based augmentation",
        "timing",
    ),
    "oceanography": (
        "oceanography",
        "altimetry",
        "coastal monitoring",
        "coral reefs",
        "marine litter",
        "marine science",
        "ocean color",
        "ocean colour",
        "ocean data",
        "ocean monitoring",
        "ocean observation",
        "oceans",
        "oil slicks",
        "oil spills",
        "plankton",
        "reef monitoring",
        "sea level",
        "sea surface temperature",
    ),
    "optical-communications": (
        "optical and quantum communications",
        "laser communication",
        "laser communications",
        "laser terminals",
        "optical communications",
        "optical downlinks",
        "optical link",
        "optical links",
        "quantum communication",
        "quantum communications",
        "quantum key distribution",
    ),
    "optical-imaging": (
        "optical imaging",
        "high-resolution imagery",
        "hyperspectral",
        "hyperspectral imagery",
        "hyperspectral imaging",
        "lidar",
        "multispectral imaging",
        "optical images",
        "thermal imaging",
        "thermal infrared",
    ),
    "outreach": (
        "outreach",
        "citizen science",
        "exhibitions",
        "public outreach",
        "space heritage",
    ),
    "planetary-science": (
        "planetary science",
        "asteroid samples",
        "comets",
        "exchange of samples",
        "lunar samples",
        "meteorites",
        "planetary protection",
        "planetary research",
        "planetary sciences",
        "planetology",
        "sample analysis",
        "sample return",
        "study of the planets",
    ),
    "propulsion": (
        "propulsion",
        "electric propulsion",
        "engines",
        "green propellants",
        "methane engines",
        "nuclear propulsion",
        "propellants",
        "propulsion tests",
        "rocket engine",
        "rocket engines",
        "thrusters",
    ),
    "radar": (
        "radar imaging",
        "SAR",
        "microwave remote sensing",
        "radar",
        "radar constellation",
        "radar constellations",
        "radar data",
        "radar imagery",
        "radar images",
        "synthetic aperture radar",
    ),
    "robotics": (
        "exploration robotics",
        "landers",
        "robotic arm",
        "robotic exploration",
        "robotics",
        "rover",
        "rovers",
        "space robotics",
    ),
    "satellite-applications": (
        "satellite applications",
        "applications of space technology",
        "downstream services",
        "satellite services",
        "space applications",
        "space-based services",
    ),
    "search-and-rescue": (
        "search and rescue",
        "distress alerts",
        "distress beacons",
        "rescue of astronauts",
    ),
    "small-bodies": (
        "asteroids and planetary defence",
        "asteroid",
        "asteroid deflection",
        "asteroid exploration",
        "asteroids",
        "near-earth asteroids",
        "near-earth objects",
        "planetary defence",
        "planetary defense",
    ),
    "small-satellites": (
        "small satellites",
        "cubesat",
        "cubesats",
        "microsatellite",
        "microsatellites",
        "minisatellites",
        "nanosatellite",
        "nanosatellites",
        "satellite constellation",
        "small satellite",
    ),
    "software": (
        "computing and artificial intelligence",
        "artificial intelligence",
        "big data",
        "computing",
        "data processing",
        "high-performance computing",
        "image processing",
        "machine learning",
    ),
    "solar-physics": (
        "solar physics",
        "heliophysics",
        "solar corona",
        "solar flares",
        "solar observation",
        "solar observations",
        "solar radio bursts",
        "solar research",
        "solar wind",
        "study of the sun",
    ),
    "sounding-rockets": (
        "sounding rockets",
        "sounding rocket",
        "suborbital",
        "suborbital flights",
        "suborbital research",
    ),
    "space-biology": (
        "space biology",
        "astrobiology",
        "biological experiments",
        "biology",
        "biosatellite",
        "exobiology",
        "gravitational biology",
        "life science",
        "life sciences",
        "space life sciences",
    ),
    "space-debris": (
        "space debris",
        "active debris removal",
        "debris",
        "debris mitigation",
        "debris removal",
        "orbital debris",
        "space junk",
    ),
    "space-law": (
        "space law",
        "damage caused by space objects",
        "damage from space objects",
        "damages",
        "intellectual property",
        "launch licences",
        "launch licensing",
        "liability",
        "licensing",
        "mutual recognition of licences",
        "norms of behaviour",
        "objects launched into outer space",
        "recognition of licences",
        "registration of space objects",
    ),
    "space-medicine": (
        "space medicine",
        "aerospace medicine",
        "bed rest study",
        "biomedical research",
        "dietary studies",
        "dosimetry",
        "human physiology",
        "medical research",
        "radiation protection",
        "radiation studies",
    ),
    "space-operations": (
        "space operations",
        "flight operations",
        "mission control",
        "mission operations",
        "operations support",
        "satellite operations",
    ),
    "space-plasma": (
        "magnetosphere and ionosphere",
        "aurora",
        "auroras",
        "ionosphere",
        "ionospheric research",
        "magnetosphere",
        "magnetospheric physics",
        "plasma physics",
        "radiation belts",
    ),
    "space-power": (
        "space power",
        "nuclear power in space",
        "nuclear power sources",
        "radioisotope heaters",
        "space-based solar power",
    ),
    "space-resources": (
        "space resources",
        "asteroid mining",
        "in-situ resource utilisation",
        "in-situ resource utilization",
        "lunar resources",
        "lunar water",
        "space mining",
    ),
    "space-science": (
        "space science",
        "science missions",
        "scientific research in space",
        "scientific satellites",
        "space research",
        "space sciences",
    ),
    "space-security": (
        "space security",
        "cyber security",
        "cybersecurity",
        "military space",
        "missile warning",
        "reconnaissance",
        "satellite intelligence",
        "space defence",
    ),
    "space-stations": (
        "space stations",
        "International Space Station",
        "low earth orbit station",
        "orbital station",
        "orbital stations",
        "space station",
    ),
    "space-surveillance": (
        "space situational awareness",
        "collision avoidance",
        "conjunction data",
        "conjunction warnings",
        "exchange of orbital data",
        "satellite tracking",
        "space domain awareness",
        "space surveillance",
        "space traffic management",
    ),
    "space-technology": (
        "space technology",
        "hosted payloads",
        "joint satellite",
        "satellite technology",
        "space technologies",
        "spacecraft technology",
        "technology demonstration",
        "technology development",
    ),
    "space-transport": (
        "space transport",
        "access to space",
        "cargo delivery",
        "re-entry",
        "reentry",
        "space transportation",
    ),
    "space-weather": (
        "space weather",
        "geomagnetic storms",
        "solar storms",
        "space weather forecasting",
    ),
    "spectrum": (
        "frequencies and orbital slots",
        "frequency coordination",
        "orbital slot",
        "orbital slots",
        "radio frequencies",
        "spectrum",
    ),
    "technology-safeguards": (
        "technology safeguards",
        "export control",
        "export controls",
        "protection of technologies",
        "technology protection",
    ),
    "telecommunications": (
        "satellite telecommunications",
        "broadband",
        "broadcasting",
        "communications satellite",
        "communications satellites",
        "connectivity",
        "satellite communication",
        "satellite communications",
        "telecommunication",
        "telecommunications",
        "telecommunications satellite",
        "telecommunications satellites",
        "transponders",
    ),
    "telemedicine": (
        "tele-medicine and tele-education",
        "distance learning",
        "epidemiology",
        "tele-education",
        "tele-epidemiology",
        "tele-medicine",
        "telemedicine",
    ),
}

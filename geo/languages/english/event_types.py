"""English patterns for events and for the state of a building (fields: :class:`geo.languages.wording.Events`)."""

from __future__ import annotations

from geo.languages.wording import Events, Stages

__all__ = ["EVENTS", "STAGES"]


def _cues(words: str) -> frozenset[str]:
    """Cues separated by semicolons and line breaks."""
    return frozenset(cue.strip() for cue in words.replace("\n", ";").split(";") if cue.strip())


EVENTS: Events[str] = Events(
    visit=frozenset(
        [
            "visited", "visits", "visit", "toured", "tours", "touring", "visit to", "looked round", "looked around",
            "looking around", "went round", "going round", "went to", "arrived at", "called at", "visiting",
            "has visited", "paid a visit to", "pays a visit to", "made a visit to", "paid a visit",
        ]
    ),
    went=_cues(
        """
        went to;arrived at;was at;travelled to;traveled to;travels to;dropped by;drops by;dropped in at
        dropped in on;stopped by;stops by;stopped at;stopped off at;appeared at;showed up at;shows up at
        turned up at;made an appearance at;made a public appearance at;trip to;tour of;walked around
        walked through;walks through;strolled through;strolls through;surveyed;surveys;checked on;supervised
        supervises;supervising;oversaw;oversees;overseeing;rode on;rides;is shown around;was shown around
        shown around;taken on a tour;guided tour of;flew to;flies to;drove to;smiles;smiling;peers;sits in
        sits on;poses;posed;attending;attended;attends;watching;watched;taking part in;reviewed progress
        visit to;looked in on;called in at;dropped in;strolled;strolling;walked past;walked among;wandered
        was driven to;taken round;taken around;was briefed;was given a tour;put in an appearance
        gave instructions;sampled;tasted;posed with;posed for;inspection trip;paid a call;examined;viewed
        guided the;guided a;directed the;directed a;commanded;took part in;participated in;spoke at
        surprise visit;unannounced visit;made the rounds;went over;boarded;looking at;looked at;observed the
        observed a;met workers;encouraged;listened to;rode;drove
        """
    ),
    witnessed=_cues(
        """
        supervised;supervises;supervising;oversaw;oversees;overseeing;attending;attended;attends;watching
        watched;taking part in;reviewed progress;took part in;participated in;spoke at;commanded;guided the
        guided a;directed the;directed a;observed the;observed a;listened to;encouraged;boarded;viewed
        looking at;looked at;was briefed;gave instructions;examined;posed with;posed for
        """
    ),
    official=(
        r"\b(?:premier|vice-premier|secretary|minister|chairman|president|member of the Presidium|Premier"
        r"|Secretary)\b"
    ),
    foreign=r"delegation|ambassador|embassy|International|Russian|Chinese|foreign|Foreign|group of",
    goes_on_round=(
        r"Going round|Visiting|Touring|Looking round|He (?:also |then )?(?:called|visited|went|toured|looked)"
    ),
    before_country=r" [a-z]+",
    after_country=r"[,.;]| (?:in|on|for|and|last|since)|$",
    as_object=(
        r"(?i:\b(?:of|to|toward|under|for|from|by|upon|about|with) (?:the )?"
        r"(?:respected |great |dear |fatherly |peerless )*"
        r"(?:(?:North Korea(?:n|['’]s) )?(?:supreme |top )?(?:comrade|general secretary|marshal|leader))? ?$)"
    ),
    # what he does from afar
    as_object_after=(
        r",?(?: has| had| have| also| who| is| was| will)* ?"
        r"(?:sent|sends|sending|invited|invites|conferred|confers|awarded|awards|bestowed|extended|ordered"
        r"|orders|decided"
        r"|called (?:for|on)|calls (?:for|on)|instructed|approved|named|appointed|set forth|working heart"
        r"|bringing)\b"
    ),
    absent=(
        r"\b(?:did not|didn't|was not|wasn't|not) (?:attend|visit|present|appear|take part|there)|\babsent\b"
        # Printed glued to the name in some archives ("Jong Unreceived a floral basket").
        r"|received (?:an? |the |\w+ )?(?:floral|flower|congratulatory|letters?|messages?|wreaths?|gifts?|telegrams?)\b"
    ),
    present=(
        r"with (?:leader |the leader )?(?:Kim(?: Jong[ -][Uu]n)? )?"
        r"(?:in attendance|present|attending|looking on|watching)"
        r"|in the presence of|(?:overseen|watched|attended|inspected|supervised|guided|led|witnessed|observed"
        r"|opened)"
        r" by (?:\w+ ){0,3}Kim Jong"
    ),
    leader_marks=("Kim in ", "leader present"),
    acts=(
        r"(?: \w+ly)? ?(?:cut|attended|visited|inspected|oversaw|guided|watched|gave|met|received|toured"
        r"|was present|"
        r"went|looked|observed|supervised|arrived|conducted|made|took part|attends|visits|inspects|oversees"
        r"|appeared"
        r"|presided|strolled|mounted|came (?:out )?to|was (?:on hand|in attendance|greeted|briefed)|spoke|delivered"
        r"|boarded|rode|joined|walked|posed)\b"
    ),
    attends=(
        r"(?: \w+ly)? ?(?:attended|was (?:present|there)|cut the (?:tape|ribbon)|looked on|watched|spoke|took part"
        r"|oversaw|guided|supervised|led|(?:made|gave|delivered) (?:a|the) (?:\w+ )?(?:speech|address)"
        r"|appeared (?:on|at|in)|presided|mounted the|came (?:out )?to the|took (?:his|the) (?:seat|platform"
        r"|podium)"
        r"|arrived at|was (?:on hand|in attendance|among|greeted)|joined|posed|waved|had a photo)\b"
    ),
    person=(
        # Begins with a class of characters, which is searched several times as fast as a condition.
        r"[ACHJKMNOPRSTUY](?<!\w.)(?:"
        r"(?<=A)n|(?<=C)(?:hoe|ha|hae)|(?<=H)(?:an|wang|ong|o|yon)|(?<=J)(?:ong|o|ang|on|u)"
        r"|(?<=K)(?:im|ang|won|o|wak)|(?<=M)un|(?<=N)(?:am|o)|(?<=O)m?|(?<=P)(?:ak|ae|aek|yon)|(?<=R)(?:i|im|yu|o)"
        r"|(?<=S)(?:ong|on|im)|(?<=T)hae|(?<=U)|(?<=Y)(?:un|ang))"
        r" (?:[A-Z][a-z]+(?:-[a-z]+)?)(?: [A-Z][a-z]+)?(?![a-z])"
    ),
    mail=(
        r"(?:receiv|sent|send|convey)\w*\b[^.;]{0,60}\b"
        r"(?:messages?|letters?|gifts?|floral|greetings?|telegrams?|reply|reports?|cards?|wreaths?)\b"
    ),
    solemn=r"wreath|floral|[Mm]ausoleum|respects|condol|homage|tribute|statues|Cemetery|Palace of the Sun|\bbows?\b",
    festive=r"congratulat|celebrat",
    fellows=(
        r"\b(?:players?|athletes?|soldiers?|service(?:persons|men)|scientists?|workers|builders|teachers|students"
        r"|children|veterans|participants|youth|young|officers|pilots|mothers|farmers|team|artistes|technicians)\b"
    ),
    memorial=r"Liberation Tower|Friendship Tower|Monument to",
    guest=(
        r"delegation|envoy|[Mm]inister|ambassador|[Pp]resident|[Ss]ecretary|guest|talk|summit|credentials|consul"
        r"|diplomat|counterpart|[Ii]nspectors|[Nn]egotiator|[Mm]ediator"
    ),
    friends=(
        r"Chongryon|home-visiting|[Cc]amping group|for the [Ss]tudy of the Juche"
        r"|[Ff]riendship (?:[Aa]ssociation|[Ss]ociety)"
    ),
    envoy=(
        r"\b(?:[Ee]mbassy|[Aa]mbassador|attaches?|[Cc]harge d['’]affaires|diplomatic envoys?)\b[^.;]{0,80}"
        r"\b(?:conveyed|presented|handed|delivered|hosted|gave|paid a|called on)\b"
        r"|\bconveyed\b[^.;]{0,80}\bthrough the [\w ]{0,20}[Ee]mbassy"
        r"|received\b[^.;]{0,80}\bfrom the [\w ]{0,30}(?:[Ee]mbassy|[Aa]ttaches|[Dd]iplomatic) ?[Cc]orps\b"
    ),
    envoy_words=("mbass", "ttach", "d'affaires", "d’affaires", "diplomatic"),
    aid=(
        r"aid materials|relief materials|flood victims|United Nations|\bUN\b|inter-agency|Red Cross"
        r"|\bWFP\b|UNICEF|\bWHO\b|\bFAO\b|\bIFRC\b|NGOs?\b|[Hh]umanitarian|"
        r"[Rr]elief (?:goods|team|worker)|[Aa]ssessment (?:team|mission)"
    ),
    aid_words=(
        "aid", "elief", "flood", "U.N", "UN", "inter-agency", "Cross", "WFP", "WHO", "FAO", "IFRC", "NGO",
        "umanitarian", "ssessment", "Nations",
    ),
    agitation=(
        r"\b(?:motivation|agitation|ideological (?:offensive|education)|lectures?|information (?:team|work))\b"
    ),
    agitation_words=("motivation", "agitation", "ideological", "lecture", "information"),
    art=r"\b(?:art squads?|[Aa]rtistes?|art troupes?|art motivation|performances?|artistic)\b",
    artillery=r"artillery|\bshells?\b|\brounds\b|\bguns?\b",
    missile=r"missile|[Rr]ocket|satellite|ballistic|projectile|torpedo",
    planned=(
        r"\b(?:will|would|is to|are to|(?:is|are) (?:due|set|expected|scheduled|likely) to|plans? to"
        r"|planned to|planning to|"
        r"announced plans|could|might|in order to|appeal to|hopes? to|aims? to|decided to|vowed to|pledged to"
        r"|resolved to)\b[^.;,:]{0,30}$"
    ),
    planned_words=(
        "will ", "would ", " to ", "could ", "might ", "announced plans",
    ),
    denied_words=("no ", "No ", "not ", "never ", "denie", "without "),
    denied=r"\b(?:[Nn]o|not|never|denied|denies|without)\b(?! only| less| fewer)[^.;,]{0,24}$",
    task=r"\bincluding the (?:work|projects?|tasks?) (?:to|of|for)\b[^.;:]*$",
    task_words=("including the",),
    anniversary=r"\banniversary of\b[^.;,]{0,100}$",
    anniversary_words=("anniversary of",),
    relative=("which ", "that "),
    seen=(
        r"\b(?:inspect|visit|tour|look(?:ed|ing) a?round|went round|guid)\w*(?: \w+){0,3} (?:the|an?) (?:\w+ ){0,2}$"
        r"|\b(?:manuals?|plans?|designs?|layouts?|drafts?|stud(?:y|ies)|preparations?|negotiations|training|courses?|term"
        r"|harvest\w*|sowing|planting|transplanting|exercises?)(?: \w+){0,2} $"
    ),
    since=r"\b(?:after|since|following|before|until) (?:the |its |a |their )?(?:\w+ )?$",
    # "at the contest", "attending the festival"
    referred=(
        r"\b(?:at|in|of|attending|Attending|during|for|after|before|since|to)"
        r" (?:the|this|that|its|those)(?: [\w-]+)? $"
    ),
    unbuilt=(
        r" (?:of )?(?:the |their |its |this year['’]s )?(?:\w+ ){0,2}(?:farming|harvest\w*|sowing"
        r"|transplanting|threshing|plans?|term|"
        r"course|training|tour|mission|education|studies|preparations|exercises?|drills?|session|congress|campaign"
        r"|exhibition|chapter|hotline|probe|investigation|account|letter|front|season|talks|meeting|contest"
        r"|festival)\b"
    ),
    met=(
        r"\b(?:met|talks|summit"
        r"|signed (?:an?|the) (?:\w+ ){0,4}(?:treaty|agreement|pact|declaration|statement|deal))\b"
    ),
    no_aid=r"\b(?:[Ii]nspectors?|nuclear|IAEA|sanctions|Security Council)\b",
    held=(
        r"\b(?:[Mm]eetings?|ceremon(?:y|ies)|rall(?:y|ies))\b[^.;]{0,60}\b(?:(?:was|were|been) held|took place)"
    ),
    armed=(
        r".*(?:issile|uclear|atellite|orbit|bomb|ocket|ballistic).*|blast(?:s|ed) off|lift(?:s|ed) off|lift-?off"
        r"|test-(?:fir|launch).*|test fire.*|tests? (?:took|began|started|was|were|has been) ?.*|static .*"
        r"|hot-fire test|flight.test.*|launch (?:took|occurred|failed|has failed|was|came).*"
        r"|launches (?:took|were).*|underground (?:blast|explosion)"
    ),
    exploits=r"\b(?:exploits?|feats?|deeds?|services?|merits?)\b[^.;,]{0,60}$",
    ship=r"\b(?:destroyers?|warships?|frigates?|submarines?|vessels?|ships?|corvettes?|boats?|ferry|ferries)\b",
    failure=r"\b(?:fail\w*|accident|capsiz\w+|botched|damag\w+|mishap|incident|sank|keeled|toppled|lopsided)\b",
    moved=_cues(
        """
        transported;transporting;was transported;were transported;was moved;were moved;being moved;been moved
        moved to;was spotted;were spotted;spotted at;spotted in;spotted near;been spotted;loaded;rolled out
        fueling;fuelling;fueled;moved into position;erected on;towed;was towed
        """
    ),
    artificial=r"\b(?:artificial|man-?made) (?:earth)?(?:quakes?|tremors?)|(?:quake|tremor)s?[^.;]{0,40}\bartificial\b",
    burst=_cues("blew up;blown up;exploded;blew apart;broke up;broke apart;disintegrated;crashed;burst"),
    # "delivered a speech", "delivered their decision" bring no relief
    undone=(
        r"(?<=delivered|elivering)(?: an?| the| his| her| its| their)?(?: [\w-]+)? (?:decisions?|speech(?:es)?"
        r"|address(?:es)?|messages?|statements?|verdicts?|lectures?|blows?|warnings?|reports?|ultimatums?|letters?"
        r"|remarks?|results?)\b"
        r"|(?<=erformance) (?:tests?|evaluations?|indices|index|standards?)\b"
        r"|(?<=manufacturing) (?:compan(?:y|ies)|firms?|giants?|hub|sector|industry|base)\b"
    ),
    razed=_cues(
        """
        blew up;blow up;blown up;demolished;detonated;destroyed;blowing up;blows up;blasted;destroys;destroying
        demolishes;demolishing;demolition of;destruction of;dismantled;dismantles;dismantling;dismantlement of
        tore down;tears down;torn down;tearing down;razed;bulldozed;pulled down;knocked down;collapsed tunnels
        imploded;removal of;removed from;taken down;detonation;detonations
        """
    ),
    frontier=(
        r"\b(?:roads?|railways?|railroads?|rail lines?|liaison office|guard posts?|border|MDL|DMZ|[Dd]emarcation"
        r"|loudspeakers?|balloons?|Gyeongui|Donghae|tanks?|warships?|enemy|target|targets)\b"
    ),
    unarmed=_cues(
        """
        crossed the;crossing the;crossed the demarcation;rolled through;rumbled through;crossed over the
        deployed;deploys;redeployed;has deployed;deployment of;infiltrated;infiltration;boarded;removed from
        taken down;intruded;attacked;clash
        """
    ),
    forces=(
        r"(?i:\b(?:troops?|soldiers?|servicemen|army|forces?|military|missiles?|rockets?|artillery|launchers?|tanks?"
        r"|guns?|guerrillas?|weapons?|drones?|vessels?|(?:patrol |gun)?boats?|warships?|balloons?|aircraft|planes?"
        r"|helicopters?|jets?|shells?|mines?|regiments?|battalions?|brigades?|corps|divisions?|nav(?:y|al)|units?|submarines?"
        r"|torpedo(?:es)?|radars?|howitzers?|patrols?|warplanes?|kpa|marines?|fleet|northern limit line|nll|commandos?"
        r"|spies|agents?|agitators?|combat|border guards?)\b)"
    ),
    ruined=(
        r"\b(?:[Ff]lood\w*|[Rr]ain\w*|[Dd]ownpours?|[Tt]yphoons?|[Ss]torms?|[Ww]inds?|[Ll]andslides?"
        r"|[Mm]udslides?|[Qq]uakes?"
        r"|[Ee]arthquakes?|[Bb]lazes?|wildfires?|forest fires?|fire (?:broke|swept|destroyed)|mm|[Cc]yclones?"
        r"|tidal|waves?"
        r"|[Tt]orrents?)\b"
    ),
    casualties=(
        r"\b(?:killed|killing|dead|died|deaths?|injur\w+|casualties|collapsed|collapse|gave way|given way"
        r"|caved in|crushed"
        r"|buried|trapped|explosion|exploded|accident)\b"
    ),
    casualty_words=(
        "kill", "dead", "die", "death", "injur", "casualt", "collaps", "way", "caved", "crush", "buried", "trap",
        "explo", "accident",
    ),
    tested=(
        r"\b(?:[Tt]ests?|[Ll]aunch(?:es)?|[Tt]est-firings?|[Ff]irings?|[Dd]etonation|[Nn]uclear explosion)\b"
        r"(?![^.;]{0,30}\b(?:site|ground|facility|students?|school|exam))[^.;]{0,40}$"
    ),
    took_place=frozenset(["took place", "taken place", "was held", "were held"]),
    goes_on=(
        r"(?:It|This|The (?:event|ceremony|occasion|function|opening|inauguration|inspection|visit))"
        r"(?: apparently| also)? "
    ),
    surname=(
        r"Kim(?<!\wKim)(?:(?:,? who)?"
        r"(?: (?:and|with|together with|accompanied by) (?:his|[A-Z])[^.;]{0,40}?,?)?"
        r" (?:\w+ly |also |then |had |has |is seen |was seen |can be seen |was said to have )?"
        r"(?:visit(?:ed|s|ing)|tour(?:ed|s|ing)|inspect(?:ed|s|ing)|attend(?:ed|s|ing)|overs(?:aw|ees|eeing)"
        r"|watch(?:ed|es|ing)"
        r"|guid(?:ed|es|ing)|supervis(?:ed|es|ing)|observ(?:ed|es|ing)|met|meets|meeting|rode|rid(?:es|ing)"
        r"|look(?:ed|s|ing)|smil(?:ed|es|ing)|was at|travell?(?:ed|s|ing)|went|dropped|stopped|arrived|gave|gives"
        r"|giving|appeared|took part|presided|cut|stand(?:s|ing)|sit(?:s|ting)|wav(?:ed|es|ing)|walk(?:ed|s|ing)"
        r"|pos(?:ed|es|ing)|boarded|speaks|speaking|delivered|conducted)\b"
        r"|['’]s (?:\w+ )?(?:visit|trip|tour|inspection|field guidance)\b)"
        r"|During (?:the|his|this) (?:\w+ )?(?:visit|trip|tour|inspection)\b[^.;]{0,80}, (?:Kim|he|the leader)\b"
    ),
    surname_words=("Kim ", "Kim’s", "Kim's", "Kim,", "During "),
    other_surname=r"\bKim[ -](?!Jong[ -]?[Uu]n)[A-Z]",
    traveller=(
        r"\b(?:[Ee]nvoys?|[Dd]elegations?|[Dd]iplomats?|[Mm]inisters?|[Ss]ecretary|[Pp]resident|[Pp]rime"
        r"|[Nn]egotiators?"
        r"|[Oo]fficials?|[Ii]nspectors?|[Rr]epresentatives?|[Aa]mbassadors?|[Ss]enators?|[Ll]awmakers?"
        r"|[Ll]eaders?)\b"
    ),
    praised=(
        r"\b(?:was|were|has been|have been) (?:highly )?(?:appreciated|commended)\b|loving care|cradle of|"
        r"under the (?:\w+ ){0,2}(?:leadership|guidance|care)\b"
    ),
    weather=r"\breceived (?:\w+ ){0,4}(?:rain|snow)",
    weather_words=("received",),
    no_report=("message", "greetings", "commentary", "statement", "wreath to bier", "press conference"),
    sent=("sent ",),
    sent_title=("sends ", "commentary", "statement"),
    report_of=r"\breport (?:on|of)\b",
)  # fmt: skip

STAGES: Stages[str] = Stages(
    building=(
        r"\bunder (?:re)?construction\b|\bbeing (?:re)?built\b|\b(?:building|construction) sites?\b"
        r"|\bsites? of (?:the )?(?:re)?construction\b"
    ),
    planned=(
        r"\b(?:chosen|planned|proposed|selected|future) sites?\b|\bto be (?:newly )?built\b"
        r"|\b(?:design|layout)s? (?:of|for)\b"
        r"|\bpreparations? for (?:the )?construction\b|\bbird's[- ]eye view"
    ),
    completed=(
        r"\binaugurat|\bcompletion ceremon|\b(?:was|were|been|successfully) completed\b(?! in the main)"
        r"|\b(?:newly|was|were|been) built\b"
        r"|\bopened\b|\bopening\b|\boperation\b"
    ),
    going_on=(
        r"\bpush\w* (?:ahead|forward)\b|\baccelerat|\bprogress|\bunder ?way\b|\bnear\w* completion\b"
        r"|\b(?:mainly|basically|almost|nearly) completed\b|\bcompleted in the main\b"
        r"|\bfinal stage\b|\bsteps? up\b|\bstepping up\b|\bspeed\w* up\b"
    ),
    part=r"\bprojects? (?:for|of|to|at)\b|\bremodel|\brenovat|\bupdat|\bexpan[ds]|\bmoderni[sz]",
    done=r"(?<!being )\b(?:remodell?ed|renovated|rebuilt|updated|moderni[sz]ed)\b",
    builds=(
        r"\b(?:re)?construct|\bbuil(?:d|t)(?! up\b)|\bprojects?\b|\bremodel|\brenovat|\berect|\broof|\bfoundation"
        r"|\bframework|\blayout|\bdesign|\bexpan[ds]|\btak\w+ shape"
    ),
)

"""The words names come wrapped in and are built of. Data only, all in plain lower-case form."""


def words(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


# Titles and roles that stand before a name and say nothing about whose it is.
TITLES = words(
    """mr mrs ms miss mx vp pres nsa dr prof professor sir dame lord lady hon rev reverend father sister
    president vice deputy first prime foreign defence defense finance interior justice culture energy minister pm
    secretary undersecretary state general gen lt lieutenant col colonel maj major capt captain sgt sergeant cpl pvt
    adm admiral brig brigadier marshal cmdr commander chief chairman chairwoman chairperson chair speaker spokesman
    spokeswoman spokesperson ambassador amb envoy special senator sen rep representative congressman congresswoman
    governor gov mayor crown press king queen prince princess pope emperor tsar chancellor premier leader head director
    former ex retired ret acting late then current analyst journalist reporter correspondent author writer expert
    adviser advisor historian economist researcher editor columnist negotiator diplomat soldier officer
    singer actor actress wrestler songwriter composer painter poet novelist
    herr frau monsieur madame mme pan pani prasident prezydent presidente ministre ministr prezident gospodin
    elect commission us uk eu un kremlin white house joint chiefs of staff army navy air force national security
    council"""
)

# Words of titles that are nobody's role by themselves.
NO_ROLES = words(
    """vice deputy first prime foreign defence defense finance interior justice culture energy state special elect
    commission us uk eu un kremlin white house joint chiefs of staff army navy air force national security council
    former ex retired ret acting late then current press"""
)
# Who somebody is to somebody, or is by trade.
KIN = words(
    """wife husband spouse widow widower son daughter mother father parent brother sister twin uncle aunt cousin nephew
    niece grandson granddaughter grandmother grandfather friend partner colleague neighbour lover fiance fiancee rival
    teacher pupil nurse doctor lawyer driver farmer astronomer philosopher explorer inventor engineer architect
    sculptor photographer dancer conductor drummer player footballer boxer runner swimmer coach manager priest bishop
    nun monk saint knight duke duchess baron count earl goddess god judge baker sailor pilot astronaut activist
    volunteer witness survivor prisoner refugee teenager student girl boy queen scientist chemist activist blogger"""
)

# "The wife of Zelensky" is not Zelensky.
RELATIONS = (TITLES - {"state"}) | words(
    """wife husband son daughter mother brother aide assistant ally rival friend enemy opponent predecessor successor
    critic supporter lawyer capital people citizens team wives government allies"""
)

# Words a short sentence around a name is made of.
FILLERS = words(
    """a an the it is was were be been am are he she they i we this that these those who whom whose which what its im
    ive id his her their him of by from to for with in on at as said says say saying told tells stated states
    claimed claims announced announces wrote writes made did does do done has have had will would could should may
    might so either just only think thinks believe believes guess probably maybe perhaps sure answer person man
    woman name named called one there here must surely definitely actually himself herself themselves also asked
    asks gave visited met spoke speaks according article text country city town capital place newspaper paper
    organisation organization publication outlet think-tank mentioned quoted"""
)

NEGATIONS = words(
    """not no never nobody none neither nor isnt wasnt arent werent didnt doesnt dont cannot cant couldnt wont
    hasnt havent hadnt except excluding without unlike
    instead rather"""
)

# "but" negates only behind these: "anyone but Putin".
EVERYONE = words("anyone anybody everyone everybody anything everything all nobody noone no-one nothing anywhere")

PARTICLES = words("van von der den de del della di da dos du la le el al bin ibn ben ter ten zu af abu abd")

SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3", "iv": "4", "2nd": "2"}

# Words for one kind of region.
SAME_KIND = {"oblast": "region", "province": "region", "ministries": "ministry"}
# Papers are called by a word that says little elsewhere: "the Times".
PAPERS = words("times post journal guardian herald tribune")

# Words that show a name of several words is no person's.
BODY_WORDS = words(
    """institute ministry ministries times post university council party bank agency department office army news
    journal union nations organization organisation association foundation center centre committee commission company
    corporation corp inc ltd group forum press court congress senate parliament government priorities service services
    services navy forces force fund league club front movement tribune guardian herald gazette magazine network
    security defense defence policy affairs alliance treaty federation church school college academy museum initiative
    administration bureau board society command studies states kingdom republic emirates east west north south
    social charter project programme program board house
    plant nuclear power reactor dam bank airport port hospital channel radio television tv"""
)
PLACE_WORDS = words(
    """oblast region province district river sea strait island islands peninsula street square city county valley
    mountains mountain lake ocean gulf bay bridge republic territory raion arabia lanka leone zealand york angeles
    francisco korea kong africa guinea rica salvador coast petersburg washington columbia jersey hampshire mexico"""
)
# First words of places of several words ("New York", "Saudi Arabia").
PLACE_OPENINGS = words(
    "new north south east west saudi sri el los las san santa saint st great united black white red hong costa"
)
# Generic words that may be added to or left off a name of a place or body.
HARMLESS = words(
    """city town village newspaper magazine paper daily country capital website agency platform account app site
    the of for and in a an on at s think tank called"""
)
# Beside a name these leave it the name it is: "President Zelensky", "the city of Dnipro".
BESIDE_A_NAME = HARMLESS | TITLES
# Words that make of a place a different, wider or neighbouring one.
EXTENT = words(
    "oblast region province district raion river sea strait peninsula bridge north south east west northern southern "
    "eastern western area republic county near outside"
)

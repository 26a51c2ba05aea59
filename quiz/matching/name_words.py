"""The words names come wrapped in, and what is commonly known about names. Data only, all in plain lower-case form."""


def words(text: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(text.split())


# Titles and roles that stand before a name and say nothing about whose it is.
TITLES = words(
    """mr mrs ms miss mx dr prof professor sir dame lord lady hon rev reverend father sister
    president vice deputy first prime foreign defence defense finance interior justice culture energy minister pm
    secretary undersecretary state general gen lt lieutenant col colonel maj major capt captain sgt sergeant cpl pvt
    adm admiral brig brigadier marshal cmdr commander chief chairman chairwoman chairperson chair speaker spokesman
    spokeswoman spokesperson ambassador amb envoy special senator sen rep representative congressman congresswoman
    governor gov mayor king queen prince princess pope emperor tsar chancellor premier leader head director
    former ex retired ret acting late then current analyst journalist reporter correspondent author writer expert
    adviser advisor historian economist researcher editor columnist negotiator diplomat soldier officer
    singer actor actress wrestler songwriter composer painter poet novelist
    herr frau monsieur madame mme pan pani prasident prezydent presidente ministre ministr prezident gospodin
    elect commission us uk eu un kremlin white house joint chiefs of staff army navy air force national security
    council"""
)

# "The wife of Zelensky" is not Zelensky.
RELATIONS = (TITLES - {"state"}) | words(
    """wife husband son daughter mother brother aide assistant ally rival friend enemy opponent predecessor successor
    critic supporter lawyer capital people citizens team wives government allies"""
)

# Words a short sentence around a name is made of.
FILLERS = words(
    """a an the it is was were be been am are he she they i we this that these those who whom whose which what it's its
    his her their him of by from to for with in on at as said says say saying told tells stated states claimed claims
    announced announces wrote writes made did does do done has have had will would could should may might
    so either just only think thinks believe believes guess probably maybe perhaps sure answer person man woman name
    named called one there here must surely definitely actually himself herself themselves also told asked asks gave
    visited met spoke speaks according article text country city town capital place newspaper paper organisation
    organization publication outlet think-tank mentioned quoted"""
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

# Each line: forms of one given name, short and foreign ones included.
GIVEN_NAMES = """
joseph joe joey jo josef yosyp iosif
michael mike mick mickey mikhail mykhailo michail michel mykhaylo misha
william bill billy will willy liam
robert bob bobby rob robbie
richard rick ricky dick rich
james jim jimmy jamie
john johnny jack jon
thomas tom tommy
charles charlie chuck charley
edward ed eddie ted ned teddy
theodore ted teddy theo
anthony tony antony
david dave davey
daniel dan danny danylo daniil
benjamin ben benny
samuel sam sammy
steven steve stephen stephan stepan stephanie
christopher chris kris
andrew andy drew andrei andriy andrey andrzej
matthew matt matvey
nicholas nick nicolas nikolai mykola nikolay nicky nikolas
alexander alex oleksandr aleksandr alexandr sasha alec alexandre alessandro oleksander
donald don donny
ronald ron ronnie
kenneth ken kenny
gregory greg grigory hryhoriy gregor hryhorii
lawrence larry laurence
patrick pat paddy
peter pete petro petr pyotr piotr pierre
philip phil phillip filip
raymond ray
timothy tim timmy
vincent vince
walter walt
zachary zach zack
elizabeth liz beth betty lizzie eliza lisa yelyzaveta elizaveta
katherine kate kathy catherine cathy katie kateryna ekaterina yekaterina katharine katya
margaret maggie meg peggy
susan sue susie
deborah debbie
jennifer jen jenny
barbara barb
rebecca becky
victoria vicky viktoria viktoriia
volodymyr vladimir wolodymyr wladimir vladymyr volodimir vova
serhiy sergei sergey sergii serhii serge siergiej
dmytro dmitry dmitri dmitriy dmitrij dima
oleksiy alexei aleksei alexey aleksey oleksii alexej alexis
yevhen evgeny yevgeny evgeniy eugene yevgeniy yevhenii
pavlo pavel paul
vasyl vasily vasiliy vasilii
yuriy yuri yury jurij iouri yurii juri
ihor igor
oleh oleg
heorhiy georgy georgiy george heorhii
valeriy valery valerii
vitaliy vitaly vitali vitalii
anatoliy anatoly anatol anatolii
denys denis dennis
kyrylo kirill cyril
illia ilya elijah ilia
maksym maxim maksim max
mykyta nikita
artem artyom
fedir fyodor fedor theodor
semen semyon simon
ivan vanya
viktor victor wiktor
olena elena yelena helen helena alena
hanna anna ann anne hannah
iryna irina irene
nataliia natalia natalya natalie nataliya natalie
svitlana svetlana
tetiana tatiana tatyana tetyana
yuliia yulia julia yuliya
mariia maria mary marya
dariia daria darya dariya
ludmila lyudmila liudmyla ludmyla
konstantin kostiantyn constantine kostyantyn
arkadiy arkady arkadii
stanislav stas
vladislav vladyslav
viacheslav vyacheslav
ruslan rustam
bohdan bogdan
mark marc marko
mohammed muhammad mohamed mohammad muhammed mohamad
friedrich frederick frederic fridrich fred freddie
barack barry
juan john
diana diane
emma
emily emilia
olivia
sophia sophie sofia
charlotte
alice alicia
laura
linda
sandra
angela angelina
annalena
ursula
giorgia georgia
claudia
monica monika
martin
gary
eric erik
frank
keith
sean shawn shaun
kevin
brian bryan
scott
jason
jeffrey jeff geoffrey geoff
roger
bruce
henry harry heinrich
arthur artur
albert
alan allen
louis lewis luis
oscar oskar
hugo
emmanuel manuel
jens
olaf olav
karl carl carlos
klaus
wolfgang
boris
roman
igor ihor
marat
rajan
anders
lloyd
hunter
marco
pete
steven
kaja
taras
yaroslav jaroslaw
roksana roxana
vera
nina
galina halyna
larisa larysa
lyubov liubov
valentina valentyna
raisa
"""

# Widely known family names (Russia's, Ukraine's, America's and Europe's commonest, and names in the news): a slip
# that spells one of these has named somebody else.
KNOWN_FAMILY_NAMES = """
ivanov petrov sidorov smirnov kuznetsov popov vasiliev sokolov mikhailov novikov fedorov morozov volkov alekseev
lebedev semenov egorov pavlov kozlov stepanov nikolaev orlov andreev makarov nikitin zakharov zaitsev solovyov borisov
yakovlev grigoriev romanov vorobyov sergeev kuzmin frolov aleksandrov dmitriev korolev gusev kiselev ilyin maksimov
polyakov sorokin vinogradov kovalev belov medvedev antonov tarasov zhukov baranov filippov komarov davydov belyaev
gerasimov bogdanov osipov matveev titov markov mironov krylov kulikov karpov vlasov melnikov denisov gavrilov tikhonov
kazakov danilov timofeev fomin chernov abramov martynov efimov nazarov kalinin isaev bykov maslov rodionov lazarev
voronin klimov filatov ponomarev golubev prokhorov naumov potapov zhuravlev trofimov leonov sobolev ermakov kolesnikov
goncharov nikiforov grachev kotov gromov kirillov malyshev panov moiseev akimov gorbunov galkin lukyanov nesterov
simonov levin voronov loginov savin krasnov demidov rybakov ryabkov safonov demin molchanov ignatov litvinov ushakov
ryabov mukhin kalashnikov lobanov borodin platonov nekrasov bobrov zhdanov blinov kryukov lavrov zuev nikulin
serov zotov ustinov sakharov shishkin nosov zverev sedov firsov golovin ulyanov zimin kostin larionov sazonov suvorov
kornilov gorbachev lukin tokarev rodin markin zubkov kruglov zorin utkin zubov surkov surikov surovikin shoigu peskov
peshkov peskin putin rasputin putilin lenin stalin trotsky khrushchev brezhnev yeltsin chernenko andropov molotov beria
nabiullina matvienko volodin patrushev bortnikov naryshkin belousov mishustin prigozhin kadyrov navalny nemtsov
fedotov shcherbakov chernyshev konovalov kudryavtsev gorshkov ovchinnikov kharitonov prokofiev plotnikov chistyakov
tretyakov stolyarov sviridov rozhkov kolosov shmelev bocharov maslennikov berezin samoilov terentiev spiridonov karasev
nechaev kudryashov terekhov shestakov bazhenov gordeev pakhomov petrovsky petrovskaya malinovsky pokrovsky nikolsky
vysotsky dostoevsky tchaikovsky kaminsky lisovsky sadovsky romanovsky kovalsky yavorsky vinnitsky galitsky
kasparov yashin khodorkovsky abramovich medvedchuk kiriyenko dmitriev nebenzya antonov zakharova kozak shuvalov
shevchenko kovalenko bondarenko tkachenko kovalchuk kravchenko oliynyk shevchuk koval polishchuk bondar tkachuk moroz
marchenko lysenko rudenko savchenko petrenko kravchuk klymenko klimenko klitschko ponomarenko vasylenko poroshenko
tymoshenko tymchenko yanukovych yushchenko kuchma yatsenyuk groysman turchynov avakov zelensky zelenska zaluzhny
syrsky budanov yermak kuleba reznikov umerov danilov podolyak arestovych shmyhal sybiha svyrydenko stefanchuk lukashenko
tikhanovskaya melnyk boyko hrytsenko lytvyn romanenko ivanenko pavlenko tarasenko nazarenko
sydorenko kharchenko levchenko panchenko yurchenko stetsenko fedorenko zinchenko nesterenko demchenko hordiyenko
vlasenko karpenko doroshenko denysenko dyachenko onyshchenko leshchenko hnatyuk melnychuk savchuk tymoshchuk
pavlyuk romaniuk danyliuk bondarchuk hrytsiuk martyniuk yashchuk stepanyuk kostiuk didenko rybak kozak
smith jones johnson johnston williams brown davis miller milley wilson moore taylor anderson thomas jackson white harris
martin thompson robinson clark lewis walker hall allen young king wright scott green baker adams nelson carter mitchell
roberts turner phillips campbell parker evans edwards collins stewart morris rogers reed cook cooke morgan bell murphy
bailey cooper richardson cox howard ward peterson gray ramirez watson brooks kelly sanders price bennett wood barnes
ross henderson coleman jenkins perry powell long patterson hughes butler simmons foster bryant russell griffin hayes
trump biden obama bush clinton harris pence vance rubio waltz hegseth witkoff kellogg blinken sullivan austin burns
pompeo bolton tillerson kerry nuland mccain graham mcconnell pelosi schumer zuckerberg musk bezos gates
johnson truss sunak starmer cameron blair thatcher brown may wallace cleverly lammy healey macron hollande sarkozy
chirac mitterrand merkel scholz schroeder kohl merz baerbock pistorius steinmeier meloni berlusconi draghi renzi
tusk duda sikorski morawiecki kaczynski walesa orban fico babis pavel erdogan stoltenberg rutte borrell michel tajani
leyen guterres modi xi
"""

# Each line: one place or body, in names that everybody uses for it. Spelled out for what no rule can find.
ALIASES = """
united states;united states of america;usa;us;america;u s a;the states
united kingdom;uk;great britain;britain
russia;russian federation;rossiya;russland;russie;rosja;russia rf
ukraine;ukraina;ukrayina;ukrajina
united nations;un;uno;united nations organization;united nations organisation
european union;eu
north atlantic treaty organization;north atlantic treaty organisation;nato;north atlantic alliance
united arab emirates;uae
international atomic energy agency;iaea
international monetary fund;imf
world health organization;world health organisation;who
central intelligence agency;cia
federal bureau of investigation;fbi
british broadcasting corporation;bbc
organization for security and cooperation in europe;organization for security and co-operation in europe;osce;organisation for security and cooperation in europe
new york times;nyt;ny times
wall street journal;wsj
royal united services institute;rusi
institute for the study of war;isw
moscow;moskva;moskau;moscou;moskwa;mosca
saint petersburg;st petersburg;petersburg;sankt petersburg
crimea;krym;krim;crimean peninsula
czechia;czech republic
turkey;turkiye
netherlands;holland
myanmar;burma
germany;deutschland;allemagne
poland;polska;pologne
belarus;bielarus;byelorussia
new york city;nyc
"""  # noqa: E501

# The names of a place in its two languages, where the letters do not show that it is one place.
# Each line: the form Ukraine uses; the other ones.
OTHER_FORMS = """
kyiv;kiev kiew kijow
kharkiv;kharkov charkow
lviv;lvov lwow lemberg
odesa;odessa
dnipro;dnieper dnepr dniepr dnjepr dnepropetrovsk dnipropetrovsk
mykolaiv;nikolaev nikolayev
chernihiv;chernigov
rivne;rovno
zaporizhzhia;zaporozhye zaporozhe zaporoze
luhansk;lugansk
donbas;donbass
chornobyl;chernobyl tschernobyl tchernobyl
bakhmut;artemivsk artyomovsk
"""

# Each line: a country, then what its people and things are called.
DEMONYMS = """
russia;russian russians
ukraine;ukrainian ukrainians
united states;american americans
united kingdom;british briton britons
france;french
germany;german germans
poland;polish poles
china;chinese
turkey;turkish turks
belarus;belarusian belarusians
italy;italian italians
iran;iranian iranians
israel;israeli israelis
hungary;hungarian hungarians
europe;european europeans
saudi arabia;saudi saudis
india;indian indians
japan;japanese
"""

# Countries, cities and common words that one slip makes of another place's name.
KNOWN_PLACES = words(
    """russia prussia ukraine belarus poland france germany spain portugal italy austria australia hungary romania
    bulgaria moldova georgia armenia azerbaijan turkey greece serbia croatia slovenia slovakia estonia latvia lithuania
    finland sweden norway denmark iceland ireland scotland england britain china japan korea india iran iraq syria
    israel lebanon jordan egypt libya niger nigeria mali malawi malta canada mexico brazil america africa europe asia
    crime moscow kursk omsk tomsk minsk pinsk kyiv kiev kharkiv kherson khartoum lviv odesa dnipro donetsk luhansk
    lutsk sumy poltava izyum bakhmut mariupol melitopol berlin paris london warsaw vienna geneva istanbul ankara riyadh
    jeddah doha dubai washington brussels budapest bucharest chernihiv chernivtsi"""
)
# Words for one kind of region.
SAME_KIND = {"oblast": "region", "province": "region", "ministries": "ministry", "department": "ministry"}
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
    charter project programme program board house"""
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
    """city town village newspaper magazine paper daily country capital website agency the of for and in a an on at
    s think tank called"""
)
# Words that make of a place a different, wider or neighbouring one.
EXTENT = words(
    "oblast region province district raion river sea strait peninsula bridge north south east west northern southern "
    "eastern western area republic county near outside"
)
# Family names that come first in Chinese and Korean order.
EASTERN_FAMILY_NAMES = words("kim xi lee mao deng zhou jiang hu li wang park chen moon yoon zhang liu lin chiang ban")

"""What is commonly known about names of people and places. Data only, all in plain lower-case form."""

from quiz.matching.name_words import words

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
steven steve stephen stephan stepan
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
serhiy sergei sergey sergii serhii serge siergiej sergio
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
ruslan
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
saudi arabia;ksa;kingdom of saudi arabia;saudi-arabien;arabie saoudite;arabia saudyjska;arabia saudita
china;people's republic of china;peoples republic of china;prc;chine;chiny
taiwan;republic of china;roc;chinese taipei
south korea;republic of korea;rok
north korea;democratic people's republic of korea;dprk
beijing;peking;pekin
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

# Family names that come first in Chinese and Korean order.
EASTERN_FAMILY_NAMES = words("kim xi lee mao deng zhou jiang hu li wang park chen moon yoon zhang liu lin chiang ban")

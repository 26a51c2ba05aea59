"""Lists of English words that the rules for phrases need; ``spelling`` and ``phrase_words`` say how they are used."""

# a British or rarer spelling : the one we compare by
SPELLINGS = """
grey:gray tyre:tire tyres:tires cheque:check cheques:checks programme:program programmes:programs
aluminium:aluminum aeroplane:airplane aeroplanes:airplanes kerb:curb plough:plow sceptical:skeptical
scepticism:skepticism
sceptic:skeptic manoeuvre:maneuver manoeuvres:maneuvers manoeuvred:maneuvered judgement:judgment
judgements:judgments acknowledgement:acknowledgment ageing:aging jewellery:jewelry storey:story
storeys:stories fulfill:fulfil fulfills:fulfils enroll:enrol enrolls:enrols enrollment:enrolment
distill:distil distills:distils instalment:installment skilful:skillful wilful:willful licence:license
practise:practice practised:practiced practising:practicing axe:ax draught:draft mould:mold moustache:mustache
pyjamas:pajamas sulphur:sulfur foetus:fetus anaesthetic:anesthetic encyclopaedia:encyclopedia
mediaeval:medieval oestrogen:estrogen learnt:learned burnt:burned spelt:spelled dreamt:dreamed spilt:spilled
spoilt:spoiled whilst:while amongst:among towards:toward afterwards:afterward backwards:backward
forwards:forward percent:percent okay:ok artefact:artifact artefacts:artifacts cosy:cozy furore:furor
gaol:jail catalogue:catalog paediatrician:pediatrician leukaemia:leukemia haemorrhage:hemorrhage
diarrhoea:diarrhea speciality:specialty maths:math airforce:airforce metre:meter litre:liter centre:center
theatre:theater fibre:fiber calibre:caliber defence:defense defences:defenses offence:offense
offences:offenses pretence:pretense offenceless:offenseless
"""

# a short form : the whole word; their plurals go with them
SHORTENED = """
tv:television telly:television photo:photograph pic:picture phone:telephone fridge:refrigerator lab:laboratory
exam:examination flu:influenza advert:advertisement plane:airplane bike:bicycle gym:gymnasium
kilo:kilogram memo:memorandum rhino:rhinoceros hippo:hippopotamus chimp:chimpanzee croc:crocodile
limo:limousine mic:microphone  chopper:helicopter copter:helicopter
info:information admin:administration govt:government dept:department intl:international
org:organization assoc:association univ:university uni:university
dr:doctor prof:professor gen:general sen:senator gov:governor lt:lieutenant col:colonel
capt:captain sgt:sergeant cpl:corporal mum:mother mom:mother mummy:mother mommy:mother dad:father daddy:father
grandma:grandmother granny:grandmother grandpa:grandfather granddad:grandfather kid:child auntie:aunt
km:kilometer cm:centimeter mm:millimeter kg:kilogram mg:milligram ml:milliliter ft:foot hr:hour yr:year
min:minute wk:week kilogramme:kilogram gramme:gram kph:kmh
"""

# words whose end looks British and is not
NOT_BRITISH = """
our hour four tour pour sour flour your detour contour glamour velour troubadour ours hours tours yours fours
pours wise rise arise noise raise praise promise exercise surprise enterprise franchise advise advertise
revise supervise televise devise improvise compromise precise concise paradise expertise merchandise disguise
despise excise otherwise likewise premise treatise bruise cruise poise tortoise porpoise demise cerise anise
incise chastise circumcise risen rising raising praising promising advising revising surprising compromising
exercising advertising rises raises raised praised promised exercised surprised advised advertised revised
supervised compromised disguised noises wiser adviser advisers riser risers raiser poetess called calling
caller callers killed killing killer killers filled filling rolled rolling pulled pulling selling seller
sellers telling teller spelled spelling told falling willing billing building polling polled installed
installing shelled shelling drilled drilling yelled yelling smelled smelling stalled stalling recalled
recalling fences fence thriller miller dialogue
"""

# a base form : its irregular forms
IRREGULAR = """
be:is,are,was,were,been,being,am have:has,had,having do:does,did,done go:goes,went,gone say:said make:made
take:took,taken give:gave,given get:got,gotten see:saw,seen,seeing agree:agreed,agreeing free:freed,freeing
flee:fled,fleeing come:came know:knew,known think:thought find:found tell:told leave:left keep:kept
begin:began,begun,beginning show:shown hear:heard hold:held bring:brought write:wrote,written sit:sat
stand:stood lose:lost pay:paid meet:met run:ran,running fight:fought sell:sold buy:bought send:sent
build:built fall:fell,fallen rise:rose,risen speak:spoke,spoken break:broke,broken lead:led grow:grew,grown
win:won,winning shoot:shot seek:sought teach:taught catch:caught choose:chose,chosen drive:drove,driven
withdraw:withdrew,withdrawn freeze:froze,frozen steal:stole,stolen die:dying,died lie:lying,lied
strike:struck,stricken fly:flew,flown throw:threw,thrown swear:swore,sworn feed:fed feel:felt bear:bore,borne
wear:wore,worn sink:sank,sunk shrink:shrank,shrunk drink:drank,drunk bleed:bled hide:hid,hidden
ride:rode,ridden forget:forgot,forgotten forbid:forbade,forbidden mean:meant spend:spent lend:lent deal:dealt
sleep:slept sweep:swept understand:understood become:became overcome:overcame undergo:underwent,undergone
undertake:undertook,undertaken man:men woman:women child:children foot:feet tooth:teeth mouse:mice goose:geese
person:people,peoples,persons,persona life:lives knife:knives wife:wives leaf:leaves half:halves thief:thieves
wolf:wolves crisis:crises basis:bases analysis:analyses hypothesis:hypotheses phenomenon:phenomena
criterion:criteria medium:media datum:data bacterium:bacteria nucleus:nuclei stimulus:stimuli use:used,using
"""

# one letter apart, and each a word a reader may well mean
CONFUSED = """
principal/principle whether/weather adapt/adopt adept/adopt alley/ally angel/angle area/arena ascent/assent
ballet/ballot banter/barter battle/bottle boarder/border boarders/borders calendar/calender cannon/canon
canvas/canvass capital/capitol casual/causal casually/casualty chance/change change/charge choose/chose
clash/crash clothes/cloths coal/coral coarse/course complement/compliment confirm/conform contact/contract
contest/context convert/covert count/court country/county crash/crush dairy/diary decent/descent
desert/dessert device/devise diner/dinner draft/drift dragon/dragoon drawn/drown drone/drove drones/droves
eject/elect ejected/elected ejection/election elect/erect enjoy/envoy expand/expend expert/export
fallow/follow farther/father farther/further fatal/fetal fiend/friend fight/flight final/finale finish/finnish
first/fist flash/flesh floor/flour font/front force/forge grace/grade grace/grave grant/grunt hangar/hanger
heart/hearth hose/house hostel/hotel hotel/hovel human/humane iceland/ireland immoral/immortal impart/import
incite/invite ingenious/ingenuous inland/island labor/labour lager/larger later/latter lativa/latvia
launch/lunch laying/lying lessen/lesson lever/liver lightening/lightning local/loyal lover/lower major/mayor
march/marsh march/match marital/martial medal/metal mental/metal miner/minor missile/missive money/monkey
month/mouth moral/morale moral/mortal nation/notion naval/navel navel/novel older/order paint/point
paper/pauper paris/parish parity/party patent/patient patrol/petrol peace/place phase/phrase pilot/plot
place/plane place/plate plague/plaque plain/plan planed/planned poison/prison poker/power poplar/popular
porter/poster price/pride price/prime price/prize pride/prize prone/prove pubic/public quiet/quite rabid/rapid
radio/ratio rally/really refuge/refugee report/resort report/retort revere/reverse rout/route sacred/scared
salve/slave salve/solve sample/simple scar/scare scare/score score/store secret/secrete serge/surge
seven/severn sever/severe shame/shape shame/share shape/share share/shore sheep/sleep sheet/sweet
shelter/smelter shirt/short shoot/short shoot/shot shoot/shout siege/sieve sight/slight signed/singed
signer/singer silicon/silicone skate/state slander/slender slate/state sleep/steep small/smell small/stall
smart/start smoke/spoke sneak/speak sold/solid solder/soldier soldier/solider sooth/south space/spice
speed/spend stable/staple stack/stock staff/stuff stage/state stain/strain stake/state stamp/stump
stand/strand stare/state stationary/stationery statue/statute steal/steel steam/stream stick/stock stick/stuck
stiff/stuff stone/store strike/stripe strike/stroke striking/stroking styria/syria submit/summit suit/suite
sunday/sundry super/supper sweat/sweet talks/tanks talks/tasks tanks/tasks tanks/thanks tease/tense
thick/think thin/thing thorough/through though/through threat/treat threats/treats thrust/trust tired/tried
tithe/title touch/tough trace/trade trace/truce track/trick track/truck tracks/trucks trail/trial trick/truck
unite/untie united/untied vacation/vocation valley/volley value/valve vice/voice wader/water wander/wonder
warship/worship warships/worships were/where whale/while while/white white/write whole/whose widow/window
winder/winter winner/winter woman/women word/world world/would would/wound wrist/writ
"""

# what holds a phrase together and may be left out or added
SMALL = """
nor against a an the of in on at to for by with from into onto as that this these those than then and or but
so also be is are was were been being am it its he him his she her hers they them their theirs we us our you
your i my me who whom whose which what when where why how there here do does did done have has had having will
would shall should can could may might must if while during about around approximately roughly via per such
own same just very quite really too upon within among amongst toward towards because due order thing things
some any s still
"""

# what learners put in front of an answer; it says nothing about it
SOFT = """
think thought believe guess answer reason want wanted wants say said says mean means call called name named
known namely probably maybe perhaps please simply actually basically both mainly mostly
"""

# what turns a phrase into its opposite
NEGATORS = """
not no never without neither none nobody nothing nowhere cannot except excepting excluding excluded unless
hardly barely scarcely
"""

# n't without its apostrophe
NOT_RUN_TOGETHER = """
dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt mustnt
"""

# the months
MONTHS = """
january february march april may june july august september october november december
"""

# the numbers from 0 to 19
UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""

# the tens from 20 to 90
TENS = """
twenty thirty forty fifty sixty seventy eighty ninety
"""

# the ordinals from 1 to 20
ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""

# what makes the words beside it something else, by the base form
ALTERING = """
deputy vice former ex acting anti pro non semi partial partly half almost nearly less more fewer before after
until north south east west northern southern eastern western under over above below refus fail deny reject
prevent avoid end outsid beyond minus cancel postpon suspend abandon thwart avert
false untru wrong impossibl unlikely opposit lack neither future fak oppos minimum maximum
"""

# kinds of place, body and work; a name without them still names
GENERIC = """
us mountain mount river lake sea ocean island islands city town village state county school university college
church cathedral abbey party union council committee association society company corporation group army force war
battle treaty act house street road square avenue park bridge museum gallery library theatre theater hospital club
band award prize medal trophy cup canal desert forest valley bay gulf strait peninsula region province district
republic kingdom empire dynasty raid area airport station stadium palace castle tower hotel prison film movie novel
book magazine newspaper inc incorporated ltd limited corp plc llc gmbh motor motors airline airlines airways
records pictures studios brothers championship championships league football basketball baseball hockey foundation
institute agency theorem effect syndrome disease scandal affair incident massacre crisis plan doctrine
"""

# a noun of doing : its verb, by the base form
NOUNS = """
withdrawal:withdraw refusal:refus proposal:propos approval:approv arrival:arriv removal:remov renewal:renew
dismissal:dismiss denial:deny destruction:destroy defens:defend loss:lose death:die growth:grow sale:sell
choic:choos belief:believ proof:prov thought:think speech:speak flight:fly resumption:resum acquisition:acquir
deliveri:deliver delivery:deliver recovery:recover discovery:discover failur:fail departur:depart seizur:seiz
exposur:expos pressur:press reduction:reduc production:produc introduction:introduc description:describ
explanation:explain occupation:occupy response:respond respons:respond threat:threaten warning:warn
strength:strengthen
"""

# places that stand after a comma to say where another place is; underscores for spaces
CONTAINERS = """
afghanistan albania algeria argentina armenia australia austria azerbaijan bangladesh belarus belgium bolivia
bosnia brazil bulgaria cambodia cameroon canada chile china colombia croatia cuba cyprus denmark ecuador egypt
england estonia ethiopia finland france germany ghana greece hungary iceland india indonesia iran iraq ireland
israel italy japan jordan kazakhstan kenya kosovo kuwait kyrgyzstan latvia lebanon libya lithuania luxembourg
malaysia malta mexico moldova mongolia montenegro morocco myanmar nepal netherlands new_zealand nigeria
north_korea north_macedonia norway oman pakistan panama peru philippines poland portugal qatar romania russia
saudi_arabia scotland senegal serbia singapore slovakia slovenia somalia south_africa south_korea spain sudan
sweden switzerland syria taiwan tajikistan tanzania thailand tunisia turkey turkmenistan uganda uk ukraine
united_arab_emirates uae united_kingdom united_states usa us uzbekistan venezuela vietnam wales yemen zambia
zimbabwe alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho
illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
missouri montana nebraska nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota ohio
oklahoma oregon pennsylvania rhode_island south_carolina south_dakota tennessee texas utah vermont virginia
washington wisconsin wyoming dc crimea donbas europe asia africa
"""

# what ends like a noun of doing and is none
NOT_NOUNS = """
department apartment compartment question foundation mission portion pension tension mansion session section
fiction motion lotion potion notion passion station donation caution occasion element segment garment torment
document parliament monument instrument basement pavement moment comment cement supplement tournament position
tradition edition condition ambition nutrition petition competition relation vacation vocation location
fraction faction traction auction mention attention intention convention invention function junction
"""

# content words that a date may hold, by the base form
IN_DATES = """
century decad season mid early lat earli beginning end year day month bc bce ad ce bef before after monday
tuesday wednesday thursday friday saturday sunday spring summer autumn winter fall
"""

# words that name nothing by themselves, though names hold them
COMMON = """
black white red blue green yellow grey gray brown golden silver big great grand new old high low long short
upper lower central middle inner outer free united national international federal general royal supreme
security public social world premier champions people sun star times morning evening daily
"""

# modifiers that set a thing apart from its like: without them it is another or a wider thing
CONTRAST = """
first last next previous current new old other main chief senior junior high low top big small large little
major minor long short early late good bad poor rich strong weak hard soft hot cold wet dry full empty open
closed true real total whole entire limited unlimited complete incomplete temporary permanent direct indirect
public private military civilian conventional nuclear chemical political economic diplomatic financial legal
illegal official unofficial formal informal foreign domestic local regional national international global
internal external inner outer upper lower left right front back rear central mid middle seriously severely
slightly badly heavily lightly fully partially partly only sole single double joint separate mutual unilateral
conditional unconditional independent dependent free forced voluntary mandatory occupied liberated annexed
allied enemy hostile friendly neutral armed unarmed armoured light heavy medium deep shallow wide narrow
additional extra similar different same opposite male female young adult elder dead alive live wounded injured
missing captured detained monthly weekly daily yearly annual winter summer spring autumn
"""

# how much of something: what it is is said without them
DEGREE = """
very quite really extremely highly incredibly truly absolutely newly greatly strongly particularly especially
rather pretty fairly naturally deeply so too utterly
"""

# nouns that say little by themselves and need what stands beside them
GENERAL = """
thing way part kind type sort form work point place area side level state condition situation case matter
problem issue question answer reason cause effect result change plan idea view opinion position role job task
duty right law rule policy measure step action act activity move process method mean system structure
infrastructure service program project mission operation campaign effort support help aid backing supply good
product material equipment tool device machine vehicle car truck ship boat weapon arms gun missile rocket bomb
drone tank shell mine ammunition aircraft jet plane power energy oil gas coal fuel electricity water food money
fund cash income revenue budget cost price tax debt loan sanction trade market business company firm bank
industry factory plant station site facility building house home office centre base camp port bridge road line
border front territory land region zone district city town village country nation people person man woman child
citizen resident civilian soldier troop force army navy unit group team party member leader head chief officer
official minister ministry secretary adviser spokesman ambassador envoy diplomat politician president government
council committee commission court parliament agency organisation institution union alliance bloc partner ally
enemy war battle fight combat conflict attack strike raid offensive counteroffensive defence invasion occupation
annexation withdrawal retreat truce ceasefire peace pause break talk negotiation deal agreement accord treaty
pact contract term demand proposal offer request call speech statement report article message letter document
order decision promise threat warning claim hope fear doubt trust pressure influence control target goal aim
purpose interest benefit loss damage victim casualty prisoner exchange swap release transfer visit trip meeting
summit conference election vote poll bill figure number amount rate share percent time day week month year
period season hour minute date moment word name title language book film song story series show game sport event
investigation wall frequency waves freedom value quality life death health security safety test trial evidence
information intelligence data detail fact media press news paper channel network mobilisation rearmament reserve
training staff personnel crew worker economy society panel surname family origin background population community
movement club school university rise fall drop increase decrease decline growth cut reduction surge jump shortage
absence role faith confidence expert
"""

# general nouns that only introduce what they are of: the theory of evolution
LIGHT = """
theory concept idea notion process practice type kind sort form variety species breed piece slice cup glass bottle
bowl pair pinch feeling game sport method
"""

# kinds of place before a place's own name: the city of Dnipro
PLACED = """
city town village settlement river lake island country state region province county district republic kingdom port
planet
"""

"""Countries and the like, whose something may be: adjectives, people, and seats. Data only, in plain lower-case form.

What ``known_names`` says of adjectives and other names is not repeated here.
"""

# A party; its adjectives and people; its seats of government, which stand for it. Words of one party run together.
PARTIES = """
russia;;moscow kremlin
ukraine;;kyiv kiev bankova
unitedstates;;washington whitehouse pentagon
unitedkingdom;english;london whitehall downingstreet
france;frenchman frenchmen;paris elysee
germany;;berlin
poland;polish pole poles;warsaw
china;;beijing peking
turkey;;ankara
belarus;;minsk
italy;;rome
iran;;tehran
israel;;jerusalem
hungary;;budapest
europe;;
europeanunion;;brussels
nato;;
saudiarabia;;riyadh
india;;delhi newdelhi
japan;;tokyo
west;western westerner westerners;
afghanistan;afghan afghans;kabul
albania;albanian albanians;tirana
algeria;algerian algerians;algiers
argentina;argentine argentines argentinian argentinians;
armenia;armenian armenians;yerevan
australia;australian australians;canberra
austria;austrian austrians;vienna
azerbaijan;azerbaijani azerbaijanis azeri azeris;baku
bangladesh;bangladeshi bangladeshis;dhaka
belgium;belgian belgians;
bosnia;bosnian bosnians;sarajevo
brazil;brazilian brazilians;brasilia
bulgaria;bulgarian bulgarians;sofia
canada;canadian canadians;ottawa
chile;chilean chileans;
colombia;colombian colombians;bogota
croatia;croatian croatians croat croats;zagreb
cuba;cuban cubans;havana
cyprus;cypriot cypriots;nicosia
czechia;czech czechs;prague
denmark;danish dane danes;copenhagen
egypt;egyptian egyptians;cairo
england;;
estonia;estonian estonians;tallinn
ethiopia;ethiopian ethiopians;
finland;finnish finn finns;helsinki
georgia;georgian georgians;tbilisi
greece;greek greeks;athens
hamas;;
hezbollah;;
iceland;icelandic icelander icelanders;reykjavik
indonesia;indonesian indonesians;jakarta
iraq;iraqi iraqis;baghdad
ireland;irish;dublin
jordan;jordanian jordanians;amman
kazakhstan;kazakh kazakhs;astana
kosovo;kosovar kosovars;pristina
kuwait;kuwaiti kuwaitis;
kyrgyzstan;kyrgyz;bishkek
latvia;latvian latvians;riga
lebanon;lebanese;beirut
libya;libyan libyans;tripoli
lithuania;lithuanian lithuanians;vilnius
mexico;mexican mexicans;
moldova;moldovan moldovans;chisinau
mongolia;mongolian mongolians;
montenegro;montenegrin montenegrins;podgorica
morocco;moroccan moroccans;rabat
netherlands;dutch;hague
nigeria;nigerian nigerians;abuja
northkorea;northkorean northkoreans;pyongyang
northmacedonia;macedonian macedonians;skopje
norway;norwegian norwegians;oslo
pakistan;pakistani pakistanis;islamabad
palestine;palestinian palestinians;ramallah
philippines;philippine filipino filipinos;manila
portugal;portuguese;lisbon
qatar;qatari qataris;doha
romania;romanian romanians;bucharest
scotland;scottish scots;edinburgh
serbia;serbian serbians serb serbs;belgrade
slovakia;slovak slovaks slovakian slovakians;bratislava
slovenia;slovenian slovenians slovene slovenes;ljubljana
southafrica;southafrican southafricans;pretoria
southkorea;southkorean southkoreans;seoul
sovietunion;soviet soviets ussr;
spain;spanish spaniard spaniards;madrid
sudan;sudanese;khartoum
sweden;swedish swede swedes;stockholm
switzerland;swiss;bern
syria;syrian syrians;damascus
taiwan;taiwanese;taipei
tajikistan;tajik tajiks;dushanbe
thailand;thai thais;bangkok
tunisia;tunisian tunisians;tunis
turkmenistan;turkmen;ashgabat
unitedarabemirates;emirati emiratis;abudhabi
uzbekistan;uzbek uzbeks;tashkent
venezuela;venezuelan venezuelans;caracas
vietnam;vietnamese;hanoi
wales;welsh;cardiff
yemen;yemeni yemenis;sanaa
"""

# A party; places in it that ``known_names`` knows, beside its seats.
PLACES = """
russia;kursk omsk tomsk petersburg
belarus;pinsk
ukraine;kharkiv kherson lviv odesa dnipro donetsk luhansk lutsk sumy poltava izyum bakhmut mariupol melitopol chernihiv chernivtsi crimea
turkey;istanbul
saudiarabia;jeddah
switzerland;geneva
unitedarabemirates;dubai
"""  # noqa: E501

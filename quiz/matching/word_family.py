"""What words made from one stem share: ``negotiation`` and ``negotiate``, ``independence`` and ``independent``.

Who does something (``attacker``, ``president``) is never of the family of what is done, nor is a word whose meaning
went its own way (``several``, ``hospitality``). Endings are taken off only where what is left is a word.
"""

from functools import lru_cache

from quiz.matching import phrase_lists
from quiz.matching.spelling import base

# A root : words of its family that no ending tells.
_FAMILIES = """
anger:angry hunger:hungry thirst:thirsty poor:poverty wealth:wealthy health:healthy guilt:guilty luck:lucky
noise:noisy rain:rainy wind:windy snow:snowy wide:width long:length deep:depth warm:warmth true:truth
young:youth proud:pride griev:grief safe:safety cruel:cruelty loyal:loyalty free:freedom bore:boredom
fame:famous nerve:nervous glory:glorious fury:furious victory:victorious mystery:mysterious luxury:luxurious
courag:courageous religion:religious magnet:magnetic,magnetism,magnetiz islam:islamic atom:atomic
symbol:symbolic hero:heroic electric:electrical history:historic,historical science:scientific
emphasis:emphasiz sympathy:sympathiz apology:apologiz difficult:difficulty honest:honesty brave:bravery
jealous:jealousy private:privacy accurate:accuracy secret:secrecy fluent:fluency hate:hatred know:knowledge
born:birth marry:marriage bury:burial try:trial behav:behavior compar:comparison persuad:persuasion
invad:invasion decid:decision collid:collision explod:explosion divid:division provid:provision
conclud:conclusion includ:inclusion exclud:exclusion erod:erosion corrod:corrosion evad:evasion
permit:permission admit:admission submit:submission omit:omission succeed:success exceed:excess
proceed:procedure advis:advic practic:practis analyz:analysis paralyz:paralysis
satisfy:satisfaction justify:justification identify:identification classify:classification
modify:modification notify:notification verify:verification simplify:simplification
apply:application multiply:multiplication publish:publication abolish:abolition
nomad:nomadic poet:poetic robot:robotic metal:metallic acid:acidic athlete:athletic rhythm:rhythmic
resist:resistance assist:assistance attend:attendance accept:acceptance avoid:avoidance perform:performance
appear:appearance disappear:disappearance inherit:inheritance disturb:disturbance guide:guidance
ignore:ignorance tolerate:tolerance dominate:dominance exist:existence differ:difference prefer:preference
insist:insistence persist:persistence emerge:emergence occur:occurrence interfere:interference
absorb:absorption consume:consumption assume:assumption presume:presumption redeem:redemption
deceive:deception perceive:perception subscribe:subscription prescribe:prescription
convert:conversion divert:diversion revise:revision supervise:supervision confuse:confusion
intrude:intrusion resolve:resolution dissolve:dissolution evolve:evolution
expel:expulsion compel:compulsion propel:propulsion detain:detention retain:retention abstain:abstention
maintain:maintenance complain:complaint survive:survival rehears:rehearsal betray:betrayal portray:portrayal
laugh:laughter weigh:weight enter:entry inquire:inquiry rob:robbery leak:leakage store:storage
"""

# Words whose ending looks like one of a family's and is none.
_ALONE_WORDS = """
president resident student patient client agent correspondent continent accident incident parent rodent tenant
assistant attendant defendant accountant consultant occupant servant merchant immigrant migrant infant elephant
restaurant plant giant grant participant inhabitant combatant business witness wilderness harness governess
university community commodity authority charity facility celebrity entity identity majority minority priority
humanity nationality personality locality speciality hospitality gravity publicity fatality originality personal
original critical capital general liberal several internal external official memorial material physical medical
mechanical technical radical chemical clerical criminal rational postal principal mineral musical early family
assembly italy friendly lovely costly deadly timely lively elderly cowardly scholarly likely lately shortly
nearly hardly barely mainly orderly really weekly monthly yearly daily supply reply multiply handful careful
awful
"""

# Endings of nouns of doing and of doctrines, and what the verb or adjective has there.
_DOING = (
    ("sation", "s"),
    ("zation", "z"),
    ("ation", "at"),
    ("ition", "it"),
    ("tion", "t"),
    ("ssion", "ss"),
    ("nsion", "nd"),
    ("asion", "ad"),
    ("ement", ""),
    ("ment", ""),
    ("ianism", "ian"),
    ("icism", "ic"),
)
# Endings of qualities and of what has them; the stem that is left has at least so many letters.
_QUALITY = (
    ("ically", "ic", 4),
    ("ical", "ic", 4),
    ("istic", "ism", 3),
    ("bility", "bl", 3),
    ("ity", "", 4),
    ("iness", "y", 3),
    ("ness", "", 3),
    ("ency", "en", 4),
    ("enc", "en", 4),
    ("ent", "en", 4),
    ("ancy", "an", 4),
    ("anc", "an", 4),
    ("ant", "an", 4),
    ("tious", "tion", 3),
    ("cious", "cion", 4),
    ("ous", "", 5),
    ("eful", "", 3),
    ("iful", "y", 3),
    ("ful", "", 4),
    ("cial", "c", 4),
    ("rial", "ry", 4),
    ("al", "", 5),
    ("ily", "y", 3),
    ("ly", "", 4),
    ("nomic", "nomy", 2),
    ("graphic", "graphy", 2),
    ("logic", "logy", 2),
    ("cratic", "cracy", 2),
)
_ALONE = frozenset(_ALONE_WORDS.split())
_NO_NOUNS = frozenset(phrase_lists.NOT_NOUNS.split())
_NOUNS = dict(pair.split(":") for pair in phrase_lists.NOUNS.split()) | {
    base(word): base(stem)
    for stem, members in (entry.split(":") for entry in _FAMILIES.split())
    for word in members.split(",")
}
_BY_END: dict[str, list[tuple[str, str, int]]] = {}
for _ending, _instead, _least in _QUALITY:
    _BY_END.setdefault(_ending[-2:], []).append((_ending, _instead, _least))


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """What words of one family share; takes and gives a base form (``spelling.base``), which need not be a word."""
    if word in _NOUNS:
        return _NOUNS[word]
    for ending, instead in _DOING:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and word not in _NO_NOUNS:
            return word[: -len(ending)] + instead
    if len(word) < 6 or word in _ALONE:
        return word
    for ending, instead, least in _BY_END.get(word[-2:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return root(word[: -len(ending)] + instead)
    return word

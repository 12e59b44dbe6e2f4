"""How often the parser finds the verb, its subject and objects and who says it, in sentences built as news agencies build them.

    python benchmarks/wire_parses.py [--model NAME] [--misses]

The sentences are our own, with the words that stand in for names when Diplograph parses ("Smith", "America", "Hamas", "Baghdad", "Iraqi",
"Monday"). Below each stand the links that matter, as WORD RELATION HEAD; every word named occurs once in its sentence. A link is right
when the word has that head and one of the relations (a|b).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.nlp import load, parse

if TYPE_CHECKING:
    from spacy.tokens import Doc

WIRE = """
The Hamas on Tuesday reduced food supplies to Baghdad .
  reduced root; Hamas nsubj reduced; supplies obj reduced
America on Monday suspended talks with the Iraqi government .
  suspended root; America nsubj suspended; talks obj suspended
Smith Monday praised the ceasefire .
  praised root; Smith nsubj praised; ceasefire obj praised
The foreign minister today rejected the plan .
  rejected root; minister nsubj rejected; plan obj rejected
Iraqi troops late Monday shelled a village near Baghdad .
  shelled root; troops nsubj shelled; village obj shelled
Hamas on Monday freed two hostages held since March .
  freed root; Hamas nsubj freed; hostages obj freed; held acl hostages
The army last week tightened its grip on the port .
  tightened root; army nsubj tightened; grip obj tightened
Smith on Friday morning left for Baghdad .
  left root; Smith nsubj left
America and Hamas on Thursday signed a border accord .
  signed root; America nsubj signed; accord obj signed
The parliament of America on Wednesday backed the treaty .
  backed root; parliament nsubj backed; treaty obj backed
Three soldiers were wounded in the blast , police said Monday .
  said root; police nsubj said; wounded ccomp said; soldiers nsubj:pass wounded
The rebels attacked a convoy near Baghdad , the agency reported , citing officials .
  reported root; agency nsubj reported; attacked ccomp reported; rebels nsubj attacked; convoy obj attacked; citing advcl reported; officials obj citing
Fighting spread to the suburbs on Sunday , residents said .
  said root; residents nsubj said; spread ccomp said; Fighting nsubj spread
America will send more ships to the gulf , a spokesman for the navy said in a statement .
  said root; spokesman nsubj said; send ccomp said; America nsubj send; ships obj send
Two ministers have resigned , said a senior official .
  said root; official nsubj said; resigned ccomp said; ministers nsubj resigned
The border was closed , the Iraqi news agency reported from Baghdad today .
  reported root; agency nsubj reported; closed ccomp reported; border nsubj:pass closed
Smith told reporters that America had lifted the ban .
  told root; Smith nsubj told; reporters iobj|obj told; lifted ccomp told; America nsubj lifted; ban obj lifted
Police said on Monday that the gunmen fled into the hills .
  said root; Police nsubj said; fled ccomp said; gunmen nsubj fled
A spokesman said Hamas rejected the offer .
  said root; spokesman nsubj said; rejected ccomp said; Hamas nsubj rejected; offer obj rejected
Smith said America opposed the deal .
  said root; Smith nsubj said; opposed ccomp said; America nsubj opposed; deal obj opposed
The talks , diplomats said , collapsed over water rights .
  collapsed root; talks nsubj collapsed; said parataxis collapsed; diplomats nsubj said
The premier , according to state radio , dismissed two generals .
  dismissed root; premier nsubj dismissed; generals obj dismissed; radio obl dismissed
Rebel shelling killed nine villagers , according to witnesses .
  killed root; shelling nsubj killed; villagers obj killed; witnesses obl killed
Witnesses said police fired tear gas at the crowd .
  said root; Witnesses nsubj said; fired ccomp said; police nsubj fired; gas obj fired
Smith , the country 's leading activist , staged a protest in Baghdad .
  staged root; Smith nsubj staged; activist appos Smith; protest obj staged
Smith , a former general , urged the rebels to lay down their arms .
  urged root; Smith nsubj urged; rebels iobj|obj urged; lay xcomp urged; arms obj lay
The opposition leader , who returned from exile last year , accused America of meddling .
  accused root; leader nsubj accused; America obj accused; returned acl:relcl leader
Rebels armed with machetes stormed a police station .
  stormed root; Rebels nsubj stormed; armed acl Rebels; station obj stormed
Weapons seized last year were destroyed on Monday .
  destroyed root; Weapons nsubj:pass destroyed; seized acl Weapons
Farmers angered by the new tax blocked roads leading to Baghdad .
  blocked root; Farmers nsubj blocked; roads obj blocked; leading acl roads
Scores of members of Hamas have been detained in recent days .
  detained root; Scores nsubj:pass detained
Officials of America have been barred from the meeting .
  barred root; Officials nsubj:pass barred
A delegation led by Smith arrived in Baghdad on Sunday for talks on trade .
  arrived root; delegation nsubj arrived; led acl delegation
The general accused of ordering the raid denied the charge .
  denied root; general nsubj denied; charge obj denied; accused acl general
Troops loyal to the president recaptured the airport .
  recaptured root; Troops nsubj recaptured; airport obj recaptured
An aide to Smith , speaking on condition of anonymity , confirmed the visit .
  confirmed root; aide nsubj confirmed; visit obj confirmed
The union , which represents dock workers , threatened a strike .
  threatened root; union nsubj threatened; strike obj threatened; represents acl:relcl union
America demanded that Hamas ease restrictions on travel .
  demanded root; America nsubj demanded; ease ccomp demanded; Hamas nsubj ease; restrictions obj ease
Smith on Monday demanded that the army release the students .
  demanded root; Smith nsubj demanded; release ccomp demanded; army nsubj release; students obj release
The envoy asked that America withdraw its troops .
  asked root; envoy nsubj asked; withdraw ccomp asked; America nsubj withdraw; troops obj withdraw
Lawyers insisted that the hostages be freed .
  insisted root; Lawyers nsubj insisted; freed ccomp insisted; hostages nsubj:pass freed
America proposed that Hamas and Smith share power .
  proposed root; America nsubj proposed; share ccomp proposed; Hamas nsubj share; power obj share
Smith called for America to halt arms sales .
  called root; Smith nsubj called; halt advcl|ccomp|xcomp called; America nsubj halt; sales obj halt
The bishops called on Hamas to end the siege .
  called root; bishops nsubj called; Hamas obl called; end xcomp called; siege obj end
America on Tuesday ordered its citizens to leave Baghdad .
  ordered root; America nsubj ordered; citizens obj|iobj ordered; leave xcomp ordered; Baghdad obj leave
The court allowed Smith to travel abroad .
  allowed root; court nsubj allowed; Smith iobj|obj allowed; travel xcomp allowed
Smith gave America 5.1 million dollars .
  gave root; Smith nsubj gave; America iobj gave; dollars obj gave
America lent Hamas 300 million dollars for a dam .
  lent root; America nsubj lent; Hamas iobj lent; dollars obj lent
The bank granted America a loan of $ 20 million .
  granted root; bank nsubj granted; America iobj granted; loan obj granted
Iraqi officials offered the rebels seats in the cabinet .
  offered root; officials nsubj offered; rebels iobj offered; seats obj offered
The presidents of America , Hamas and Baghdad met on Sunday .
  met root; presidents nsubj met
Smith , Hamas and the Iraqis boycotted the vote .
  boycotted root; Smith nsubj boycotted; vote obj boycotted
The Free Labour Front ( FLF ) on Monday welcomed the verdict .
  welcomed root; Front nsubj welcomed; verdict obj welcomed
Fighters of the Popular Army ( PA ) ambushed an Iraqi patrol .
  ambushed root; Fighters nsubj ambushed; patrol obj ambushed
Two Iraqi journalists were arrested by the secret police on Monday .
  arrested root; journalists nsubj:pass arrested; police obl:agent arrested
A bomb exploded outside a mosque in Baghdad , killing four people , officials said .
  said root; officials nsubj said; exploded ccomp said; bomb nsubj exploded; killing advcl exploded; people obj killing
Iraqi jets bombed rebel camps for a second day , hours after Smith vowed revenge .
  bombed root; jets nsubj bombed; camps obj bombed; vowed advcl|acl bombed|hours; Smith nsubj vowed
Smith is to visit America next month , the ministry announced Thursday .
  announced root; ministry nsubj announced; visit ccomp|xcomp announced|is
America condemned the attack and pledged aid to the victims .
  condemned root; America nsubj condemned; attack obj condemned; pledged conj condemned; aid obj pledged
Thousands of Iraqis marched through Baghdad to protest against the arrest of Smith .
  marched root; Thousands nsubj marched; protest advcl|xcomp marched
The Iraqi ambassador , summoned on Monday , protested the decision .
  protested root; ambassador nsubj protested; summoned acl ambassador; decision obj protested
Smith refused to say whether America had paid Hamas a ransom .
  refused root; Smith nsubj refused; say xcomp refused; paid ccomp say; America nsubj paid; Hamas iobj paid; ransom obj paid
"""


@dataclass(frozen=True, slots=True)
class Link:
    """One word, the relations and the heads that are right for it; the root has no head."""

    word: str
    relations: tuple[str, ...]
    heads: tuple[str, ...]

    def holds_in(self, doc: Doc) -> bool:
        """Whether the parse has it."""
        token = next(token for token in doc if token.text == self.word)
        if self.relations == ("root",):
            return token.head == token
        return token.dep_ in self.relations and token.head.text in self.heads


@dataclass(frozen=True, slots=True)
class Wire:
    """One sentence, in words, and the links that matter in it."""

    words: tuple[str, ...]
    links: tuple[Link, ...]


def read_wire(text: str = WIRE) -> Iterator[Wire]:
    """The sentences of the table above, or of one like it."""
    lines = text.strip().splitlines()
    for sentence, links in zip(lines[::2], lines[1::2], strict=True):
        yield Wire(tuple(sentence.split()), tuple(_link(part.split()) for part in links.split(";")))


def _link(parts: list[str]) -> Link:
    word, relations, *heads = parts
    return Link(word, tuple(relations.split("|")), tuple(head for written in heads for head in written.split("|")))


def main() -> None:
    """Parse the sentences and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="another spaCy pipeline than our own")
    parser.add_argument("--misses", action="store_true", help="print the links that were not found")
    options = parser.parse_args()
    wires = list(read_wire())
    docs = parse(((list(wire.words), [True] * len(wire.words)) for wire in wires), load(options.model))
    right, whole, total = 0, 0, 0
    for wire, doc in zip(wires, docs, strict=True):
        missed = [link for link in wire.links if not link.holds_in(doc)]
        total += len(wire.links)
        right += len(wire.links) - len(missed)
        whole += not missed
        if options.misses and missed:
            print(" ".join(wire.words))
            for link in missed:
                found = next(token for token in doc if token.text == link.word)
                print(f"    {link.word}: {'|'.join(link.relations)} {'|'.join(link.heads)}, found {found.dep_} {found.head.text}")
    print(f"links {right}/{total} = {right / total:.3f}   whole sentences {whole}/{len(wires)} = {whole / len(wires):.3f}")


if __name__ == "__main__":
    main()

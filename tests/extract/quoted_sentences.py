"""News sentences of our own and the attributions in them: (speaker, cue, content, direct), annotated before the program saw them."""

from __future__ import annotations

Row = tuple[str | None, str | None, str, bool]

SENTENCES: dict[str, list[tuple[str, list[Row]]]] = {
    "a clause behind its verb": [
        (
            "The airline said on Monday that it would cancel forty flights.",
            [("The airline", "said", "that it would cancel forty flights", False)],
        ),
        (
            "Mayor Lena Hofer told residents the bridge would reopen in June.",
            [("Mayor Lena Hofer", "told", "the bridge would reopen in June", False)],
        ),
        (
            "Scientists at the institute believe the lake is older than the valley.",
            [("Scientists at the institute", "believe", "the lake is older than the valley", False)],
        ),
        (
            "The study, which followed 900 nurses, found that night shifts raise blood pressure.",
            [("The study", "found", "that night shifts raise blood pressure", False)],
        ),
        ("Investors fear the merger will collapse.", [("Investors", "fear", "the merger will collapse", False)]),
        (
            "Her lawyer argued that the search of the flat had been illegal.",
            [("Her lawyer", "argued", "that the search of the flat had been illegal", False)],
        ),
        (
            "A spokeswoman for the railway confirmed that two drivers were hurt.",
            [("A spokeswoman for the railway", "confirmed", "that two drivers were hurt", False)],
        ),
        (
            "The referee later admitted he had not seen the foul.",
            [("The referee", "admitted", "he had not seen the foul", False)],
        ),
        (
            "The jury heard from a neighbour, who said she had heard screams at midnight.",
            [("a neighbour", "said", "she had heard screams at midnight", False)],
        ),
        ("Doctors asked whether the trial should continue.", [("Doctors", "asked", "whether the trial should continue", False)]),
        ("The minister wondered why nobody had warned him.", [("The minister", "wondered", "why nobody had warned him", False)]),
        (
            "The club has insisted that its captain is not for sale.",
            [("The club", "insisted", "that its captain is not for sale", False)],
        ),
        (
            "Police and prosecutors said the suspect had acted alone.",
            [("Police and prosecutors", "said", "the suspect had acted alone", False)],
        ),
        (
            "Jonas Ek, the bank's chief economist, predicts that rates will fall in autumn.",
            [("Jonas Ek", "predicts", "that rates will fall in autumn", False)],
        ),
    ],
    "a remark beside what it reports": [
        ("The reactor is safe, the operator said in a statement.", [("the operator", "said", "The reactor is safe", False)]),
        (
            "Profits will double within two years, chief executive Paul Marsh predicted.",
            [("chief executive Paul Marsh", "predicted", "Profits will double within two years", False)],
        ),
        (
            "The painting, curators said, had hung in a kitchen for decades.",
            [("curators", "said", "The painting", False), ("curators", "said", "had hung in a kitchen for decades", False)],
        ),
        (
            "The comet will be visible until Sunday, according to astronomers at the observatory.",
            [("astronomers at the observatory", "according to", "The comet will be visible until Sunday", False)],
        ),
        (
            "According to the coroner, the climber died of cold.",
            [("the coroner", "According to", "the climber died of cold", False)],
        ),
        (
            "The museum, according to its director, needs a new roof.",
            [("its director", "according to", "The museum", False), ("its director", "according to", "needs a new roof", False)],
        ),
        (
            "The fire started in the kitchen, said Deputy Chief Ray Olsen, who led the operation.",
            [("Deputy Chief Ray Olsen", "said", "The fire started in the kitchen", False)],
        ),
        (
            "The harvest was the worst in a decade, farmers say.",
            [("farmers", "say", "The harvest was the worst in a decade", False)],
        ),
        (
            "As the captain said, the team had nothing left to lose.",
            [("the captain", "said", "the team had nothing left to lose", False)],
        ),
    ],
    "words in quotation marks": [
        ("“We will appeal,” the defence lawyer said.", [("the defence lawyer", "said", "We will appeal", True)]),
        ("“We will appeal,” said Nadia Kern, a lawyer for the family.", [("Nadia Kern", "said", "We will appeal", True)]),
        (
            '"I never saw the ball," Torres said, "but I heard the crowd."',
            [("Torres", "said", "I never saw the ball", True), ("Torres", "said", "but I heard the crowd.", True)],
        ),
        ('"Why now?" asked the reporter.', [("the reporter", "asked", "Why now?", True)]),
        ('"Stop!" he shouted.', [("he", "shouted", "Stop!", True)]),
        ('The coach added: "Nobody expected this."', [("The coach", "added", "Nobody expected this.", True)]),
        ('She told the court, "I was afraid of him."', [("She", "told", "I was afraid of him.", True)]),
        ("He told the inquiry: “The valve was shut when I left.”", [("He", "told", "The valve was shut when I left.", True)]),
        ("The skipper told me, “We never saw the rocks.”", [("The skipper", "told", "We never saw the rocks.", True)]),
        (
            "Lena Roth told a crowd outside the mill, “They sold us out. We will not go.”",
            [("Lena Roth", "told", "They sold us out. We will not go.", True)],
        ),
        (
            '"It is a long road. We have time. Nobody is in a hurry," Adeyemi told reporters after the match.',
            [("Adeyemi", "told", "It is a long road. We have time. Nobody is in a hurry", True)],
        ),
        (
            '"The data are clear," said Professor Ines Prado. "There is no doubt left."',
            [
                ("Professor Ines Prado", "said", "The data are clear", True),
                ("Professor Ines Prado", "said", "There is no doubt left.", True),
            ],
        ),
        ("'The strike goes on,' the union said.", [("the union", "said", "The strike goes on", True)]),
        ("The minister: 'There will be no new tax.'", [("The minister", ":", "There will be no new tax.", True)]),
        (
            'The verdict was "a victory for common sense," her brother said.',
            [("her brother", "said", 'The verdict was "a victory for common sense,"', False)],
        ),
        (
            'He said the plan was "dead in the water" and that nobody would miss it.',
            [("He", "said", 'the plan was "dead in the water" and that nobody would miss it', False)],
        ),
        ('The critic called the opera "a feast for the ears".', [("The critic", "called", "a feast for the ears", True)]),
        (
            'Keller was blunt after the race. "I drove like a beginner. That is all."',
            [("Keller", None, "I drove like a beginner. That is all.", True)],
        ),
        ("Brown smiled and said: “We did it for the fans.”", [("Brown", "said", "We did it for the fans.", True)]),
        (
            '"My mother," she recalled, "sold fish at the harbour."',
            [("she", "recalled", "My mother", True), ("she", "recalled", "sold fish at the harbour.", True)],
        ),
        ('The sign at the door reads "No cash, no entry".', [("The sign at the door", "reads", "No cash, no entry", True)]),
    ],
    "nouns": [
        (
            "The court dismissed the claim that the firm had copied the design.",
            [(None, "claim", "that the firm had copied the design", False)],
        ),
        (
            "His statement that the company was solvent misled investors.",
            [("His", "statement", "that the company was solvent", False)],
        ),
        (
            "The central bank's warning that prices would rise went unheard.",
            [("The central bank", "warning", "that prices would rise", False)],
        ),
        (
            "Residents rejected the developer's assurance that the noise would end.",
            [("the developer", "assurance", "that the noise would end", False)],
        ),
        (
            "She expressed the hope that the strike would soon be over.",
            [("She", "hope", "that the strike would soon be over", False)],
        ),
    ],
    "a voice within a voice": [
        (
            "Yonhap, quoting KCNA, said the launch had failed.",
            [("Yonhap", "said", "the launch had failed", False), ("KCNA", "quoting", "the launch had failed", False)],
        ),
        (
            "Kyodo reported, citing the transport ministry, that the ferry had sunk.",
            [
                ("Kyodo", "reported", "that the ferry had sunk", False),
                ("the transport ministry", "citing", "that the ferry had sunk", False),
            ],
        ),
        (
            "The goalkeeper was quoted as saying that he would retire.",
            [("The goalkeeper", "quoted as saying", "that he would retire", False)],
        ),
        (
            "It was reported by the newspaper that the singer had cancelled her tour.",
            [("the newspaper", "reported", "that the singer had cancelled her tour", False)],
        ),
        (
            "The newspaper quoted the actor as saying he was tired of fame.",
            [("the actor", "saying", "he was tired of fame", False), ("The newspaper", "quoted", "he was tired of fame", False)],
        ),
        (
            "The ministry said that the pilot had told the tower that an engine was burning.",
            [
                ("The ministry", "said", "that the pilot had told the tower that an engine was burning", False),
                ("the pilot", "told", "that an engine was burning", False),
            ],
        ),
    ],
    "nobody named": [
        (
            "The dealer reportedly sold the vase twice.",
            [(None, "reportedly", "The dealer reportedly sold the vase twice", False)],
        ),
        ("It is believed that the wolf came from the north.", [(None, "believed", "that the wolf came from the north", False)]),
        ("The actress is said to be writing a memoir.", [(None, "said", "to be writing a memoir", False)]),
    ],
    "promises, requests and what else is no clause": [
        ("The mayor urged residents to boil their water.", [("The mayor", "urged", "to boil their water", False)]),
        ("The firm promised to refund every ticket.", [("The firm", "promised", "to refund every ticket", False)]),
        ("Forecasters warned of heavy snow in the Alps.", [("Forecasters", "warned", "of heavy snow in the Alps", False)]),
        (
            "The regulator accused the bank of hiding its losses.",
            [("The regulator", "accused", "the bank of hiding its losses", False)],
        ),
        ("The driver denied using his phone.", [("The driver", "denied", "using his phone", False)]),
        (
            "The company cut its outlook, adding that demand in Asia was weak.",
            [("The company", "adding", "that demand in Asia was weak", False)],
        ),
        (
            "Fans described the new stadium as a concrete bowl.",
            [("Fans", "described", "the new stadium as a concrete bowl", False)],
        ),
    ],
    "nothing said": [
        ('The so-called "smart" bins were removed in May.', []),
        ("The court adds two judges this year.", []),
        ("On Monday the team travelled to Graz.", []),
        ("The bank reported a loss of two million euros.", []),
        ("The players' bus left at ten, and the fans' buses followed.", []),
        ("He ordered a coffee and asked for the bill.", []),
    ],
}

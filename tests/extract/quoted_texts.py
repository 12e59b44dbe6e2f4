"""Paragraphs of our own in the styles of the trade, with their attributions, annotated before the program saw them."""

from __future__ import annotations

from quoted_sentences import Row

TEXTS: dict[str, tuple[str, list[Row]]] = {
    "wire": (
        "HELSINKI, March 3 - Finnish paper maker Karvala said on Tuesday it would close two mills and cut 900 jobs, blaming weak demand "
        "for office paper.\n\n"
        'Chief Executive Satu Lahti told reporters that the decision had been painful but necessary. "We looked at every alternative," '
        'she said. "There was none."\n\n'
        "The company, which employs 7,000 people, expects the closures to save 60 million euros a year. Analysts at Nordgate Bank said the "
        "savings, although welcome, would not be enough to restore the dividend.\n\n"
        '"They needed to do this three years ago," said Pekka Salo, an analyst at the bank, who rates the shares a "sell".\n\n'
        "The labour union Metsä accused Karvala of breaking an agreement signed in 2019. Its chairman, Timo Virta, said the union would "
        "challenge the closures in court and warned that a strike was possible.\n\n"
        "Shares in the company fell 4 percent, according to exchange data.",
        [
            ("Finnish paper maker Karvala", "said", "it would close two mills and cut 900 jobs", False),
            ("Chief Executive Satu Lahti", "told", "that the decision had been painful but necessary", False),
            ("she", "said", "We looked at every alternative", True),
            ("she", "said", "There was none.", True),
            ("The company", "expects", "the closures to save 60 million euros a year", False),
            (
                "Analysts at Nordgate Bank",
                "said",
                "the savings, although welcome, would not be enough to restore the dividend",
                False,
            ),
            ("Pekka Salo", "said", "They needed to do this three years ago", True),
            ("The labour union Metsä", "accused", "Karvala of breaking an agreement signed in 2019", False),
            ("Its chairman", "said", "the union would challenge the closures in court", False),
            ("Its chairman", "warned", "that a strike was possible", False),
            ("exchange data", "according to", "Shares in the company fell 4 percent", False),
        ],
    ),
    "court": (
        "A carpenter who set fire to his former employer's workshop was jailed for six years on Friday after a judge said he had shown "
        '"not a flicker of remorse".\n\n'
        "Daniel Pruitt, 41, had denied arson. Prosecutor Helen Marsh told the court that Pruitt had bought petrol an hour before the blaze "
        'and had sent his sister a message that read: "Watch the news tonight."\n\n'
        "Pruitt claimed that the petrol was for a lawnmower. Under cross-examination, however, he conceded that he did not own one.\n\n"
        '"You are a bitter man," Judge Owen Hale told him, "and bitter men are dangerous."\n\n'
        "Outside the court, Pruitt's wife said the family would appeal. The claim that her husband had planned the fire was absurd, she "
        "added. Detective Sergeant Amy Cole, who led the investigation, described the sentence as a fair reflection of the harm done.",
        [
            ("a judge", "said", 'he had shown "not a flicker of remorse"', False),
            (
                "Prosecutor Helen Marsh",
                "told",
                'that Pruitt had bought petrol an hour before the blaze and had sent his sister a message that read: "Watch the news tonight."',
                False,
            ),
            ("a message", "read", "Watch the news tonight.", True),
            ("Pruitt", "claimed", "that the petrol was for a lawnmower", False),
            ("he", "conceded", "that he did not own one", False),
            ("Judge Owen Hale", "told", "You are a bitter man", True),
            ("Judge Owen Hale", "told", "and bitter men are dangerous.", True),
            ("Pruitt's wife", "said", "the family would appeal", False),
            (None, "claim", "that her husband had planned the fire", False),
            ("she", "added", "The claim that her husband had planned the fire was absurd", False),
            ("Detective Sergeant Amy Cole", "described", "the sentence as a fair reflection of the harm done", False),
        ],
    ),
    "science": (
        "Octopuses dream, or so it seems to the biologists who have spent two years filming them asleep.\n\n"
        "In a paper published this week, a team at the Lagos Marine Station reports that sleeping animals change colour in bursts of about "
        "a minute. The researchers suggest the bursts resemble the patterns that the animals show while hunting.\n\n"
        "“We were astonished,” says Ngozi Bello, a biologist who was not a member of the team but has seen the films. “You look at the "
        "skin and think: it is chasing a crab.”\n\n"
        "Not everybody is convinced. Sleep, argues Henrik Dahl of the University of Bergen, is hard to define in an animal whose arms have "
        "minds of their own. He doubts that the films prove anything. “A twitch is a twitch,” he wrote in a comment on the paper.\n\n"
        "The idea that invertebrates might dream is not new. According to Bello, fishermen on the coast have long held that the animals "
        "quarrel in their sleep.",
        [
            (
                "a team at the Lagos Marine Station",
                "reports",
                "that sleeping animals change colour in bursts of about a minute",
                False,
            ),
            ("The researchers", "suggest", "the bursts resemble the patterns that the animals show while hunting", False),
            ("Ngozi Bello", "says", "We were astonished", True),
            ("Ngozi Bello", "says", "You look at the skin and think: it is chasing a crab.", True),
            ("Henrik Dahl of the University of Bergen", "argues", "Sleep", False),
            (
                "Henrik Dahl of the University of Bergen",
                "argues",
                "is hard to define in an animal whose arms have minds of their own",
                False,
            ),
            ("He", "doubts", "that the films prove anything", False),
            ("he", "wrote", "A twitch is a twitch", True),
            (None, "idea", "that invertebrates might dream", False),
            ("Bello", "According to", "fishermen on the coast have long held that the animals quarrel in their sleep", False),
            ("fishermen on the coast", "held", "that the animals quarrel in their sleep", False),
        ],
    ),
    "sport": (
        "Marston Rovers manager Steve Cole has hit back at claims that he has lost the dressing room after Saturday's 3-0 defeat.\n\n"
        "‘It's rubbish,’ said Cole. ‘The lads are working their socks off. You lose a match and suddenly everyone's an expert.’\n\n"
        "Captain Joe Adeyemi, who missed a penalty, admitted the players' confidence was low. ‘I let the gaffer down,’ he said. ‘But I'd take "
        "the next one tomorrow.’\n\n"
        "Rovers have reportedly made an offer for the Danish forward Mikkel Brandt. Asked about the report, Cole smiled: ‘You know more than "
        "I do.’\n\n"
        "Visiting coach Rui Teixeira praised his young side and said that they had played without fear. He hopes to have his goalkeeper back "
        "for the cup tie.",
        [
            (None, "claims", "that he has lost the dressing room after Saturday's 3-0 defeat", False),
            ("Cole", "said", "It's rubbish", True),
            ("Cole", "said", "The lads are working their socks off. You lose a match and suddenly everyone's an expert.", True),
            ("Captain Joe Adeyemi", "admitted", "the players' confidence was low", False),
            ("he", "said", "I let the gaffer down", True),
            ("he", "said", "But I'd take the next one tomorrow.", True),
            (None, "reportedly", "Rovers have reportedly made an offer for the Danish forward Mikkel Brandt", False),
            ("Cole", "smiled", "You know more than I do.", True),
            ("Visiting coach Rui Teixeira", "said", "that they had played without fear", False),
            ("He", "hopes", "to have his goalkeeper back for the cup tie", False),
        ],
    ),
    "transcript": (
        "CHAIR: Good morning. The committee has before it the report on rail safety.\n\n"
        "DR. OYELARAN: Thank you. Let me begin with the signals. We found that a third of them were older than the drivers.\n\n"
        "CHAIR: The ministry says they were all inspected last year.\n\n"
        "DR. OYELARAN: The ministry is mistaken.",
        [
            ("CHAIR", ":", "Good morning. The committee has before it the report on rail safety.", True),
            (
                "DR. OYELARAN",
                ":",
                "Thank you. Let me begin with the signals. We found that a third of them were older than the drivers.",
                True,
            ),
            ("We", "found", "that a third of them were older than the drivers", False),
            ("CHAIR", ":", "The ministry says they were all inspected last year.", True),
            ("The ministry", "says", "they were all inspected last year", False),
            ("DR. OYELARAN", ":", "The ministry is mistaken.", True),
        ],
    ),
    "agency chain": (
        "North Korea test-fired a rocket engine on Sunday, state media said.\n\n"
        'The official news agency KCNA quoted leader Kim Jong Un as saying that the engine was a "great leap". South Korea\'s Yonhap, citing '
        "an unnamed military officer, reported that the test had lasted 200 seconds.\n\n"
        "It was not clear whether the engine had been tested before. Japan's defence minister, Gen Nakatani, told the broadcaster NHK that "
        'Tokyo was "gathering information", while the White House declined to comment.\n\n'
        '"This is a provocation," a senior official in Seoul said on condition of anonymity, adding that the allies would respond '
        '"in kind". The statement by the ministry that talks remained possible was played down by analysts.',
        [
            ("state media", "said", "North Korea test-fired a rocket engine on Sunday", False),
            ("leader Kim Jong Un", "saying", 'that the engine was a "great leap"', False),
            ("The official news agency KCNA", "quoted", 'that the engine was a "great leap"', False),
            ("South Korea's Yonhap", "reported", "that the test had lasted 200 seconds", False),
            ("an unnamed military officer", "citing", "that the test had lasted 200 seconds", False),
            ("Japan's defence minister", "told", 'that Tokyo was "gathering information"', False),
            ("a senior official in Seoul", "said", "This is a provocation", True),
            ("a senior official in Seoul", "adding", 'that the allies would respond "in kind"', False),
            ("the ministry", "statement", "that talks remained possible", False),
        ],
    ),
    "feature": (
        'Every morning at five, Rosa Ibáñez unlocks the bakery that her grandmother opened in 1931. She does not own an alarm clock. "The bread '
        'wakes me," she says, laughing.\n\n'
        '"My grandmother used to say that flour has a memory. I thought it was nonsense. Now I know what she meant.\n\n'
        '"You cannot hurry it. You cannot lie to it."\n\n'
        'Her customers agree. "I moved to the other side of the city and I still come here," says Luis Prieto, 63, a retired tram driver, who '
        'buys two loaves a day. His doctor has told him to eat less bread. "I told my doctor to eat more," he says.\n\n'
        'The landlord wants to sell. A developer has promised to keep the oven "as a decorative element", a phrase that makes Ibáñez snort. '
        "The city council insists no decision has been made.",
        [
            ("she", "says", "The bread wakes me", True),
            (
                "she",
                "says",
                "My grandmother used to say that flour has a memory. I thought it was nonsense. Now I know what she meant.",
                True,
            ),
            ("My grandmother", "say", "that flour has a memory", False),
            ("she", "says", "You cannot hurry it. You cannot lie to it.", True),
            ("Luis Prieto", "says", "I moved to the other side of the city and I still come here", True),
            ("His doctor", "told", "to eat less bread", False),
            ("he", "says", "I told my doctor to eat more", True),
            ("I", "told", "to eat more", False),
            ("A developer", "promised", 'to keep the oven "as a decorative element"', False),
            ("The city council", "insists", "no decision has been made", False),
        ],
    ),
    "local news": (
        "Firefighters rescued eleven people from a flooded campsite near Brennach in the early hours of Sunday, police said.\n\n"
        'The river had risen by two metres within an hour, a police spokesman explained. No one was seriously hurt. "It could have ended very '
        'differently," the spokesman said.\n\n'
        'Campers complained that they had not been warned. "Nobody told us anything. We woke up in the water," said one woman, who asked not to '
        'be named. The owner of the site, Karl Brandl, 58, rejected the criticism: "The sirens went off at two. I ran from tent to tent '
        'myself."\n\n'
        "Meteorologists had forecast up to 80 litres of rain per square metre. The district administrator, Eva Thoma, has called on the state "
        "government to pay for a new dam. In her view, the old one is beyond repair.",
        [
            (
                "police",
                "said",
                "Firefighters rescued eleven people from a flooded campsite near Brennach in the early hours of Sunday",
                False,
            ),
            ("a police spokesman", "explained", "The river had risen by two metres within an hour", False),
            ("the spokesman", "said", "It could have ended very differently", True),
            ("Campers", "complained", "that they had not been warned", False),
            ("one woman", "said", "Nobody told us anything. We woke up in the water", True),
            ("The owner of the site", "rejected", "The sirens went off at two. I ran from tent to tent myself.", True),
            ("The district administrator", "called on", "to pay for a new dam", False),
            ("her", "view", "the old one is beyond repair", False),
        ],
    ),
    "health": (
        "A cheap blood test can spot a heart attack within minutes, researchers reported on Thursday in a study that could change how "
        "emergency wards work.\n\n"
        'The test, which costs about 10 euros, correctly identified 97 percent of patients, the team wrote. "It does not replace the doctor," '
        'cautioned lead author Sofia Lindgren of the Karlberg Hospital in Malmö, "but it tells her where to look first."\n\n'
        "Other experts were more guarded. Dr. Musa Okafor, a cardiologist who was not involved in the work, said the trial was too small. "
        '"Two hundred people is a start, not a proof," he told the newspaper. He pointed out that most of the participants were men.\n\n'
        "The maker of the test says it expects approval by the end of the year. Health officials have yet to comment.",
        [
            ("researchers", "reported", "A cheap blood test can spot a heart attack within minutes", False),
            ("the team", "wrote", "The test, which costs about 10 euros, correctly identified 97 percent of patients", False),
            ("lead author Sofia Lindgren of the Karlberg Hospital in Malmö", "cautioned", "It does not replace the doctor", True),
            (
                "lead author Sofia Lindgren of the Karlberg Hospital in Malmö",
                "cautioned",
                "but it tells her where to look first.",
                True,
            ),
            ("Dr. Musa Okafor", "said", "the trial was too small", False),
            ("he", "told", "Two hundred people is a start, not a proof", True),
            ("He", "pointed out", "that most of the participants were men", False),
            ("The maker of the test", "says", "it expects approval by the end of the year", False),
        ],
    ),
    "politics": (
        "LISBON (Example Wire) — The opposition on Wednesday demanded that the finance minister resign over a leaked memo in which he called "
        'pensioners "a luxury we cannot afford".\n\n'
        '"He has to go, and he has to go today," opposition leader Carla Nunes told parliament to loud applause.\n\n'
        'The minister, Rui Sá, replied that the memo had been taken out of context. "I have never insulted anybody. My own mother is a '
        'pensioner," he said, adding: "I will not resign."\n\n'
        'Prime Minister Ana Lobo backed him. She said she had "full confidence" in Sá, but aides said privately that his days were numbered.\n\n'
        'A poll published by the weekly Semana suggested that two in three voters want a new minister. As one backbencher put it: "The '
        'phones do not stop ringing."',
        [
            (
                "The opposition",
                "demanded",
                'that the finance minister resign over a leaked memo in which he called pensioners "a luxury we cannot afford"',
                False,
            ),
            ("he", "called", "a luxury we cannot afford", True),
            ("opposition leader Carla Nunes", "told", "He has to go, and he has to go today", True),
            ("The minister", "replied", "that the memo had been taken out of context", False),
            ("he", "said", "I have never insulted anybody. My own mother is a pensioner", True),
            ("he", "adding", "I will not resign.", True),
            ("She", "said", 'she had "full confidence" in Sá', False),
            ("aides", "said", "that his days were numbered", False),
            ("A poll published by the weekly Semana", "suggested", "that two in three voters want a new minister", False),
            ("one backbencher", "put it", "The phones do not stop ringing.", True),
        ],
    ),
    "business": (
        "Carmaker Toveda is in talks to sell its truck division, people familiar with the matter said, in a deal that may be worth 4 billion "
        "dollars.\n\n"
        "A spokesman for Toveda declined to comment. The Korean newspaper Hanseong, which first reported the talks, said that a buyer could be "
        "named as early as next week.\n\n"
        '"Trucks were always the stepchild," said James Whitlock, who runs a fund that owns 2 percent of the carmaker. "We think they should '
        'have sold years ago."\n\n'
        "The claim by Hanseong that two Chinese groups were bidding could not be confirmed. Toveda's chief executive said in May that the division "
        'was "not for sale at any price". Analysts estimate that the unit lost 300 million dollars last year. Whether the unions will agree is '
        "another question: their leader has vowed to block any sale.",
        [
            ("people familiar with the matter", "said", "Carmaker Toveda is in talks to sell its truck division", False),
            ("people familiar with the matter", "said", "in a deal that may be worth 4 billion dollars", False),
            ("The Korean newspaper Hanseong", "said", "that a buyer could be named as early as next week", False),
            ("James Whitlock", "said", "Trucks were always the stepchild", True),
            ("James Whitlock", "said", "We think they should have sold years ago.", True),
            ("Hanseong", "claim", "that two Chinese groups were bidding", False),
            ("Toveda's chief executive", "said", 'that the division was "not for sale at any price"', False),
            ("Analysts", "estimate", "that the unit lost 300 million dollars last year", False),
            ("their leader", "vowed", "to block any sale", False),
        ],
    ),
    "culture": (
        'When the film was first shown in Locarno, half the audience left. "They walked out in rows," recalls director Mina Sato, "like people '
        'leaving a church." Forty years later it is considered a masterpiece.\n\n'
        'Sato, now 81, does not care for the word. "A masterpiece is something you stop looking at," she says. She remembers the shooting as a time '
        'of hunger: the crew, she says, lived on rice and cigarettes. "Nobody was paid. Nobody complained. We were too tired to complain."\n\n'
        'Critics have compared her to Ozu. "That is like comparing a bicycle to the moon," she replies. Asked whether she will make another film, she '
        'shakes her head. "I have nothing left to say," she says — and then, after a pause: "Almost nothing."',
        [
            ("director Mina Sato", "recalls", "They walked out in rows", True),
            ("director Mina Sato", "recalls", "like people leaving a church.", True),
            ("she", "says", "A masterpiece is something you stop looking at", True),
            ("she", "says", "the crew", False),
            ("she", "says", "lived on rice and cigarettes", False),
            ("she", "says", "Nobody was paid. Nobody complained. We were too tired to complain.", True),
            ("she", "replies", "That is like comparing a bicycle to the moon", True),
            ("she", "says", "I have nothing left to say", True),
            ("she", "says", "Almost nothing.", True),
        ],
    ),
    "disaster": (
        "At least 14 people were killed when a bus plunged into a ravine in northern Peru, officials said on Saturday.\n\n"
        'The driver may have fallen asleep, according to the transport ministry. Survivors told local radio that the brakes had failed. "He was '
        'shouting that there were no brakes," said Elmer Quispe, 22, from his hospital bed.\n\n'
        'Police chief Marta Rojas said it was too early to say what had caused the crash. "We are looking at everything: the road, the bus, the '
        'driver," Rojas said. Twelve of the injured are reported to be in critical condition.\n\n'
        "The bus company insisted its vehicles were inspected every month. But a former mechanic at the firm, quoted by the newspaper El Norte, said "
        'inspections were "a stamp on a piece of paper". It is thought that as many as 60 people were on board, although the bus was licensed to carry '
        "only 45. The president expressed his condolences and promised that those responsible would be punished.",
        [
            ("officials", "said", "At least 14 people were killed when a bus plunged into a ravine in northern Peru", False),
            ("the transport ministry", "according to", "The driver may have fallen asleep", False),
            ("Survivors", "told", "that the brakes had failed", False),
            ("Elmer Quispe", "said", "He was shouting that there were no brakes", True),
            ("He", "shouting", "that there were no brakes", False),
            ("Police chief Marta Rojas", "said", "it was too early to say what had caused the crash", False),
            ("Rojas", "said", "We are looking at everything: the road, the bus, the driver", True),
            (None, "reported", "to be in critical condition", False),
            ("The bus company", "insisted", "its vehicles were inspected every month", False),
            ("a former mechanic at the firm", "said", 'inspections were "a stamp on a piece of paper"', False),
            ("the newspaper El Norte", "quoted by", 'inspections were "a stamp on a piece of paper"', False),
            (None, "thought", "that as many as 60 people were on board, although the bus was licensed to carry only 45", False),
            ("The president", "promised", "that those responsible would be punished", False),
        ],
    ),
    "british": (
        "The head teacher of a village school has described a decision to close it as ‘heartless’.\n\n"
        "Margaret Finch, who has run St Anne's for 20 years, said parents had been ‘treated with contempt’ by the county council, which voted for the "
        "closure last night. ‘We weren't even asked,’ she said. ‘Not once.’\n\n"
        "The council's education chief, Colin Webb, denied that the school had been singled out. He said that falling pupil numbers had left the "
        "authority with ‘no option’.\n\n"
        "Parent Louise Hart, 36, said: ‘My two walk to school. Next year they'll spend an hour on a bus. It's madness.’ She and other mothers have "
        "threatened to chain themselves to the gates.\n\n"
        "The local MP has written to the minister to ask for an inquiry. ‘Closing the school would kill the village,’ the letter says.",
        [
            ("The head teacher of a village school", "described", "heartless", True),
            (
                "Margaret Finch",
                "said",
                "parents had been ‘treated with contempt’ by the county council, which voted for the closure last night",
                False,
            ),
            ("she", "said", "We weren't even asked", True),
            ("she", "said", "Not once.", True),
            ("The council's education chief", "denied", "that the school had been singled out", False),
            ("He", "said", "that falling pupil numbers had left the authority with ‘no option’", False),
            (
                "Parent Louise Hart",
                "said",
                "My two walk to school. Next year they'll spend an hour on a bus. It's madness.",
                True,
            ),
            ("She and other mothers", "threatened", "to chain themselves to the gates", False),
            ("the letter", "says", "Closing the school would kill the village", True),
        ],
    ),
    "interview": (
        "Q: When did you know that the bridge would fall?\n\n"
        "A: I never thought it would. The engineers told us the cracks were harmless.\n\n"
        "Q: Do you blame them?\n\n"
        "A: No. They believed what they said.",
        [
            ("Q", ":", "When did you know that the bridge would fall?", True),
            ("A", ":", "I never thought it would. The engineers told us the cracks were harmless.", True),
            ("The engineers", "told", "the cracks were harmless", False),
            ("Q", ":", "Do you blame them?", True),
            ("A", ":", "No. They believed what they said.", True),
        ],
    ),
    "weather": (
        "Storm Ilse will reach the coast on Thursday night, the weather service warned, with gusts of up to 140 kilometres per hour.\n\n"
        "“Do not go near the water,” its director, Hanne Vik, told the public broadcaster. “This is not a night for photographs.”\n\n"
        "Ferry operators have said they will suspend all crossings. Whether trains will run remains unclear; the railway says a decision will be made on Thursday morning.",
        [
            ("the weather service", "warned", "Storm Ilse will reach the coast on Thursday night", False),
            ("its director", "told", "Do not go near the water", True),
            ("its director", "told", "This is not a night for photographs.", True),
            ("Ferry operators", "said", "they will suspend all crossings", False),
            ("the railway", "says", "a decision will be made on Thursday morning", False),
        ],
    ),
    "police": (
        "Two men were arrested after shots were fired at a wedding in Leeds, West Yorkshire Police have confirmed.\n\n"
        "A witness, who gave her name only as Tracey, said she had heard “four or five bangs”. “People were under the tables,” she added. “The band just kept playing.”\n\n"
        "Inspector Dev Patel appealed for anyone with video footage to come forward. He stressed that there was no wider threat to the public. "
        "It is understood that the gunman was known to the bride’s family.\n\n"
        "The venue’s owner did not respond to a request for comment.",
        [
            ("West Yorkshire Police", "confirmed", "Two men were arrested after shots were fired at a wedding in Leeds", False),
            ("A witness", "said", "she had heard “four or five bangs”", False),
            ("she", "added", "People were under the tables", True),
            ("she", "added", "The band just kept playing.", True),
            ("Inspector Dev Patel", "appealed", "for anyone with video footage to come forward", False),
            ("He", "stressed", "that there was no wider threat to the public", False),
            (None, "understood", "that the gunman was known to the bride’s family", False),
        ],
    ),
    "economy": (
        "The central bank left its main rate unchanged at 3.5 percent, as most economists had predicted.\n\n"
        'In a statement, the bank said inflation was "moving in the right direction" but that wages were still rising too fast. Governor Aksel Holm told a news conference he did not rule out a cut in June.\n\n'
        '"We are not in a hurry," Holm said. "Neither is inflation."\n\n'
        'Traders, however, are betting that the bank will move sooner. "The governor is bluffing," says Ida Brun, chief strategist at Fjordbank. Her view is shared by the employers\' federation, which argues that high rates are strangling investment.',
        [
            (
                "the bank",
                "said",
                'inflation was "moving in the right direction" but that wages were still rising too fast',
                False,
            ),
            ("Governor Aksel Holm", "told", "he did not rule out a cut in June", False),
            ("Holm", "said", "We are not in a hurry", True),
            ("Holm", "said", "Neither is inflation.", True),
            ("Traders", "betting", "that the bank will move sooner", False),
            ("Ida Brun", "says", "The governor is bluffing", True),
            ("the employers' federation", "argues", "that high rates are strangling investment", False),
        ],
    ),
    "diplomacy": (
        'NAIROBI, 12 June (Example) – Kenya\'s foreign ministry on Thursday rejected a report that its soldiers had crossed into Somalia, calling it "pure fiction".\n\n'
        "The report, published by a Mogadishu newspaper, cited two unnamed officers as saying that a column of 30 vehicles had been seen near the town of Dhobley.\n\n"
        '"No Kenyan soldier is where he should not be," ministry spokesman Peter Otieno said at a briefing. He accused the newspaper of spreading rumours and urged Somalia to "verify before it shouts".\n\n'
        'Somalia\'s government has not confirmed the report. But an adviser to the president, speaking on condition of anonymity, said that there was "no smoke without fire". Reuters quoted a local elder as saying the vehicles had left after two hours.\n\n'
        "The African Union's envoy expressed concern and said she hoped that both sides would show restraint.",
        [
            (None, "report", "that its soldiers had crossed into Somalia", False),
            ("Kenya's foreign ministry", "calling", "pure fiction", True),
            ("two unnamed officers", "saying", "that a column of 30 vehicles had been seen near the town of Dhobley", False),
            ("The report", "cited", "that a column of 30 vehicles had been seen near the town of Dhobley", False),
            ("ministry spokesman Peter Otieno", "said", "No Kenyan soldier is where he should not be", True),
            ("He", "accused", "the newspaper of spreading rumours", False),
            ("He", "urged", 'to "verify before it shouts"', False),
            ("an adviser to the president", "said", 'that there was "no smoke without fire"', False),
            ("a local elder", "saying", "the vehicles had left after two hours", False),
            ("Reuters", "quoted", "the vehicles had left after two hours", False),
            ("The African Union's envoy", "said", "she hoped that both sides would show restraint", False),
            ("she", "hoped", "that both sides would show restraint", False),
        ],
    ),
    "tennis": (
        "Top seed Elena Marku crashed out of the Vilnius Open on Tuesday, losing 6-4, 7-5 to a qualifier ranked 212th in the world.\n\n"
        '"I have no excuses," said a tearful Marku, 24. "She hit every line. What can you do?"\n\n'
        'Her conqueror, Julie Prat of France, could hardly believe it. "I only came here for the doubles!" she laughed.\n\n'
        'Marku\'s coach denied reports that she was carrying an injury. "Her shoulder is fine," he insisted. "It\'s her serve that hurts."\n\n'
        'Prat, who works part-time in a bakery, will face Croatia\'s Ana Lukic next. Lukic, asked what she knew of her opponent, replied: "That she gets up early."',
        [
            ("a tearful Marku", "said", "I have no excuses", True),
            ("a tearful Marku", "said", "She hit every line. What can you do?", True),
            ("she", "laughed", "I only came here for the doubles!", True),
            ("Marku's coach", "denied", "reports that she was carrying an injury", False),
            (None, "reports", "that she was carrying an injury", False),
            ("he", "insisted", "Her shoulder is fine", True),
            ("he", "insisted", "It's her serve that hurts.", True),
            ("Lukic", "replied", "That she gets up early.", True),
        ],
    ),
    "tech": (
        "Search firm Kwanto said it would appeal against a fine of 900 million euros, which it described as “disproportionate”.\n\n"
        "The regulator found that the company had hidden rivals’ offers on the second page of results. “Nobody looks at the second page,” commissioner Leila Haddad told journalists in Brussels. “Kwanto knows this better than anyone.”\n\n"
        "Kwanto argues users are free to scroll. Its lawyer wrote on the company’s blog that the decision “punishes success”; consumer groups, by contrast, called it long overdue.\n\n"
        "Haddad’s prediction that other firms would now change their ways met with scepticism. “They will pay and carry on,” one former official predicted, noting that the fine amounts to less than a week’s revenue.",
        [
            (
                "Search firm Kwanto",
                "said",
                "it would appeal against a fine of 900 million euros, which it described as “disproportionate”",
                False,
            ),
            ("it", "described", "disproportionate", True),
            ("The regulator", "found", "that the company had hidden rivals’ offers on the second page of results", False),
            ("commissioner Leila Haddad", "told", "Nobody looks at the second page", True),
            ("commissioner Leila Haddad", "told", "Kwanto knows this better than anyone.", True),
            ("Kwanto", "argues", "users are free to scroll", False),
            ("Its lawyer", "wrote", "that the decision “punishes success”", False),
            ("consumer groups", "called", "it long overdue", False),
            ("Haddad", "prediction", "that other firms would now change their ways", False),
            ("one former official", "predicted", "They will pay and carry on", True),
            ("one former official", "noting", "that the fine amounts to less than a week’s revenue", False),
        ],
    ),
}

"""Lists every attribution of a text, political or not: who speaks, by which word the text says so, and what is said.

A text says whose words it passes on in few ways, and each has its place here. `verbs` reads a reporting verb, whose words stand
behind it (`contents`: "she said that ...") or around it (`remarks`: "..., she said, ..."); `nouns` reads "the claim that";
`phrases` reads "according to" and "reportedly"; `quotations` reads a colon, and nothing at all where a quotation runs on.

All of them look at a `paragraph` with the words in `cues` and the marks that `quotemarks` finds, name who speaks by `speakers`,
and fit what is said to the marks by `fitting`; `reading` puts them together.
"""

from kg.extract.quoting.quote import Quote
from kg.extract.quoting.reading import quotes

__all__ = ["Quote", "quotes"]

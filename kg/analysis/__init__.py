"""What statements show together: pure functions to small frozen results, one module a question.

From the graph of `kg.graph.project`: `centrality`, `dyads`. From statements and the store that has them: `disputes`, `positions`,
`timeline`.
"""

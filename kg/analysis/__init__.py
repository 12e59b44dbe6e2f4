"""What statements show together: pure functions to small frozen results, one module a question.

    statements --kg.graph.project, projections, states, dating--> graph --a question--> Result (kg.analysis.results)

Who: `centrality`, `communities`, `brokerage`, `mediation`, `balance`, `blocs`, `affinity`, `prediction`. When: `series`, `dyads`, `changes`,
`timeline`, `windows`. Whose word: `agreement`, `contested`, `favour`, `quoting`, `disputes`, `positions`.
All of them: `overview`.
"""

// Which people, parties and groups of a state take a stance unlike the state's own.
//
// Parameters:
//   a      actor             the state
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query odds-with-state Belmark
// Reading: `target` is an actor or an issue toward which the state and somebody of its country take sides, one for and one
//   against. The state's is its newest stance there. Stances that others ascribe to either are left out.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.stance IN ['support', 'praise', 'oppose', 'condemn'] AND s.polarity = 'asserted' AND s.eventuality IN ['happened',
  'ongoing', 'planned']
  AND (size(s.speaker_ids) = 0 OR s.speaker_ids[-1] IN s.actor_ids OR s.speaker_countries[-1] = a.country)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
UNWIND [i IN range(0, size(s.recipient_ids) - 1) | [s.recipient_ids[i], s.recipients[i]]]
  + CASE WHEN s.target_issue IS NULL THEN [] ELSE [[s.target_issue, s.target_issue]] END AS pair
WITH a, pair[0] AS key, pair[1] AS target, s ORDER BY s.first_day, s.id
WITH a, key, target, collect(s) AS held
WITH a, collect({key: key, target: target, stance: held[-1].stance, date: held[-1].date, statement: held[-1].id}) AS positions
MATCH (g:Actor) WHERE g.country = a.country AND g.id <> a.id
MATCH (g)<-[:ACTOR]-(s:Statement)
WHERE s.stance IN ['support', 'praise', 'oppose', 'condemn'] AND s.polarity = 'asserted' AND s.eventuality IN ['happened',
  'ongoing', 'planned']
  AND (size(s.speaker_ids) = 0 OR s.speaker_ids[-1] IN s.actor_ids OR s.speaker_countries[-1] = g.country)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
UNWIND positions AS state
WITH g, s, state WHERE (state.key IN s.recipient_ids OR state.key = s.target_issue)
  AND (state.stance IN ['support', 'praise']) <> (s.stance IN ['support', 'praise'])
RETURN g.name AS who, g.kind AS kind, s.stance AS stance, state.target AS target, s.date AS date, state.stance AS state_stance,
  state.date AS state_date, s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement,
  state.statement AS state_statement
ORDER BY who, target, s.first_day, statement LIMIT $limit

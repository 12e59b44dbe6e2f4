// On which happenings with A two sides give accounts that cannot both hold.
//
// Parameters:
//   a      actor             who acts or is acted upon in what is told
//   b      actor = null      and this one, too
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query rival-accounts Norvania Belmark
// Reading: each pair of accounts once: who says what, and who says otherwise. A plain denial is such an account, too. Where the
//   most rival accounts are, `contested-dyads` tells.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)<-[:CONTESTS]-(y:Statement)
WHERE ($b IS NULL OR $b IN s.actor_ids OR $b IN s.recipient_ids)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s, y
WHERE s.id < y.id OR NOT y.id IN s.denies + [(s)-[:CONTESTS]->(z:Statement) | z.id]
RETURN s.date AS date, s.type AS type, s.by AS one, s.text AS says, y.by AS other, y.text AS says_otherwise, s.page AS page,
  s.uri AS report, s.id AS statement, y.id AS other_statement
ORDER BY s.first_day, statement, other_statement LIMIT $limit

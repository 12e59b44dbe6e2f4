// What A asked, urged or demanded of B, and what exactly is wanted.
//
// Parameters:
//   a      actor             who asks
//   b      actor = null      of whom; of anybody if left out
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query asked Norvania Belmark
// Reading: one row for each request; `wants` are the words of what is asked for where the report spells it out. A request that
//   somebody denies says so in `polarity`.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.type = 'REQUEST' AND ($b IS NULL OR $b IN s.recipient_ids)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH s ORDER BY s.first_day, s.id LIMIT $limit
OPTIONAL MATCH (s)<-[:CONTENT_OF]-(c:Statement)
WITH s, c ORDER BY c.start, c.id
WITH s, collect(c.text) AS wants
RETURN s.date AS date, s.recipients AS of, wants, s.polarity AS polarity, s.by AS said_by, s.text AS text, s.page AS page,
  s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement

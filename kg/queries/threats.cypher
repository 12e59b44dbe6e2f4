// Whom A threatens with what, and whether deeds followed.
//
// Parameters:
//   a      actor             who threatens
//   b      actor = null      whom; anybody if left out
//   days   integer = 90      for how many days after the threat to look for deeds
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query threats 'Oskar Lindt'
// Reading: `deeds` counts the hostile acts (SANCTION, MOBILIZE, COERCE, ASSAULT) of A or somebody of its country toward the one
//   threatened that are asserted in those days, `first_deed` is the first. What follows need not follow from the threat.
//   Only dated threats are there.
MATCH (a:Actor {id: $a})-[r:THREATEN]->(x:Actor)
WHERE $b IS NULL OR x.id = $b
WITH a, x, r.statement AS id
MATCH (s:Statement {id: id})
WHERE s.first_day IS NOT NULL AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH a, x, s ORDER BY s.first_day, s.id, x.id LIMIT $limit
WITH a, x, s, toString(date(s.last_day) + duration({days: $days})) AS until
OPTIONAL MATCH (x)<-[d:SANCTION|MOBILIZE|COERCE|ASSAULT]-(y:Actor)
WHERE (y.id = a.id OR y.country = a.country) AND d.status <> 'planned' AND d.date >= s.first_day AND d.date <= until
WITH x, s, d ORDER BY d.date, d.statement
WITH x, s, collect(DISTINCT d.statement) AS ids, collect(d) AS deeds
RETURN s.date AS date, x.name AS whom, s.mode AS mode, s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report,
  s.id AS statement, size(ids) AS deeds, deeds[0].date AS first_deed_on,
  deeds[0].by AS deed_said_by, deeds[0].text AS first_deed, deeds[0].statement AS deed_statement
ORDER BY s.first_day, statement, whom

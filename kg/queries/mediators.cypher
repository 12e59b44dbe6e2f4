// Who mediates between A and B, or talks to both.
//
// Parameters:
//   a      actor             one side
//   b      actor             the other side
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query mediators Norvania Belmark
// Reading: `mediates` counts the statements that bring both sides together (PLOVER mode third-party, or CAMEO 045), `with_a` and
//   `with_b` all talks with each side; somebody of a side's country counts as that side. Mediators first, then go-betweens
//   by the lesser count. `statement` is the newest.
MATCH (a:Actor {id: $a}) MATCH (b:Actor {id: $b})
MATCH (side:Actor)
WHERE side.id IN [$a, $b] OR side.country = a.country OR side.country = b.country
WITH a, b, side, side.id = $a OR coalesce(side.country = a.country, false) AS of_a
MATCH (side)-[r:CONSULT]-(m:Actor)
WHERE NOT m.id IN [$a, $b] AND NOT coalesce(m.country = a.country, false) AND NOT coalesce(m.country = b.country, false)
  AND ($since IS NULL OR r.date >= $since) AND ($until IS NULL OR r.date <= $until)
WITH m, r.statement AS statement, max(r.date) AS date, max(CASE WHEN of_a THEN 1 ELSE 0 END) AS at_a,
  max(CASE WHEN of_a THEN 0 ELSE 1 END) AS at_b,
    max(CASE WHEN r.mode = 'third-party' OR r.cameo = '045' THEN 1 ELSE 0 END) AS brings
ORDER BY coalesce(date, '0000') DESC, statement
WITH m, sum(at_a * at_b * brings) AS mediates, sum(at_a) AS with_a, sum(at_b) AS with_b, max(date) AS last,
  collect(statement) AS told
WHERE with_a > 0 AND with_b > 0
RETURN m.name AS who, mediates, with_a, with_b, last, told[0] AS statement, m.id AS actor
ORDER BY mediates DESC, CASE WHEN with_a < with_b THEN with_a ELSE with_b END DESC, actor LIMIT $limit

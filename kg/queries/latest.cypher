// The newest statements in which A acts, is acted upon or speaks.
//
// Parameters:
//   a      actor            who
//   until  last-day = null  as of this day: nothing that is dated later
//   limit  integer = 20     at most so many rows
// Example: kg query latest 'Oskar Lindt' --param limit=5
// Reading: by the date told of, newest first; undated statements come last. Plans carry their future date: leave them out with
//   `until`.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT|SAID_BY]-(s:Statement)
WHERE $until IS NULL OR s.first_day <= $until
WITH DISTINCT s ORDER BY coalesce(s.last_day, '0000') DESC, s.id LIMIT $limit
RETURN s.date AS date, s.actors AS who, s.type AS type, s.stance AS stance, s.recipients AS whom, s.eventuality AS status,
  s.polarity AS polarity, s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement
ORDER BY coalesce(s.last_day, '0000') DESC, statement

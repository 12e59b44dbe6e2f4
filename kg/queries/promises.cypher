// What A promised or announced, and whether it is reported done.
//
// Parameters:
//   a      actor             whose promises
//   b      actor = null      toward whom; anybody if left out
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query promises Norvania
// Reading: `done_on` is the first act of the same type by A toward the same target that is reported as done on or after the day
//   of the promise; null is no report of it. The match is by type, mode and target: read both texts.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.type IS NOT NULL AND s.polarity = 'asserted' AND s.eventuality IN ['planned', 'happened', 'ongoing']
  AND ($b IS NULL OR $b IN s.recipient_ids)
WITH s ORDER BY s.first_day, s.id
WITH s.type AS type, s.mode AS mode, s.recipient_ids AS targets, collect(s) AS told
UNWIND [s IN told WHERE s.eventuality = 'planned' AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR
  s.first_day <= $until)] AS s
WITH s, [d IN told WHERE d.eventuality <> 'planned' AND (s.first_day IS NULL OR d.first_day >= s.first_day)] AS done
RETURN s.date AS date, s.type AS type, s.mode AS mode, s.recipients AS toward, s.by AS said_by, s.text AS text,
  s.page AS page, s.uri AS report, s.id AS statement,
  done[0].date AS done_on, done[0].by AS done_said_by, done[0].text AS done, done[0].id AS done_statement
ORDER BY s.first_day, statement LIMIT $limit

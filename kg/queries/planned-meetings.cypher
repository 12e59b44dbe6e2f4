// Which meetings, visits and talks are planned, where and when.
//
// Parameters:
//   a      actor = null      only those of this actor
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query planned-meetings --param since=2031-06
// Reading: meetings announced, not yet held when the report was written; `since` and `until` are about the day of the meeting.
//   One row for each report that tells of it. Without `a` only meetings whose two sides are named are there.
CALL {
  WITH $a AS wanted WHERE wanted IS NOT NULL
  MATCH (a:Actor {id: wanted})<-[:ACTOR|RECIPIENT]-(s:Statement)
  WHERE s.type = 'CONSULT' AND s.eventuality = 'planned' AND s.polarity = 'asserted'
    AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
  RETURN s.id AS id, s.date AS day
  UNION
  WITH $a AS wanted WHERE wanted IS NULL
  MATCH (:Actor)-[r:CONSULT]->(:Actor)
  WHERE r.status = 'planned' AND ($until IS NULL OR r.date <= $until)
    AND ($since IS NULL OR split(r.date, '/')[-1] >= substring($since, 0, size(split(r.date, '/')[-1])))
  RETURN r.statement AS id, r.date AS day
}
WITH DISTINCT id, day ORDER BY day, id LIMIT $limit
MATCH (s:Statement {id: id})
RETURN s.date AS date, s.actors AS who, s.recipients AS with, s.place AS place, s.mode AS mode, s.certainty AS certainty,
  s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement
ORDER BY date, statement

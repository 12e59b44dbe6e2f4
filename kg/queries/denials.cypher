// Which claims are denied, and by whom.
//
// Parameters:
//   a      actor = null      only denials by this actor
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query denials
// Reading: `claim` is what `claimed_by` said and `denial` the words that deny it; `since` and `until` are about the denial.
//   Newest first. Without `a` only claims of a named voice are there, not those that a report makes itself.
CALL {
  WITH $a AS wanted WHERE wanted IS NOT NULL
  MATCH (a:Actor {id: wanted})<-[:ACTOR|SAID_BY]-(s:Statement)-[:DENIES]->(:Statement)
  WHERE ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
  RETURN s.id AS denied_in, s.date AS date
  UNION
  WITH $a AS wanted WHERE wanted IS NULL
  MATCH (:Actor)-[r:DENIES]->(:Actor)
  WHERE ($since IS NULL OR split(r.date, '/')[-1] >= substring($since, 0, size(split(r.date, '/')[-1])))
    AND ($until IS NULL OR r.date <= $until)
  RETURN r.statement AS denied_in, r.date AS date
}
WITH DISTINCT denied_in, coalesce(date, '0000') AS day ORDER BY day DESC, denied_in LIMIT $limit
MATCH (s:Statement {id: denied_in})-[:DENIES]->(c:Statement)
RETURN s.date AS date, CASE WHEN size(s.actors) > 0 THEN s.actors ELSE [s.by] END AS denied_by,
  CASE WHEN size(c.speakers) = 0 AND c.type IN ['ACCUSE', 'REJECT', 'REQUEST',
    'THREATEN'] THEN c.actors ELSE [c.by] END AS claimed_by,
  c.text AS claim, s.text AS denial, s.page AS page, s.uri AS report, c.id AS statement, denied_in
ORDER BY day DESC, denied_in, statement LIMIT $limit

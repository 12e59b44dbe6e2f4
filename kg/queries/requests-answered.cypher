// What A asked of B, and how B answered: done, refused, or no answer on record.
//
// Parameters:
//   a      actor             who asks
//   b      actor             of whom
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query requests-answered Norvania Belmark
// Reading: `answer` is `done` where B is later reported to do an act of the type and mode wanted, `refused` where B later rejects
//   something of that sort of A's or of its country's, whichever is first, else null; later means on or after the day of
//   the request. The match is by codes: read both texts.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.type = 'REQUEST' AND s.polarity = 'asserted' AND $b IN s.recipient_ids AND ($since IS NULL OR s.last_day >= $since)
  AND ($until IS NULL OR s.first_day <= $until)
WITH a, s ORDER BY s.first_day, s.id LIMIT $limit
OPTIONAL MATCH (s)<-[:CONTENT_OF]-(c:Statement)
WITH a, s, c ORDER BY c.start, c.id
WITH a, s, collect(c.type) AS types, collect(c.mode) AS modes
WITH a, collect({s: s, types: types, modes: modes}) AS requests
MATCH (b:Actor {id: $b})
OPTIONAL MATCH (b)<-[:ACTOR]-(d:Statement)
WHERE d.polarity = 'asserted' AND d.eventuality IN ['happened', 'ongoing'] AND d.first_day IS NOT NULL
  AND (any(r IN requests WHERE d.type IN r.types) OR (d.type = 'REJECT' AND size(d.denies) = 0
    AND ($a IN d.recipient_ids OR a.country IN d.recipient_countries)))
WITH requests, d ORDER BY d.first_day, d.id
WITH requests, collect(d) AS deeds
UNWIND requests AS r
WITH r.s AS s, [d IN deeds WHERE (r.s.first_day IS NULL OR d.first_day >= r.s.first_day)
  AND CASE WHEN d.type = 'REJECT' THEN r.s.mode IS NULL OR d.mode IS NULL OR d.mode = r.s.mode
    ELSE d.type IN r.types AND (d.mode IS NULL OR size(r.modes) = 0 OR d.mode IN r.modes) END][0] AS answer
RETURN s.date AS date, s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement,
  CASE WHEN answer IS NULL THEN null WHEN answer.type = 'REJECT' THEN 'refused' ELSE 'done' END AS answer,
  answer.date AS answered_on, answer.by AS answer_said_by, answer.text AS answer_text, answer.id AS answer_statement
ORDER BY s.first_day, statement LIMIT $limit

// What A said to B or about what it will do with B: agreeing, asking, accusing, refusing, threatening.
//
// Parameters:
//   a      actor             who speaks
//   b      actor             to whom
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query said-to 'Oskar Lindt' Norvania
// Reading: the acts in words of PLOVER (AGREE, CONSULT, SUPPORT, CONCEDE, REQUEST, ACCUSE, REJECT, THREATEN), oldest first. What
//   A does in deeds is in `kg relations`.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE s.type IN ['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN']
  AND ($b IN s.recipient_ids OR (size(s.recipient_ids) = 0 AND $b IN s.actor_ids))
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
RETURN s.date AS date, s.type AS type, s.mode AS mode, s.eventuality AS status, s.polarity AS polarity, s.by AS said_by,
  s.text AS text, s.page AS page, s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement LIMIT $limit

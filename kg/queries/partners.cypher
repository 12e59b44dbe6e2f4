// With whom A deals, in words and deeds, for and against.
//
// Parameters:
//   a      actor             who
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query partners Belmark
// Reading: only what is asserted and has happened, is ongoing or planned, in both directions; those with most acts first. The
//   four counts are PLOVER's classes: words and deeds that are for, words and deeds that are against.
MATCH (a:Actor {id: $a})-[r:AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION
  |MOBILIZE|COERCE|ASSAULT]-(o:Actor)
WHERE o.id <> $a AND ($since IS NULL OR r.date >= $since) AND ($until IS NULL OR r.date <= $until)
WITH DISTINCT o, type(r) AS type, r.statement AS statement, r.date AS date
WITH o, count(*) AS acts, sum(CASE WHEN type IN ['AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE'] THEN 1 ELSE 0 END) AS words_for,
  sum(CASE WHEN type IN ['COOPERATE', 'AID', 'RETREAT'] THEN 1 ELSE 0 END) AS deeds_for,
  sum(CASE WHEN type IN ['REQUEST', 'ACCUSE', 'REJECT', 'THREATEN'] THEN 1 ELSE 0 END) AS words_against,
  sum(CASE WHEN type IN ['PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT'] THEN 1 ELSE 0 END) AS deeds_against,
    max(date) AS last
RETURN o.name AS partner, acts, words_for, deeds_for, words_against, deeds_against, last, o.id AS actor
ORDER BY acts DESC, actor LIMIT $limit

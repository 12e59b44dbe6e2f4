// Which voices use which word for the same happening.
//
// Parameters:
//   a      actor             who acts
//   b      actor = null      toward whom
//   type   type = null       only acts of this PLOVER type
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query words Belmark Norvania
// Reading: happenings (same type, target and date) that are told in different words: `word` is what names the act, `voices` who
//   uses it. One row for each word.
MATCH (a:Actor {id: $a})<-[:ACTOR]-(s:Statement)
WHERE ($b IS NULL OR $b IN s.recipient_ids) AND ($type IS NULL OR s.type = $type) AND s.type IS NOT NULL AND s.date IS NOT NULL
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH s ORDER BY s.by, s.id
WITH s.date AS date, s.type AS type, s.recipients AS whom, toLower(s.trigger) AS word, collect(DISTINCT s.by) AS voices,
  count(*) AS times, min(s.id) AS statement
ORDER BY word
WITH date, type, whom, collect({word: word, voices: voices, times: times, statement: statement}) AS words
WHERE size(words) > 1
UNWIND words AS w
RETURN date, type, whom, w.word AS word, w.voices AS voices, w.times AS times, w.statement AS statement
ORDER BY date, type, whom, word LIMIT $limit

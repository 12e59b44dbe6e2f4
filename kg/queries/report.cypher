// What a report says, in the order of its text.
//
// Parameters:
//   document  document       the report, by id or address
//   limit     integer = 500  at most so many rows
// Example: kg query report reports/8.pdf
// Reading: one row for each statement; `kg show ID` shows it in its passage.
MATCH (s:Statement {document: $document})
RETURN s.page AS page, s.date AS date, s.actors AS who, s.type AS type, s.stance AS stance, s.recipients AS whom,
  s.eventuality AS status,
  s.polarity AS polarity, s.certainty AS certainty, s.by AS said_by, s.text AS text, s.id AS statement
ORDER BY s.start, s.trigger_start, statement LIMIT $limit

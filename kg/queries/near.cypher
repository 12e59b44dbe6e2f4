// What is reported from a place, or from a whole country, in a period.
//
// Parameters:
//   place  text              part of the place's name, in any case, or the country's three letters
//   since  first-day = null  not before this day, month or year
//   until  last-day = null   not after this day, month or year
//   limit  integer = 50      at most so many rows
// Example: kg query near Tarn 2031-05 2031-05
// Reading: statements that tell where; oldest first. What is denied, feared or called for is there too and says so.
MATCH (p:Place) WHERE toLower(p.name) CONTAINS toLower($place) OR p.country = $place
MATCH (p)<-[:AT]-(s:Statement)
WHERE ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s ORDER BY s.first_day, s.id LIMIT $limit
RETURN s.date AS date, s.place AS place, s.actors AS who, s.type AS type, s.recipients AS whom, s.eventuality AS status,
  s.polarity AS polarity, s.by AS said_by, s.text AS text, s.page AS page, s.uri AS report, s.id AS statement
ORDER BY s.first_day, statement

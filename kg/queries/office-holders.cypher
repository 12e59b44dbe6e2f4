// Who held an office on a day.
//
// Parameters:
//   title  text              part of the office's title, in any case
//   day    first-day = null  on this day; every holder if left out
//   limit  integer = 50      at most so many rows
// Example: kg query office-holders 'foreign minister' 2031-07-15
// Reading: an open end or beginning is null. Offices come from the data on office-holders, not from the reports.
MATCH (o:Office) WHERE toLower(o.title) CONTAINS toLower($title)
MATCH (p:Actor)-[h:HELD]->(o)
WHERE $day IS NULL OR ((h.start IS NULL OR h.start <= $day) AND (h.end IS NULL OR h.end >= substring($day, 0, size(h.end))))
RETURN o.title AS office, o.country AS country, p.name AS holder, h.start AS start, h.end AS end, p.id AS actor
ORDER BY office, country, start, actor LIMIT $limit

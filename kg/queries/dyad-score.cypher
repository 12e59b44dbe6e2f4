// How conflict and cooperation between A and B move from month to month.
//
// Parameters:
//   a          actor                   one side
//   b          actor                   the other side
//   certainty  certainty = "probable"  the least certainty that counts
//   since      first-day = null        not before this day, month or year
//   until      last-day = null         not after this day, month or year
// Example: kg query dyad-score Norvania Belmark
// Reading: only what is asserted and has happened or is ongoing counts, in both directions. `score` is the mean on the Goldstein
//   scale (-10 to 10) of the acts that have one, `balance` their sum. What is dated by the year alone is left out.
MATCH (a:Actor {id: $a})<-[:ACTOR|RECIPIENT]-(s:Statement)
WHERE $b IN s.actor_ids + s.recipient_ids AND s.polarity = 'asserted' AND s.eventuality IN ['happened', 'ongoing']
  AND ($a IN s.actor_ids OR $b IN s.actor_ids) AND ($b IN s.recipient_ids OR $a IN s.recipient_ids OR size(s.recipient_ids) = 0)
  AND s.certainty IN CASE $certainty WHEN 'certain' THEN ['certain'] WHEN 'probable' THEN ['certain', 'probable']
    WHEN 'possible' THEN ['certain', 'probable', 'possible'] ELSE ['certain', 'probable', 'possible', 'unknown'] END
  AND substring(s.first_day, 0, 7) = substring(s.last_day, 0, 7)
  AND ($since IS NULL OR s.last_day >= $since) AND ($until IS NULL OR s.first_day <= $until)
WITH DISTINCT s
WITH substring(s.first_day, 0, 7) AS month, count(*) AS acts,
  sum(CASE WHEN s.goldstein > 0 THEN 1 ELSE 0 END) AS cooperative, sum(CASE WHEN s.goldstein < 0 THEN 1 ELSE 0 END) AS hostile,
  round(avg(s.goldstein), 2) AS score, round(sum(s.goldstein), 2) AS balance, min(s.goldstein) AS lowest
RETURN month, acts, cooperative, hostile, score, balance, lowest ORDER BY month

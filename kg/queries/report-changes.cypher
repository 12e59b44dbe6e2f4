// What a report repeats, changes, drops and adds against an earlier one.
//
// Parameters:
//   old      document                                           the earlier report, by id or address
//   new      document                                           the later report
//   changes  texts = ["repeated", "changed", "dropped", "new"]  which of these to show
//   limit    integer = 500                                      at most so many rows
// Example: kg query report-changes reports/7.pdf reports/8.pdf
// Reading: two statements are about the same thing when kind, type, actors, targets and issue are the same; the first of the one
//   report is then set against the first of the other, and so on. `differs` names what has changed.
UNWIND [$old, $new] AS report
MATCH (s:Statement {document: report})
WITH s ORDER BY s.start, s.trigger_start, s.id
WITH s.kind AS kind, s.type AS type, s.actor_ids AS actors, s.recipient_ids AS recipients, s.target_issue AS issue,
  collect(s) AS told
WITH kind, type, [s IN told WHERE s.document = $old] AS old, [s IN told WHERE s.document = $new] AS new
UNWIND range(0, CASE WHEN size(old) > size(new) THEN size(old) ELSE size(new) END - 1) AS i
WITH kind, type, old[i] AS o, new[i] AS n
WITH kind, type, o, n, CASE WHEN o IS NULL OR n IS NULL THEN [] ELSE
  CASE WHEN coalesce(o.stance, '') <> coalesce(n.stance, '') THEN ['stance'] ELSE [] END
  + CASE WHEN o.polarity <> n.polarity THEN ['polarity'] ELSE [] END
  + CASE WHEN o.certainty <> n.certainty THEN ['certainty'] ELSE [] END
  + CASE WHEN o.eventuality <> n.eventuality THEN ['status'] ELSE [] END
  + CASE WHEN coalesce(o.date, '') <> coalesce(n.date, '') THEN ['date'] ELSE [] END
  + CASE WHEN coalesce(o.mode, '') <> coalesce(n.mode, '') THEN ['mode'] ELSE [] END
  + CASE WHEN o.place_ids <> n.place_ids THEN ['place'] ELSE [] END
  + CASE WHEN o.speaker_ids <> n.speaker_ids THEN ['speakers'] ELSE [] END END AS differs
WITH kind, type, o, n, differs,
  CASE WHEN o IS NULL THEN 'new' WHEN n IS NULL THEN 'dropped' WHEN size(differs) > 0 THEN 'changed' ELSE 'repeated' END AS
    change
WHERE change IN $changes
RETURN change, coalesce(n.actors, o.actors) AS who, coalesce(type, kind) AS type, coalesce(n.recipients,
  o.recipients) AS whom, differs,
  o.text AS before, n.text AS after, o.page AS page_before, n.page AS page_after, o.id AS statement_before, n.id AS statement
ORDER BY change, coalesce(n.start, o.start), coalesce(n.id, o.id) LIMIT $limit

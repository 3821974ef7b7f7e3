/**
 * What people wrote. Everybody under the director and the manager has all of it; of the others
 * every so manieth person, so that 100,000 people stay within a few gigabytes.
 */
export function contentSql({ size, authors }: { size: number; authors: number }): string {
  const every = Math.max(1, Math.floor(size / authors))
  return [writtenSql({ size, every }), handedInSql, packetsSql, draftsSql, TIDY].join('\n')
}

const TIDY = 'DROP TABLE bench.submissions, bench.ratings, bench.sections;'

function writtenSql({ size, every }: { size: number; every: number }): string {
  return `
CREATE TABLE bench.submissions AS
SELECT uuidv7() AS id, r.id AS review_id, r.participant_id, r.cycle_id, r.subject_id, r.author_id,
  r.direction, r.submitted_at, p.level_key, p.next_level_key
FROM reviews r JOIN participants p ON p.id = r.participant_id JOIN bench.people s ON s.id = r.subject_id
WHERE r.revision > 0 AND (s.n % ${every} = 0 OR s.n >= ${size - 50} OR s.n <= 10);
CREATE UNIQUE INDEX ON bench.submissions (id);
CREATE INDEX ON bench.submissions (participant_id);

CREATE TABLE bench.ratings AS
SELECT s.id AS submission_id, s.participant_id, s.direction, s.author_id, i.item_id, i.item_key, i.level_key,
  nullif(pg_temp.pick(s.id::text || i.item_key, 6), 6) AS value,
  CASE WHEN pg_temp.pick('note ' || s.id || i.item_key, 3) = 1 THEN pg_temp.sentence(s.id::text || i.item_key)
    ELSE '' END AS note
FROM bench.submissions s
JOIN bench.items i ON i.kind = 'INDICATOR' AND i.level_key IN (s.level_key, s.next_level_key);
CREATE INDEX ON bench.ratings (submission_id);
CREATE INDEX ON bench.ratings (participant_id);

CREATE TABLE bench.sections AS
SELECT s.id AS submission_id, e.section, e.title, pg_temp.paragraph(s.id || e.section) AS text
FROM bench.submissions s JOIN bench.sections_of_level e ON e.level_key = s.level_key;
CREATE INDEX ON bench.sections (submission_id);
ANALYZE bench.submissions, bench.ratings, bench.sections;
`
}

const handedInSql = `
INSERT INTO submissions (id, participant_id, cycle_id, subject_id, direction, rater_key, revision, review_id, body, submitted_at)
SELECT s.id, participant_id, cycle_id, subject_id, direction, left(md5(subject_id::text || author_id), 22), 1,
  CASE WHEN direction <> 'PEER' THEN review_id END,
  jsonb_build_object('sections', texts.body || coalesce(rated.body, '{}')), submitted_at
FROM bench.submissions s
CROSS JOIN LATERAL (SELECT jsonb_object_agg(section, jsonb_build_object('text', text, 'ratings', '{}'::jsonb)) AS body
  FROM bench.sections x WHERE x.submission_id = s.id) texts
CROSS JOIN LATERAL (SELECT jsonb_object_agg('indicators:' || level_key, jsonb_build_object('text', '', 'ratings', entries)) AS body
  FROM (SELECT level_key, jsonb_object_agg(item_key, jsonb_build_object('value', value, 'note', note)) AS entries
    FROM bench.ratings r WHERE r.submission_id = s.id GROUP BY level_key) by_level) rated;

INSERT INTO submission_authors (submission_id, author_id, review_id)
SELECT id, author_id, review_id FROM bench.submissions;
INSERT INTO ratings (submission_id, item_id, level_key, value, has_note)
SELECT submission_id, item_id, level_key, value, note <> '' FROM bench.ratings;
INSERT INTO audit_events (at, actor_id, action, object_type, object_id, subject_id, cycle_id, decision)
SELECT submitted_at, author_id, 'review.submit', 'review', review_id::text, subject_id, cycle_id, 'allow'
FROM bench.submissions;
`

const packetsSql = `
INSERT INTO packets (participant_id, cycle_id, subject_id, revision, payload, shared_by_id, shared_at)
SELECT p.id, c.id, p.person_id, 1, jsonb_build_object(
  'format', 1,
  'cycle', jsonb_build_object('id', c.id, 'name', c.name, 'periodStart', c.period_start,
    'periodEnd', c.period_end, 'timeZone', c.time_zone),
  'subject', jsonb_build_object('id', s.id, 'name', s.name, 'teamName', p.team_name),
  'manager', jsonb_build_object('id', m.id, 'name', m.name),
  'ladderVersionId', c.ladder_version_id,
  'track', (SELECT jsonb_build_object('key', track_key, 'title', track_title) FROM bench.levels WHERE level_key = p.level_key),
  'level', (SELECT jsonb_build_object('key', level_key, 'title', title) FROM bench.levels WHERE level_key = p.level_key),
  'nextLevel', (SELECT jsonb_build_object('key', level_key, 'title', title) FROM bench.levels WHERE level_key = p.next_level_key),
  'peerVisibility', c.peer_visibility,
  'items', (SELECT jsonb_agg(jsonb_build_object('key', item_key, 'text', text, 'kind', kind, 'levelKey', level_key))
    FROM bench.items i WHERE i.level_key = p.level_key OR i.level_key = p.next_level_key AND kind = 'INDICATOR'),
  'reviews', (SELECT jsonb_agg(jsonb_build_object('direction', lower(r.direction::text), 'author', a.name,
      'sections', (SELECT jsonb_agg(jsonb_build_object('key', section, 'title', title, 'text', text))
        FROM bench.sections x WHERE x.submission_id = r.id)) ORDER BY r.direction)
    FROM bench.submissions r JOIN people a ON a.id = r.author_id WHERE r.participant_id = p.id),
  'ratings', (SELECT jsonb_agg(jsonb_build_object('itemKey', item_key, 'levelKey', level_key,
      'group', lower(r.direction::text), 'raterKey', left(md5(p.person_id::text || r.author_id), 22),
      'rater', a.name, 'value', value, 'note', note))
    FROM bench.ratings r JOIN people a ON a.id = r.author_id WHERE r.participant_id = p.id),
  'omissions', '[]'::jsonb), m.id, c.share_from_at
FROM (SELECT DISTINCT participant_id FROM bench.submissions) written
JOIN participants p ON p.id = written.participant_id
JOIN cycles c ON c.id = p.cycle_id AND c.state = 'CLOSED'
JOIN people s ON s.id = p.person_id JOIN people m ON m.id = p.manager_id;

INSERT INTO packet_acknowledgements (packet_id, typed_name, at)
SELECT k.id, s.name, k.shared_at + interval '3 days' FROM packets k JOIN people s ON s.id = k.subject_id;
`

/** Half written manager reviews of the running cycle. Its own statement, since a bench run writes to them. */
export const draftsSql = `
TRUNCATE drafts, draft_revisions, draft_conflicts;
INSERT INTO drafts (review_id, author_id, section, body, version)
SELECT r.id, r.author_id, e.section,
  jsonb_build_object('text', pg_temp.paragraph(r.id || e.section), 'ratings', '{}'::jsonb), 1
FROM reviews r JOIN participants p ON p.id = r.participant_id JOIN cycles c ON c.id = r.cycle_id
JOIN bench.people a ON a.id = r.author_id
JOIN bench.sections_of_level e ON e.level_key = p.level_key
WHERE c.state = 'MANAGER_WRITING' AND r.direction = 'MANAGER' AND r.status = 'DRAFT';
`

-- Autosave and the writer's own view, each in one statement. Both run with the rights of the caller,
-- so that row-level security holds inside them as well.

-- Saves one section if nobody saved it since `base`. A text that loses, or comes when writing is over
-- (`may_write` is the decision of the policy), is kept for its author before the answer is given.
CREATE FUNCTION save_draft_section(
  _author uuid, _review uuid, _section text, _save uuid, _base int, _body jsonb, _may_write boolean, _now timestamptz)
RETURNS TABLE (outcome text, version int, saved_at timestamptz, body jsonb, conflict_id uuid)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  task reviews;
  draft drafts;
  earlier draft_revisions;
  is_new boolean := false;
  is_writable boolean;
  kept uuid;
BEGIN
  PERFORM set_config('app.uid', _author::text, true);
  -- Saves and the submission of one review wait for each other here.
  SELECT * INTO task FROM reviews WHERE id = _review AND author_id = _author FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  is_writable := _may_write AND task.status IN ('NOT_STARTED', 'DRAFT');

  SELECT * INTO draft FROM drafts WHERE review_id = _review AND section = _section FOR UPDATE;
  IF NOT FOUND THEN
    is_new := true;
    INSERT INTO drafts (review_id, author_id, section, body, saved_at)
      VALUES (_review, _author, _section, '{"text": "", "ratings": {}}', _now) RETURNING * INTO draft;
  END IF;

  SELECT * INTO earlier FROM draft_revisions WHERE draft_id = draft.id AND save_id = _save;
  IF FOUND THEN
    RETURN QUERY SELECT 'saved', earlier.version, earlier.saved_at, NULL::jsonb, NULL::uuid;
    RETURN;
  END IF;

  IF is_writable AND (is_new OR draft.version = _base) THEN
    UPDATE drafts SET body = _body, version = drafts.version + 1, saved_at = _now WHERE id = draft.id
      RETURNING * INTO draft;
    INSERT INTO draft_revisions (draft_id, author_id, save_id, version, body, saved_at)
      VALUES (draft.id, _author, _save, draft.version, _body, _now);
    IF task.status = 'NOT_STARTED' THEN
      UPDATE reviews SET status = 'DRAFT' WHERE id = _review;
      INSERT INTO audit_events (actor_id, action, object_type, object_id, subject_id, cycle_id, decision)
        VALUES (_author, 'draft.begin', 'review', _review::text, task.subject_id, task.cycle_id, 'allow');
    END IF;
    RETURN QUERY SELECT 'saved', draft.version, draft.saved_at, NULL::jsonb, NULL::uuid;
    RETURN;
  END IF;

  INSERT INTO draft_conflicts (draft_id, author_id, save_id, base_version, body, at)
    VALUES (draft.id, _author, _save, _base, _body, _now) ON CONFLICT (draft_id, save_id) DO NOTHING;
  SELECT id INTO kept FROM draft_conflicts WHERE draft_id = draft.id AND save_id = _save;
  RETURN QUERY SELECT CASE WHEN is_writable THEN 'conflict' ELSE 'closed' END,
    draft.version, draft.saved_at, draft.body, kept;
END $$;

-- Everything that one writer has in one review: sections, texts that lost, and what was handed in last.
CREATE FUNCTION own_writing(_author uuid, _review uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.uid', _author::text, true);
  RETURN jsonb_build_object(
    'drafts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'section', d.section, 'version', d.version, 'body', d.body)), '[]')
      FROM drafts d WHERE d.review_id = _review),
    'conflicts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', k.id, 'section', d.section, 'body', k.body, 'at', k.at) ORDER BY k.at, k.id), '[]')
      FROM draft_conflicts k JOIN drafts d ON d.id = k.draft_id
      WHERE d.review_id = _review AND k.settled_at IS NULL),
    'submission', (SELECT jsonb_build_object('revision', s.revision, 'body', s.body)
      FROM submission_authors a JOIN submissions s ON s.id = a.submission_id
      WHERE a.review_id = _review ORDER BY s.revision DESC LIMIT 1));
END $$;

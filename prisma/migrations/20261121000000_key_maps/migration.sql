-- What became of the keys of earlier versions. Lists, because one key may be split and several merged.
CREATE TABLE "key_maps" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "version_id" UUID NOT NULL,
    "order" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "from_keys" TEXT[],
    "to_keys" TEXT[],
    "relation" TEXT NOT NULL,
    "comparable" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "key_maps_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "key_maps_version_id_order_key" ON "key_maps"("version_id", "order");

ALTER TABLE "key_maps" ADD CONSTRAINT "key_maps_version_id_fkey"
  FOREIGN KEY ("version_id") REFERENCES "ladder_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

GRANT SELECT, INSERT, UPDATE, DELETE ON key_maps TO app_web;

-- Checks ---------------------------------------------------------------------------------------
CREATE FUNCTION are_ladder_keys(keys text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce(bool_and(key ~ '^[a-z0-9][a-z0-9._-]{0,59}$'), true) FROM unnest(keys) key $$;

ALTER TABLE key_maps ADD CONSTRAINT key_maps_keys CHECK (
  cardinality(from_keys) > 0 AND are_ladder_keys(from_keys) AND are_ladder_keys(to_keys));
ALTER TABLE key_maps ADD CONSTRAINT key_maps_entity
  CHECK (entity IN ('TRACK', 'LEVEL', 'CATEGORY', 'ITEM', 'TRANSITION'));
ALTER TABLE key_maps ADD CONSTRAINT key_maps_relation
  CHECK (relation IN ('REPLACES', 'SPLIT', 'MERGED', 'RELATED'));
ALTER TABLE scales ADD CONSTRAINT scales_key CHECK (are_ladder_keys(ARRAY[key]));
ALTER TABLE transitions ADD CONSTRAINT transitions_key CHECK (are_ladder_keys(ARRAY[key]));
ALTER TABLE level_facts ADD CONSTRAINT level_facts_key CHECK (are_ladder_keys(ARRAY[key]));
ALTER TABLE level_facts ADD CONSTRAINT level_facts_text CHECK (text <> '');
ALTER TABLE transitions ADD CONSTRAINT transitions_months CHECK (
  min_months >= 0 AND max_months >= 0 AND min_months <= max_months);
ALTER TABLE categories ADD CONSTRAINT categories_weight CHECK (weight >= 0);
ALTER TABLE level_targets ADD CONSTRAINT level_targets_weight CHECK (weight >= 0);
ALTER TABLE items ADD CONSTRAINT items_change_class
  CHECK (change_class IN ('EDITORIAL', 'CLARIFIED', 'MATERIAL'));

-- An item stands at levels, or describes one point of a scale: never both, never neither. Asked at
-- the end of the transaction, because the two are written one after the other.
CREATE FUNCTION refuse_item_without_one_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  item uuid := (CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0])::uuid;
BEGIN
  IF EXISTS (SELECT FROM items i WHERE i.id = item
      AND (i.scale_point_id IS NULL) <> EXISTS (SELECT FROM item_levels l WHERE l.item_id = item)) THEN
    RAISE EXCEPTION 'an item stands either at levels or at a point of a scale'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'items_one_place';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER items_one_place AFTER INSERT OR UPDATE OF scale_point_id ON items
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_item_without_one_place('id');
CREATE CONSTRAINT TRIGGER item_levels_one_place AFTER INSERT OR UPDATE OR DELETE ON item_levels
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_item_without_one_place('item_id');

-- Published ladders do not change ---------------------------------------------------------------
-- Both the version a row leaves and the one it comes to must be drafts. The lock makes publishing
-- wait for whoever edits the same draft, and them for it.
CREATE OR REPLACE FUNCTION ladder_version_status(version uuid) RETURNS text LANGUAGE sql AS
  $$ SELECT status::text FROM ladder_versions WHERE id = version FOR SHARE $$;

CREATE FUNCTION ladder_version_of(table_name text, row_data jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE table_name
    WHEN 'level_facts' THEN (SELECT version_id FROM levels WHERE id = (row_data ->> 'level_id')::uuid)
    WHEN 'level_targets' THEN (SELECT version_id FROM levels WHERE id = (row_data ->> 'level_id')::uuid)
    WHEN 'item_levels' THEN (SELECT version_id FROM items WHERE id = (row_data ->> 'item_id')::uuid)
    WHEN 'scale_points' THEN (SELECT version_id FROM scales WHERE id = (row_data ->> 'scale_id')::uuid)
    ELSE (row_data ->> 'version_id')::uuid
  END;
END $$;

CREATE OR REPLACE FUNCTION refuse_change_of_published_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  left_version uuid := CASE WHEN TG_OP <> 'INSERT' THEN ladder_version_of(TG_TABLE_NAME, to_jsonb(OLD)) END;
  new_version uuid := CASE WHEN TG_OP <> 'DELETE' THEN ladder_version_of(TG_TABLE_NAME, to_jsonb(NEW)) END;
BEGIN
  IF TG_OP <> 'INSERT' AND ladder_version_status(left_version) IS DISTINCT FROM 'DRAFT'
    OR TG_OP <> 'DELETE' AND new_version IS DISTINCT FROM left_version
      AND ladder_version_status(new_version) IS DISTINCT FROM 'DRAFT' THEN
    RAISE EXCEPTION 'a published ladder version cannot be changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER key_maps_frozen BEFORE INSERT OR UPDATE OR DELETE ON key_maps FOR EACH ROW
  EXECUTE FUNCTION refuse_change_of_published_ladder();

CREATE FUNCTION refuse_removal_of_published_ladder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status <> 'DRAFT' THEN
    RAISE EXCEPTION 'a published ladder version cannot be removed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER ladder_versions_kept BEFORE DELETE ON ladder_versions FOR EACH ROW
  EXECUTE FUNCTION refuse_removal_of_published_ladder();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['ladders', 'ladder_versions', 'tracks', 'levels', 'level_facts', 'categories',
    'items', 'item_levels', 'scales', 'scale_points', 'level_targets', 'transitions', 'ladder_sources',
    'key_maps'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT
      EXECUTE FUNCTION refuse_change()', name || '_not_emptied', name);
  END LOOP;
END $$;

-- What is published refers to nothing outside of itself ------------------------------------------
CREATE FUNCTION refuse_publication_across_versions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM levels e JOIN tracks t ON t.id = e.track_id
      WHERE e.version_id = NEW.id AND t.version_id <> NEW.id
    UNION ALL SELECT FROM levels e JOIN levels b ON b.id = e.extends_id
      WHERE e.version_id = NEW.id AND b.version_id <> NEW.id
    UNION ALL SELECT FROM categories c JOIN categories p ON p.id = c.parent_id
      WHERE c.version_id = NEW.id AND p.version_id <> NEW.id
    UNION ALL SELECT FROM categories c JOIN scales s ON s.id = c.scale_id
      WHERE c.version_id = NEW.id AND s.version_id <> NEW.id
    UNION ALL SELECT FROM items i JOIN categories c ON c.id = i.category_id
      WHERE i.version_id = NEW.id AND c.version_id <> NEW.id
    UNION ALL SELECT FROM items i JOIN scale_points p ON p.id IN (i.scale_point_id, i.target_point_id)
      JOIN scales s ON s.id = p.scale_id WHERE i.version_id = NEW.id AND s.version_id <> NEW.id
    UNION ALL SELECT FROM items i JOIN item_levels l ON l.item_id = i.id JOIN levels e ON e.id = l.level_id
      WHERE i.version_id = NEW.id AND e.version_id <> NEW.id
    UNION ALL SELECT FROM levels e JOIN level_targets g ON g.level_id = e.id
      JOIN categories c ON c.id = g.category_id WHERE e.version_id = NEW.id AND c.version_id <> NEW.id
    UNION ALL SELECT FROM levels e JOIN level_targets g ON g.level_id = e.id
      JOIN scale_points p ON p.id = g.scale_point_id JOIN scales s ON s.id = p.scale_id
      WHERE e.version_id = NEW.id AND s.version_id <> NEW.id
    UNION ALL SELECT FROM transitions m JOIN levels e ON e.id IN (m.from_level_id, m.to_level_id)
      WHERE m.version_id = NEW.id AND e.version_id <> NEW.id
    UNION ALL SELECT FROM transitions m JOIN tracks t ON t.id = m.from_track_id
      WHERE m.version_id = NEW.id AND t.version_id <> NEW.id
  ) THEN
    RAISE EXCEPTION 'a ladder version refers to another version' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ladder_versions_closed BEFORE UPDATE OF status ON ladder_versions FOR EACH ROW
  WHEN (OLD.status = 'DRAFT' AND NEW.status <> 'DRAFT')
  EXECUTE FUNCTION refuse_publication_across_versions();

#!/bin/sh
# Run once, by the database image, when its volume is empty.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 --set owner_password="$OWNER_PASSWORD" <<'SQL'
CREATE ROLE migrator LOGIN CREATEROLE PASSWORD :'owner_password';
CREATE DATABASE rung OWNER migrator;
REVOKE ALL ON DATABASE rung FROM PUBLIC;
SQL

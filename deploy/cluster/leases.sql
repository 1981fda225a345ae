-- Permission to answer reads, one row. The lease keeper on the primary renews it four times a second, for itself and for the
-- standbys that every commit waits for. A standby replays the row with everything that was committed before it, so whoever
-- sees a fresh row in a snapshot sees, in that snapshot, all that was acknowledged. See README.md, "Why a read is never stale".
CREATE SCHEMA cluster;

CREATE TABLE cluster.lease (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    leader text NOT NULL,
    holders text[] NOT NULL,
    at timestamptz NOT NULL
) WITH (fillfactor = 20, autovacuum_vacuum_threshold = 500);
INSERT INTO cluster.lease (leader, holders, at) VALUES ('', '{}', '-infinity');

-- Whether this node may answer reads from the snapshot that this very statement has. In a REPEATABLE READ transaction, ask first.
CREATE FUNCTION cluster.may_read() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS $$
    SELECT coalesce((
        SELECT at > clock_timestamp() - interval '2 seconds'
           AND at < clock_timestamp() + interval '1 second'
           AND CASE WHEN pg_is_in_recovery()
                    THEN current_setting('egenkarta.node', true) = ANY (holders)
                    ELSE current_setting('egenkarta.node', true) = leader END
        FROM cluster.lease
    ), false)
$$;

GRANT USAGE ON SCHEMA cluster TO PUBLIC;
GRANT SELECT ON cluster.lease TO PUBLIC;
GRANT UPDATE ON cluster.lease TO lease_keeper;
-- What stands in the file and is not in force yet: a node that is about to leave the set gets no permission any more.
GRANT EXECUTE ON FUNCTION pg_show_all_file_settings() TO lease_keeper;
GRANT SELECT ON pg_file_settings TO lease_keeper;

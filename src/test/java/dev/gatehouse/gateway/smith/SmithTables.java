package dev.gatehouse.gateway.smith;

/** Smith's tables, written from the facts about the columns and roles of smith-core 0.2.6; not its own script. */
public final class SmithTables {
    /** Makes them; the roles smith, smith_app and smith_readonly must be there. */
    public static final String CREATE = """
            CREATE TABLE users(
              id text PRIMARY KEY DEFAULT gen_random_uuid()::text, username text UNIQUE NOT NULL,
              display_name text NOT NULL DEFAULT '', role text NOT NULL DEFAULT 'user'
                CHECK (role IN ('admin', 'user', 'guest')),
              tool_config jsonb NOT NULL DEFAULT '{}', config jsonb NOT NULL DEFAULT '{}',
              active boolean NOT NULL DEFAULT true,
              created_at timestamptz NOT NULL DEFAULT now(), modified_at timestamptz NOT NULL DEFAULT now());
            CREATE TABLE user_identities(
              id text PRIMARY KEY DEFAULT gen_random_uuid()::text,
              user_id text NOT NULL REFERENCES users(id) ON DELETE CASCADE,
              platform text NOT NULL, platform_user_id text NOT NULL, platform_username text,
              metadata jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(),
              UNIQUE (platform, platform_user_id));
            CREATE TABLE chat_pairings(
              platform text NOT NULL, platform_user_id text NOT NULL, agent_id text NOT NULL,
              channel_id text NOT NULL DEFAULT '', created_at timestamptz NOT NULL DEFAULT now(),
              PRIMARY KEY (platform, platform_user_id));
            CREATE TABLE agents(
              id text PRIMARY KEY, display_name text NOT NULL DEFAULT '', enabled boolean NOT NULL DEFAULT true,
              config jsonb NOT NULL DEFAULT '{}');
            ALTER TABLE users ENABLE ROW LEVEL SECURITY;
            ALTER TABLE user_identities ENABLE ROW LEVEL SECURITY;
            CREATE POLICY bound ON users USING (false);
            CREATE POLICY bound ON user_identities USING (false);
            GRANT ALL ON chat_pairings, users, user_identities TO smith_app;
            GRANT SELECT ON agents TO smith_app;
            GRANT SELECT ON chat_pairings TO smith_readonly;
            ALTER TABLE users OWNER TO smith;
            ALTER TABLE user_identities OWNER TO smith;
            ALTER TABLE chat_pairings OWNER TO smith;
            ALTER TABLE agents OWNER TO smith;
            """;

    /** Empties them, but for one user and one agent. */
    public static final String FILL = """
            TRUNCATE users, user_identities, chat_pairings, agents;
            INSERT INTO users(id, username, display_name, role) VALUES ('admin', 'admin', 'Administrator', 'admin');
            INSERT INTO agents(id, display_name) VALUES ('default', 'Default agent');
            """;

    private SmithTables() {}
}

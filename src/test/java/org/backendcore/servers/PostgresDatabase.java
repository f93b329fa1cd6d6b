package org.backendcore.servers;

/** One database of the PostgreSQL, whose owner has the same name. */
public record PostgresDatabase(Postgres server, String name, String password) {

    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.port(), name);
    }

    /** Another database of the same owner. */
    public void createSibling(String sibling) {
        server.execute("CREATE DATABASE %s OWNER %s".formatted(sibling, name));
    }

    /** The first column of the first row, asked as a superuser. */
    public String query(String sql) {
        return server.query(name, sql);
    }

    /** Ends every connection and refuses new ones, until {@link #open}. */
    public void shut() {
        server.execute("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name));
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'".formatted(name));
    }

    public void open() {
        server.execute("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name));
    }
}

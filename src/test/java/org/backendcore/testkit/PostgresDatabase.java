package org.backendcore.testkit;

/** One database of a PostgreSQL, whose owner has the same name. */
public record PostgresDatabase(Postgres server, String name, String password) {

    public String url() {
        return url(server.port());
    }

    /** The same URL with another port, such as that of a {@link Wire}. */
    public String url(int port) {
        return "jdbc:postgresql://127.0.0.1:%s/%s".formatted(port, name);
    }

    /** Another database of the same owner. */
    public void createSibling(String sibling) {
        server.execute("CREATE DATABASE %s OWNER %s".formatted(sibling, name));
    }

    /** Runs a statement in it as a superuser. */
    public void execute(String sql) {
        server.execute(name, sql);
    }

    /** The first column of the first row, asked as a superuser. */
    public String query(String sql) {
        return server.query(name, sql);
    }

    /** Ends all connections. */
    public void endConnections() {
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'".formatted(name));
    }

    /** Ends every connection and refuses new ones, until {@link #open}. */
    public void shut() {
        server.execute("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name));
        endConnections();
    }

    /** Accepts no further connection, like a full database, until {@link #admit}. */
    public void admitNobody() {
        server.execute("ALTER DATABASE %s CONNECTION LIMIT 0".formatted(name));
    }

    public void admit() {
        server.execute("ALTER DATABASE %s CONNECTION LIMIT -1".formatted(name));
    }

    public void open() {
        server.execute("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name));
    }
}

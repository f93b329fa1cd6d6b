package org.backendcore.infrastructure.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.MalformedInputException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.backendcore.infrastructure.process.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionFailureTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            28P01 | the database rejected the user or the password: check DB_USER and DB_PASSWORD
            28000 | the database denied access to this user: check DB_USER and DB_PASSWORD, and pg_hba.conf on PostgreSQL
            08004 | the database rejected the connection: check that DB_PASSWORD is set, and check sslmode in DB_URL and pg_hba.conf
            42501 | the account lacks a privilege (SQLSTATE 42501): it needs CONNECT on the database; to migrate, CREATE on the schema; to start, SELECT on flyway_schema_history, which 'bin/backend-core migrate' grants to DB_USER
            42P01 | the database or its driver reports an error (SQLSTATE 42P01): check the database's log and the parameters of DB_URL
            22023 | the database or its driver reports an error (SQLSTATE 22023): check the database's log and the parameters of DB_URL
            25006 | the database is read-only (SQLSTATE 25006): it is a standby, or default_transaction_read_only or readOnly is set; check DB_URL, and set targetServerType=primary if it names several servers
            3D000 | the database named in DB_URL does not exist: check DB_URL, or create the database
            55000 | the database accepts no connections: check its settings
            90020 | another process has the H2 file open: stop that process
            """)
    void isNotTemporaryWhenAPersonMustAct(String sqlState, String explanation) {
        ConnectionFailure failure = ConnectionFailure.of(new SQLException("said by the driver", sqlState));
        assertThat(failure.temporary()).isFalse();
        assertThat(failure.advice()).isEqualTo(explanation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            08001 | the driver found no suitable server among those in DB_URL (SQLSTATE 08001): check the addresses and targetServerType
            57P01 | the database is shutting down, or has ended the connection (SQLSTATE 57P01)
            57P02 | the database has crashed and is restarting (SQLSTATE 57P02)
            57P03 | the database is starting or stopping, and does not accept connections at the moment (SQLSTATE 57P03)
            53300 | the database has no connection left (SQLSTATE 53300)
            """)
    void isTemporaryWhenTheDatabaseSaysThatItWillServe(String sqlState, String explanation) {
        ConnectionFailure failure = ConnectionFailure.of(new SQLException("said by the database", sqlState));
        assertThat(failure.temporary()).isTrue();
        assertThat(failure.advice()).isEqualTo(explanation);
        assertThat(failure.summary()).isEqualTo("the database rejects the connection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08003", "08004", "08006", "08P01"})
    void isTemporaryWhenTheNetworkFails(String sqlState) {
        for (IOException cause : List.of(
                new ConnectException(),
                new SocketTimeoutException(),
                new UnknownHostException(),
                new EOFException(),
                new ClosedChannelException())) {
            ConnectionFailure failure = ConnectionFailure.of(new SQLException("said by the driver", sqlState, cause));
            assertThat(failure.temporary()).isTrue();
            assertThat(failure.advice())
                    .isEqualTo("the database does not answer (%s): check DB_URL, and that the database is running"
                            .formatted(cause.getClass().getSimpleName()));
        }
    }

    /** Invalid text, or a missing file: Java reports them as I/O failures, too. */
    @ParameterizedTest
    @ValueSource(strings = {"22023", "42P01", "99999"})
    void isNotTemporaryWhenTheInputIsWrong(String sqlState) {
        assertThat(ConnectionFailure.of(new SQLException("x", sqlState, new MalformedInputException(1)))
                        .temporary())
                .isFalse();
    }

    /** A pooler that does not know every start-up parameter. */
    @Test
    void saysWhatWasSaidOfTheProtocol() {
        ConnectionFailure failure = ConnectionFailure.of(new SQLException(
                "FATAL: unsupported startup parameter: extra_float_digits\n" + "x".repeat(300), "08P01"));
        assertThat(failure.temporary()).isFalse();
        assertThat(failure.advice())
                .startsWith(
                        "the database or pooler at DB_URL rejects the connection (SQLSTATE 08P01): FATAL: unsupported startup parameter: extra_float_digits xxx")
                .endsWith("xxx...; make the pooler ignore that parameter, or remove it from DB_URL")
                .hasSizeLessThan(400);
    }

    /** A pooler whose database is away uses the same SQLSTATE as for a protocol violation. */
    @ParameterizedTest
    @CsvSource({
        "server login has been failing, true",
        "pgbouncer cannot connect to server, true",
        "query_wait_timeout, true",
        "no more connections allowed (max_client_conn), true",
        "pgbouncer is shutting down, true",
        "password authentication failed, false"
    })
    void believesAPoolerThatItWillServe(String said, boolean temporary) {
        String text = said.replace("failing", "failing: try again later");
        assertThat(ConnectionFailure.of(new SQLException("FATAL: " + text, "08P01")))
                .returns(temporary, ConnectionFailure::temporary)
                .returns(
                        "the database or pooler at DB_URL rejects the connection (SQLSTATE 08P01): FATAL: " + text,
                        ConnectionFailure::advice);
    }

    /** The driver reports the lost connection as the next exception. */
    @Test
    void seesThatASessionWasEnded() {
        SQLException ended = new SQLException("terminating connection", "57P01");
        assertThat(ConnectionFailure.of(ended).silent()).isFalse();
        ended.setNextException(new SQLException("I/O error", "08006", new EOFException()));
        assertThat(ConnectionFailure.of(ended).silent()).isTrue();
        assertThat(ConnectionFailure.of(ended).advice())
                .startsWith("the database is shutting down, or has ended the connection");
    }

    /** A wrong host name has no cause, a certificate and its file have one; waiting cures none of them. */
    @Test
    void isNotTemporaryWhenTheConnectionCannotBeMadeSafe() {
        for (Throwable cause : Arrays.asList(
                null,
                new FileNotFoundException("/root.crt"),
                new SSLHandshakeException("Received fatal alert: protocol_version"),
                new SSLHandshakeException("x").initCause(new CertificateException("expired")))) {
            ConnectionFailure failure = ConnectionFailure.of(new SQLException("x", "08006", cause));
            assertThat(failure.temporary()).isFalse();
            assertThat(failure.advice()).startsWith("cannot establish a verified TLS connection to the database");
            assertThat(failure.summary()).isEqualTo("the database rejects the connection");
        }
    }

    /** A database that stops during the TLS handshake. */
    @Test
    void isTemporaryWhenTheHandshakeIsCutOff() {
        Throwable terminated = new SSLHandshakeException("terminated").initCause(new EOFException());
        assertThat(ConnectionFailure.of(new SQLException("x", "08006", terminated))
                        .temporary())
                .isTrue();
    }

    @Test
    void looksThroughWhatTheServersWrapAroundIt() {
        SQLException driver = new SQLException("connection", "08001", new ConnectException("Connection refused"));
        ConnectionFailure failure =
                ConnectionFailure.of(new SQLException("pool", new IllegalStateException("wrapped", driver)));
        assertThat(failure.temporary()).isTrue();
        assertThat(failure.advice())
                .isEqualTo(
                        "the database does not answer (ConnectException: Connection refused): check DB_URL, and that the"
                                + " database is running");
    }

    @Test
    void neverRepeatsTheTextOfTheDriver() {
        ConnectionFailure failure = ConnectionFailure.of(new SQLException("jdbc:h2:mem:x;PASSWORD=canary"));
        assertThat(failure.advice())
                .isEqualTo(ServerDataSource.noConnection("jdbc/app"))
                .doesNotContain("canary");
        assertThat(failure.summary()).isEqualTo("the pool provides no connection");
    }

    @Test
    void tellsAProbeNoNameAndNoAddress() {
        ConnectionFailure unknown = ConnectionFailure.of(
                new SQLException("x", "08001", new UnknownHostException("db.internal.example.com")));
        assertThat(unknown.advice()).contains("(UnknownHostException: db.internal.example.com)");
        assertThat(unknown.summary()).isEqualTo("the database does not answer");
        assertThat(ConnectionFailure.of(new SQLException("x", "28P01")).summary())
                .isEqualTo("the database rejects the connection");
    }

    @Test
    void saysNothingWhereTheNetworkGivesNoReason() {
        assertThat(ConnectionFailure.of(new SQLException("x", "08006", new EOFException()))
                        .advice())
                .isEqualTo(
                        "the database does not answer (EOFException): check DB_URL, and that the database is running");
    }

    @Test
    void saysWhyTheConnectionCannotBeMadeSafe() {
        assertThat(ConnectionFailure.of(new SQLException("x", "08006", new SSLHandshakeException("expired")))
                        .advice())
                .isEqualTo(
                        "cannot establish a verified TLS connection to the database (SSLHandshakeException: expired): check sslmode and sslrootcert in DB_URL, and the database's certificate");
    }

    /** The inner one is the driver's; the outer one may be the pool's. */
    @Test
    void believesTheInnermost() {
        SQLException driver =
                new SQLException("x", "57P03", new IOException(new ConnectException("Connection refused")));
        ConnectionFailure failure = ConnectionFailure.of(new SQLException("pool", "08001", driver));
        assertThat(failure.sqlState()).contains("57P03");
        assertThat(failure.networkReason()).contains("ConnectException: Connection refused");
    }

    @Test
    void becomesAnExceptionThatKnowsWhetherWaitingHelps() {
        assertThat(ConnectionFailure.of(new SQLException("x", "57P03")).toException("first: "))
                .hasMessage(
                        "first: the database is starting or stopping, and does not accept connections at the moment (SQLSTATE 57P03)")
                .returns(ExitCode.UNAVAILABLE, DatabaseException::exitCode);
        assertThat(ConnectionFailure.of(new SQLException("x", "28P01")).toException("first: "))
                .hasMessage("first: the database rejected the user or the password: check DB_USER and DB_PASSWORD")
                .returns(ExitCode.CONFIGURATION, DatabaseException::exitCode);
    }

    @Test
    void endsWithAChainThatIsARing() {
        SQLException outer = new SQLException("outer");
        SQLException inner = new SQLException("inner", "28P01", outer);
        outer.initCause(inner);
        assertThat(ConnectionFailure.of(outer).sqlState()).contains("28P01");
    }
}

package org.backendcore.arquillian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.backendcore.infrastructure.database.DatabaseWatch;
import org.backendcore.infrastructure.settings.Profile;
import org.backendcore.infrastructure.settings.Settings;
import org.backendcore.infrastructure.settings.SettingsListing;
import org.eclipse.microprofile.config.Config;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application as its own code sees it, in the profile 'dev' on H2. */
@Tag("in-container")
@ExtendWith(ArquillianExtension.class)
class InContainerIT {

    @Inject
    Settings settings;

    @Inject
    DatabaseWatch watch;

    @Inject
    Config config;

    @Inject
    UserTransaction transaction;

    @Resource(lookup = "jdbc/app")
    DataSource dataSource;

    @Deployment
    static WebArchive war() {
        return TestWar.with(InContainerIT.class);
    }

    @Test
    void injectsWhatTheStartMade() {
        assertEquals(Profile.DEV, settings.profile());
        assertTrue(watch.state().up());
    }

    @Test
    void injectsTheDataSourceOfTheServer() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertEquals("H2", connection.getMetaData().getDatabaseProductName());
        }
    }

    @Test
    void hasMigratedTheDatabase() throws SQLException {
        assertEquals(
                "baseline",
                query("SELECT \"description\" FROM \"flyway_schema_history\" WHERE \"version\" = '1' AND \"success\""));
    }

    @Test
    void keepsWhatATransactionCommits() throws Exception {
        execute("CREATE TABLE committed (id INT)");
        transaction.begin();
        execute("INSERT INTO committed VALUES (1)");
        transaction.commit();
        assertEquals("1", query("SELECT count(*) FROM committed"));
    }

    @Test
    void losesWhatATransactionRollsBack() throws Exception {
        execute("CREATE TABLE rolled_back (id INT)");
        transaction.begin();
        execute("INSERT INTO rolled_back VALUES (1)");
        assertEquals("1", query("SELECT count(*) FROM rolled_back"));
        transaction.rollback();
        assertEquals("0", query("SELECT count(*) FROM rolled_back"));
    }

    /** Each key is set in one more source than the previous one; the strongest wins. */
    @Test
    void readsSettingsFromTheSourcesInTheirOrder() {
        assertEquals("default", config.getValue("order.default", String.class));
        assertEquals("profile", config.getValue("order.profile", String.class));
        assertEquals("environment", config.getValue("order.environment", String.class));
        assertEquals("system", config.getValue("order.system", String.class));
    }

    /** The labels of the report for the sources that every start of these tests has. */
    @Test
    void knowsWhereItsSettingsComeFrom() {
        assertEquals("environment variable HTTP_PORT, the WAR's defaults", sources("http.port"));
        assertEquals("environment variable HTTP_HOST, the WAR's defaults of the profile", sources("http.host"));
        assertEquals("the WAR's defaults", sources("log.level"));
        assertEquals("the WAR's defaults of the profile", sources("http.drain"));
    }

    private String sources(String key) {
        SettingsListing.Line line = SettingsListing.of(config.getConfigSources()).lines().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();
        return Stream.concat(line.source().stream(), line.overrides().stream())
                .map(Object::toString)
                .filter(source -> !source.startsWith("the server's"))
                .collect(Collectors.joining(", "));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : "";
        }
    }
}

package org.backendcore.infrastructure.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Compared with the driver's own parsing of the same URL. */
final class PostgresqlUrlTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jdbc:postgresql:app                          | localhost:5432 | app
            jdbc:postgresql:                             | localhost:5432 | ''
            jdbc:postgresql://                           | localhost:5432 | ''
            jdbc:postgresql:///                          | localhost:5432 | ''
            jdbc:postgresql://db.example.com/            | db.example.com:5432 | ''
            jdbc:postgresql://db.example.com:5433/       | db.example.com:5433 | ''
            jdbc:postgresql://db.example.com/app         | db.example.com:5432 | app
            jdbc:postgresql://db.example.com:65535/app   | db.example.com:65535 | app
            jdbc:postgresql://:5433/app                  | localhost:5433 | app
            jdbc:postgresql://h1:5432,h2:15432/app       | h1:5432,h2:15432 | app
            jdbc:postgresql://h1,h2,h3:1/app?targetServerType=primary | h1:5432,h2:5432,h3:1 | app
            jdbc:postgresql://[::1]:5433,[2001:db8::1]/app | [::1]:5433,[2001:db8::1]:5432 | app
            jdbc:postgresql://db.example.com/my%20app    | db.example.com:5432 | my app
            jdbc:postgresql://db.example.com/my+app      | db.example.com:5432 | my app
            jdbc:postgresql://db.example.com/gr%C3%BCn   | db.example.com:5432 | grün
            jdbc:postgresql://db.example.com/grün?sslmode=require | db.example.com:5432 | grün
            jdbc:postgresql://_srv.example.com/cafe%CC%81%2B | _srv.example.com:5432 | cafe\u0301+
            jdbc:postgresql:app?options=-c%20x=y         | localhost:5432 | app
            """)
    void leadsWhereTheDriverGoes(String url, String addresses, String database) {
        PostgresqlUrl read = PostgresqlUrl.parse(url).orElseThrow();
        assertThat(read.addresses().stream()
                        .map(address -> address.host() + ":" + address.port())
                        .collect(Collectors.joining(",")))
                .isEqualTo(addresses);
        assertThat(read.database()).isEqualTo(database);

        Properties driver = Driver.parseURL(url, new Properties());
        assertThat(driver).isNotNull();
        String[] hosts = driver.getProperty(PGProperty.PG_HOST.getName()).split(",", -1);
        String[] ports = driver.getProperty(PGProperty.PG_PORT.getName()).split(",", -1);
        for (int index = 0; index < hosts.length; index++) {
            assertThat(read.addresses().get(index))
                    .isEqualTo(new PostgresqlUrl.Address(hosts[index], Integer.parseInt(ports[index])));
        }
        assertThat(driver.getProperty(PGProperty.PG_DBNAME.getName(), "")).isEqualTo(database);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:/app",
                "jdbc:postgresql://db.example.com",
                "jdbc:postgresql://db.example.com/a/b",
                "jdbc:postgresql://db.example.com:0/app",
                "jdbc:postgresql://db.example.com:65536/app",
                "jdbc:postgresql://db.example.com:/app",
                "jdbc:postgresql://db.example.com/app%ZZ",
                "postgresql://db.example.com/app",
                "jdbc:mysql://db.example.com/app"
            })
    void isNoneWhereTheDriverTakesNone(String url) {
        assertThat(PostgresqlUrl.parse(url)).isEmpty();
        assertThat(Driver.parseURL(url, new Properties())).isNull();
    }

    /** No part of them could be shown, because an account may be anywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://app:word@db.example.com/app",
                "jdbc:postgresql://h1,,h2/a",
                "jdbc:postgresql://h1,/a",
                "jdbc:postgresql://,/a",
                "jdbc:postgresql://h1/a b",
                "jdbc:postgresql://db.example.com/app;password=word",
                "jdbc:postgresql://db.example.com/app%3Fpassword=word",
                "jdbc:postgresql://db.example.com/${APP}",
                "jdbc:postgresql://[::g]/app",
                "jdbc:postgresql://db.example.com/app#x"
            })
    void isNoneWhereItMayHoldAnAccount(String url) {
        assertThat(PostgresqlUrl.parse(url)).isEmpty();
    }

    @Test
    void knowsEachParameterOfTheDriver() {
        for (PGProperty parameter : PGProperty.values()) {
            assertThat(PostgresqlParameters.problem(List.of(parameter.getName() + "=?")))
                    .as(parameter.getName())
                    .isNotEqualTo(Optional.of("has a parameter that the driver does not know, at position 1"));
        }
    }

    /** With each value that the rule accepts, the driver proceeds to the connection. */
    @Test
    void acceptsTheChoicesOfTheDriverAlone() {
        for (PGProperty parameter : PGProperty.values()) {
            String[] choices = parameter.getChoices();
            if (choices != null && parameter != PGProperty.REQUIRE_AUTH) {
                for (String choice : choices) {
                    assertThat(PostgresqlParameters.problem(List.of(parameter.getName() + "=" + choice)))
                            .as("%s=%s", parameter.getName(), choice)
                            .isEmpty();
                }
                assertThat(PostgresqlParameters.problem(List.of(parameter.getName() + "=none-such")))
                        .as(parameter.getName())
                        .isPresent();
            }
        }
    }
}

package org.backendcore.interfaces.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.backendcore.infrastructure.database.TemporaryFailure;
import org.backendcore.interfaces.http.body.UnreadableBodyException;
import org.junit.jupiter.api.Test;

final class FailedRequestTest {

    @Test
    void isAFaultOfOursWhenNothingElseIsKnown() {
        assertThat(FailedRequest.of(new IllegalStateException("?")).status()).isEqualTo(500);
        assertThat(FailedRequest.of(new SQLException("a key is there twice", "23505")))
                .isEqualTo(FailedRequest.of(new Error()));
    }

    @Test
    void isTheClientsWhereItsBodyCannotBeRead() {
        Exception wrapped =
                new IllegalStateException(new IOException(new UnreadableBodyException(413, "too large", null)));
        assertThat(FailedRequest.of(wrapped).status()).isEqualTo(413);
    }

    @Test
    void isTemporaryWhereTheDatabaseIsAway() {
        FailedRequest failure = FailedRequest.of(new IllegalStateException(new SQLException("it stops", "57P01")));
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.temporary()).isPresent();
    }

    @Test
    void isTemporaryWhereTheApplicationSaysSo() {
        FailedRequest failure =
                FailedRequest.of(new ProblemException(503, "The stock is away.", new IOException("no answer")));
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.temporary().map(TemporaryFailure::reason))
                .contains("The stock is away. (java.io.IOException: no answer)");
        assertThat(FailedRequest.of(new ProblemException(502, "The stock is away."))
                        .temporary())
                .isEmpty();
    }

    @Test
    void endsWhereCausesAreACircle() {
        Exception first = new Exception();
        Exception second = new Exception(first);
        first.initCause(second);
        assertThat(List.of(
                        FailedRequest.of(first).status(),
                        FailedRequest.of(second).status()))
                .containsOnly(500);
    }
}

package org.backendcore.interfaces.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.backendcore.interfaces.http.body.LostClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FailedRequestLogTest {
    private final Logger logger = Logger.getLogger(FailedRequestLog.class.getName());
    private final List<LogRecord> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {
            // Nothing is buffered.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private final AtomicLong now = new AtomicLong();
    private final FailedRequestLog log = new FailedRequestLog(now::get);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }

    @Test
    void saysOnceASecondForEachReasonWhatIsForTheMoment() {
        for (int index = 0; index < 5; index++) {
            log.log(new SQLException("x", "57P03"));
            log.log(new SQLException("x", "40001"));
        }
        now.set(TimeUnit.SECONDS.toNanos(1));
        log.log(new SQLException("x", "57P03"));
        assertThat(lines)
                .extracting(LogRecord::getMessage)
                .containsExactly(
                        "a request cannot be served at the moment: the database is starting or stopping, and does not accept connections at the moment (SQLSTATE 57P03)",
                        "a request cannot be served at the moment: the transaction conflicted with another one, and was rolled back (SQLSTATE 40001)",
                        "a request cannot be served at the moment: the database is starting or stopping, and does not accept connections at the moment (SQLSTATE 57P03); and 4 more in the second after the last such line");
        assertThat(lines).allSatisfy(line -> assertThat(line.getThrown()).isNull());
    }

    @Test
    void hasAllOfAFault() {
        Exception fault = new IllegalStateException(new SQLException("x", "23505"));
        log.log(fault);
        Exception ofAFile = new IOException("a file");
        log.log(ofAFile);
        assertThat(lines).extracting(LogRecord::getThrown).containsExactly(fault, ofAFile);
    }

    @Test
    void saysNothingOfALostClient() {
        log.log(new IllegalStateException(new LostClientException(new IOException("Broken pipe"))));
        assertThat(lines).isEmpty();
    }
}

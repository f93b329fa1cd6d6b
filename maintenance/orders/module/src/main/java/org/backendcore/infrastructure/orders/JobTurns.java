package org.backendcore.infrastructure.orders;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Decides which replica runs a job that only one may run: one row per job has the time of its next turn, by the clock
 * of the database.
 */
@ApplicationScoped
@Transactional
public class JobTurns {
    @Resource(lookup = "jdbc/app")
    private DataSource dataSource;

    /**
     * Takes the turn if it is due. If several replicas try at once, the others wait for the row and find the turn
     * taken.
     *
     * @param job a row of the table {@code job_turn}
     * @param period the time until the next turn; longer than the job takes
     */
    public boolean take(String job, Duration period) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                        UPDATE job_turn SET next_turn = CURRENT_TIMESTAMP + CAST(? AS INTEGER) * INTERVAL '1' SECOND
                        WHERE job = ? AND next_turn <= CURRENT_TIMESTAMP""")) {
            statement.setLong(1, period.toSeconds());
            statement.setString(2, job);
            return statement.executeUpdate() == 1;
        } catch (SQLException exception) {
            throw new IllegalStateException("the turn of the job " + job, exception);
        }
    }
}

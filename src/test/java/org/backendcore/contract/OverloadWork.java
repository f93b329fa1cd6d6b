package org.backendcore.contract;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.UserTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;

/** The ways of an application to its database, each with a statement that fails as the caller asks; in test WARs only. */
@ApplicationScoped
public class OverloadWork {
    @Resource(lookup = "jdbc/app")
    private DataSource dataSource;

    @Resource
    private UserTransaction transaction;

    @PersistenceContext
    private EntityManager entities;

    private final CountDownLatch released = new CountDownLatch(1);

    /** This, with what intercepts its methods. */
    @Inject
    private OverloadWork self;

    /** By its name. */
    public void act(String way, String todo) throws Exception {
        switch (way) {
            case "hold" -> hold(todo);
            case "release" -> released.countDown();
            case "jdbc" -> jdbc(todo);
            case "user-transaction" -> userTransaction(todo);
            case "transactional" -> self.transactional(todo);
            case "query" -> query(todo);
            case "statement" -> self.statement(todo);
            case "entity" -> self.entity(todo);
            default -> throw new IllegalArgumentException(way);
        }
    }

    /** Without a transaction of the server. */
    public void jdbc(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Keeps a connection until somebody asks for their release. */
    private void hold(String sql) throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            released.await();
        }
    }

    /** One that the application begins and commits. */
    public void userTransaction(String sql) throws Exception {
        transaction.begin();
        boolean whole = false;
        try {
            jdbc(sql);
            whole = true;
        } finally {
            if (!whole) {
                transaction.rollback();
            }
        }
        transaction.commit();
    }

    @Transactional
    public void transactional(String sql) throws SQLException {
        jdbc(sql);
    }

    /** What runs is a query. */
    public void query(String sql) {
        entities.createNativeQuery(sql).getResultList();
    }

    @Transactional
    public void statement(String sql) {
        if (sql.startsWith("SELECT")) {
            query(sql);
        } else {
            entities.createNativeQuery(sql).executeUpdate();
        }
    }

    /** What runs is an INSERT, when the transaction is over. */
    @Transactional
    public void entity(String state) {
        entities.persist(new OverloadRow(state));
    }
}

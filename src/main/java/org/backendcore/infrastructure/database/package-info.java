/**
 * The database: looking up the server's data sources {@code jdbc/app} and {@code jdbc/migrations}, reaching the
 * database behind them, migrating it and watching it. The command line does the same on a connection of its own.
 */
@NullMarked
package org.backendcore.infrastructure.database;

import org.jspecify.annotations.NullMarked;

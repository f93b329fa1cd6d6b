/**
 * The database: finding the server's data sources {@code jdbc/app} and {@code jdbc/migrations}, reaching what they lead to,
 * migrating it and watching it. The command line uses the same on a connection of its own.
 */
@NullMarked
package org.backendcore.infrastructure.database;

import org.jspecify.annotations.NullMarked;

/** The server's data source {@code jdbc/app}: finding it, reaching its database, migrating it and watching it. */
@NullMarked
package org.backendcore.infrastructure.database;

import org.jspecify.annotations.NullMarked;

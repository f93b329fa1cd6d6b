/** The database: its URL, its migrations, its pool, and its outages. */
@NullMarked
package org.backendcore.contract.database;

import org.jspecify.annotations.NullMarked;

/**
 * Classes that PostgreSQL's driver and the servers' data sources call. They are in a separate jar, beside the driver on
 * the server instead of in the WAR, so they use nothing from the WAR.
 */
@NullMarked
package org.backendcore.infrastructure.postgresql;

import org.jspecify.annotations.NullMarked;

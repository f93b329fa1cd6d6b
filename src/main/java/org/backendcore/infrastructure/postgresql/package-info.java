/**
 * What PostgreSQL's driver and the servers' data sources call. It is a jar of its own that lies beside the driver on the server, not in the WAR;
 * so it uses nothing of the WAR.
 */
@NullMarked
package org.backendcore.infrastructure.postgresql;

import org.jspecify.annotations.NullMarked;

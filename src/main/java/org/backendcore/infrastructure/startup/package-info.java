/**
 * The steps of the WAR's start, in order: settings, port, data source, database, schema. Begin reading at
 * {@link org.backendcore.infrastructure.startup.CheckedStart}.
 */
@NullMarked
package org.backendcore.infrastructure.startup;

import org.jspecify.annotations.NullMarked;

/**
 * What happens, in order, when the WAR starts: settings, port, data source, database, schema. {@link
 * org.backendcore.infrastructure.startup.CheckedStart} is the place to begin reading.
 */
@NullMarked
package org.backendcore.infrastructure.startup;

import org.jspecify.annotations.NullMarked;

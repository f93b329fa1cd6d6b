/** The class that {@code server.env} starts before Open Liberty's own main class; a separate jar. */
@NullMarked
package org.backendcore.launcher.openliberty;

import org.jspecify.annotations.NullMarked;

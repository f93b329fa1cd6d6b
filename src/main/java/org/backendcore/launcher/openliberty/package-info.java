/** What {@code server.env} starts before Open Liberty's own main class; a jar of its own. */
@NullMarked
package org.backendcore.launcher.openliberty;

import org.jspecify.annotations.NullMarked;

/**
 * The command line {@code bin/backend-core}. It is not in the WAR, and no other package depends on it. It checks the
 * settings with the WAR's own classes, in the sources that the servers have.
 */
@NullMarked
package org.backendcore.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command line {@code bin/backend-core}. It is not in the WAR, and no other package depends on it. It checks the
 * settings with the WAR's own classes, on SmallRye Config instead of a server's implementation.
 */
@NullMarked
package org.backendcore.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The command line {@code bin/backend-core}. Not in the WAR, and no other package knows it; it checks the settings with the WAR's
 * own classes, on SmallRye Config instead of a server's.
 */
@NullMarked
package org.backendcore.cli;

import org.jspecify.annotations.NullMarked;

/**
 * The second half of {@code bin/backend-core run}, a jar of its own: Payara Micro's class loaders ask its class path first, so
 * nothing may lie there that the WAR or the server has, too.
 */
@NullMarked
package org.backendcore.launcher;

import org.jspecify.annotations.NullMarked;

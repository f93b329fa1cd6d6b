/** The command line {@code bin/backend-core}. Not in the WAR, and no other room knows it. */
@NullMarked
package org.backendcore.manage;

import org.jspecify.annotations.NullMarked;

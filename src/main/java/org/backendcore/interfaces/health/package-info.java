/** The probes of MicroProfile Health: {@code /health/live}, {@code /health/ready} and {@code /health/started}. */
@NullMarked
package org.backendcore.interfaces.health;

import org.jspecify.annotations.NullMarked;

/** Payara Micro during development: {@code ./mvnw -Ppayara-dev package}. */
@NullMarked
package org.backendcore.launcher.development;

import org.jspecify.annotations.NullMarked;

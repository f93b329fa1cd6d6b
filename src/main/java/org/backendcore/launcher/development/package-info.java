/** Payara Micro while somebody works on the application: {@code ./mvnw -Ppayara-dev package}. */
@NullMarked
package org.backendcore.launcher.development;

import org.jspecify.annotations.NullMarked;

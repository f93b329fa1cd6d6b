/** Adds the files in {@code maintenance/orders}, as a team adds its first module, and runs the tests of both. */
@NullMarked
package org.backendcore.module;

import org.jspecify.annotations.NullMarked;

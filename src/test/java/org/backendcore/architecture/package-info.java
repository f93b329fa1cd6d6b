/** Which package may use which, held by ArchUnit. */
@NullMarked
package org.backendcore.architecture;

import org.jspecify.annotations.NullMarked;

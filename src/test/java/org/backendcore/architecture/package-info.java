/** Which package may use which, held by ArchUnit; and whether the documents keep up. */
@NullMarked
package org.backendcore.architecture;

import org.jspecify.annotations.NullMarked;

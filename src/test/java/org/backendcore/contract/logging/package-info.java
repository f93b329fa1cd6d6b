/** The records of the log. */
@NullMarked
package org.backendcore.contract.logging;

import org.jspecify.annotations.NullMarked;

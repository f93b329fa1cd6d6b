/** Stopping: on SIGTERM at any moment, with requests under way. */
@NullMarked
package org.backendcore.contract.stop;

import org.jspecify.annotations.NullMarked;

/** How a backend of your own is made from this project; {@link org.backendcore.copy.NewBackend} is all of it. */
@NullMarked
package org.backendcore.copy;

import org.jspecify.annotations.NullMarked;

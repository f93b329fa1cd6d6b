/** The use cases of orders, and their settings. */
@NullMarked
package org.backendcore.application.orders;

import org.jspecify.annotations.NullMarked;

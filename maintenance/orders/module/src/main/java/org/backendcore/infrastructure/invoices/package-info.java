/** The store of the invoices. */
@NullMarked
package org.backendcore.infrastructure.invoices;

import org.jspecify.annotations.NullMarked;

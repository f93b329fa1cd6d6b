/** The invoice, and the interface of its store. */
@NullMarked
package org.backendcore.domain.invoices;

import org.jspecify.annotations.NullMarked;

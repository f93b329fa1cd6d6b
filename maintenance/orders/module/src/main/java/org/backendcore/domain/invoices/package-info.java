/** What an invoice is, and the interface of what keeps them. */
@NullMarked
package org.backendcore.domain.invoices;

import org.jspecify.annotations.NullMarked;

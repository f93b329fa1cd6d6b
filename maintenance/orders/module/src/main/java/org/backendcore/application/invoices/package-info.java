/** Writes an invoice for each order that was placed. */
@NullMarked
package org.backendcore.application.invoices;

import org.jspecify.annotations.NullMarked;

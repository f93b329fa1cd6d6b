/** The domain: its types and rules in plain Java. It depends on no other package. */
@NullMarked
package org.backendcore.domain;

import org.jspecify.annotations.NullMarked;

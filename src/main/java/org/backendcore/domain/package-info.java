/** The domain: its types and rules in plain Java. It knows no other package. */
@NullMarked
package org.backendcore.domain;

import org.jspecify.annotations.NullMarked;

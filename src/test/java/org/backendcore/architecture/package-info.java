/** The allowed dependencies between packages, enforced by ArchUnit; and checks that the documents are up to date. */
@NullMarked
package org.backendcore.architecture;

import org.jspecify.annotations.NullMarked;

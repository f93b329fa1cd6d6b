/** The WAR's promises to the outside, checked against real server processes: the same checks on both servers. */
@NullMarked
package org.backendcore.contract;

import org.jspecify.annotations.NullMarked;

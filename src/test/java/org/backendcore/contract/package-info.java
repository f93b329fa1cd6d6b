/** What the WAR promises from outside, asked of real server processes: the same questions on both servers. */
@NullMarked
package org.backendcore.contract;

import org.jspecify.annotations.NullMarked;

/**
 * What Payara's HTTP listener, Grizzly, calls; a jar of its own beside the drivers, because only what lies there sees the classes of
 * the server.
 */
@NullMarked
package org.backendcore.manage.grizzly;

import org.jspecify.annotations.NullMarked;

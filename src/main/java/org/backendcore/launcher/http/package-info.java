/**
 * What Payara's HTTP listener, Grizzly, calls; a jar of its own on the class path of the launcher, because only what lies there sees
 * the classes of the server.
 */
@NullMarked
package org.backendcore.launcher.http;

import org.jspecify.annotations.NullMarked;

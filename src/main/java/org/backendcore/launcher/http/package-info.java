/**
 * Classes that Payara's HTTP listener, Grizzly, calls; a separate jar on the launcher's class path, because only jars
 * there can access the server's classes.
 */
@NullMarked
package org.backendcore.launcher.http;

import org.jspecify.annotations.NullMarked;

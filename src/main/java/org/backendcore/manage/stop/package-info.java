/**
 * What a signal does until the application serves: {@link org.backendcore.manage.stop.EarlyStop}. In the jars of the command line and
 * of Payara Micro's launcher, and in one of its own for Open Liberty.
 */
@NullMarked
package org.backendcore.manage.stop;

import org.jspecify.annotations.NullMarked;

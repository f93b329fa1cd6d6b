/**
 * The process as the operating system sees it: its exit codes, its port, the signals that end it, and the protocol
 * between the WAR and a launcher in the same process. It is in the WAR and in the jars of the command line, of Payara
 * Micro's launcher and listener, and of Open Liberty's launcher, so it depends on the JDK only.
 */
@NullMarked
package org.backendcore.infrastructure.process;

import org.jspecify.annotations.NullMarked;

/**
 * Payara Micro in this process: {@code PayaraMicro} runs, trains or bakes it, or serves the sources, as its first argument says. A jar of its own. Payara Micro's class loaders ask its class path first, so nothing
 * may be there in another version than in the WAR or the server: of the WAR's classes it has {@code infrastructure.process}, of the
 * same build.
 */
@NullMarked
package org.backendcore.launcher;

import org.jspecify.annotations.NullMarked;

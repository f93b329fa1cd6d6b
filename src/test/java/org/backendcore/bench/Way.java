package org.backendcore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A way to start the WAR.
 *
 * @param name of its row
 * @param jdk the feature release of its JDK
 * @param folder its working directory
 * @param environment besides the settings
 * @param beforeEach what makes each start equal to the others
 */
record Way(String name, int jdk, Path folder, List<String> command, Map<String, String> environment, Step beforeEach) {

    /** Something done to files. */
    interface Step {
        void run() throws IOException;
    }
}

package org.backendcore.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, from the manifest of this jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"backend-core " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}

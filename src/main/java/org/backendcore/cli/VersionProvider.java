package org.backendcore.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the build, from the manifest of this jar. */
final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = VersionProvider.class.getPackage().getImplementationVersion();
        return new String[] {"backend-core " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}

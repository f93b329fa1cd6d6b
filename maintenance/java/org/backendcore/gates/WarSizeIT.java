package org.backendcore.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.backendcore.testkit.Deployment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Without a team's modules, whose WAR may be larger. */
@Tag("gates")
final class WarSizeIT {
    @Test
    void growsOnlyOnPurpose() throws IOException {
        assertThat(Files.size(Deployment.WAR)).isLessThanOrEqualTo(1_150_000);
    }
}

package org.backendcore.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backendcore.testkit.Deployment;
import org.backendcore.testkit.WarChecksum;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.ArchivePaths;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The in-container tests' results apply to the product, because the test WAR contains every entry of it unchanged. */
@Tag("in-container")
final class ProductInTestWarIT {

    @Test
    void holdsEveryEntryOfTheProductUnchanged() throws IOException {
        assertThat(WarChecksum.of(Deployment.WAR)).isEqualTo(WarChecksum.built());
        WebArchive test = TestWar.with(InContainerIT.class);
        try (ZipFile product = new ZipFile(Deployment.WAR.toFile())) {
            assertThat(product.size()).isGreaterThan(20);
            for (ZipEntry entry :
                    product.stream().filter(each -> !each.isDirectory()).toList()) {
                ArchivePath path = ArchivePaths.create(entry.getName());
                try (InputStream expected = product.getInputStream(entry);
                        InputStream actual = test.get(path).getAsset().openStream()) {
                    assertThat(actual).as(entry.getName()).hasSameContentAs(expected);
                }
            }
        }
    }
}

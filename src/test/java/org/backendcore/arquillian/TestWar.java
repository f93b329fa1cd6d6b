package org.backendcore.arquillian;

import org.backendcore.testkit.Deployment;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The built WAR, entry by entry, plus a jar with the test classes; no entry of the product is replaced. */
final class TestWar {
    private TestWar() {}

    static WebArchive with(Class<?>... testClasses) {
        JavaArchive tests = ShrinkWrap.create(JavaArchive.class, "tests.jar")
                .addClasses(testClasses)
                .addAsManifestResource(new StringAsset("""
                                order.default=default
                                order.profile=default
                                order.environment=default
                                order.system=default
                                """), "microprofile-config.properties")
                .addAsManifestResource(new StringAsset("""
                                order.profile=profile
                                order.environment=profile
                                order.system=profile
                                """), "microprofile-config-dev.properties");
        return ShrinkWrap.createFromZipFile(WebArchive.class, Deployment.WAR.toFile())
                .addAsLibrary(tests);
    }
}

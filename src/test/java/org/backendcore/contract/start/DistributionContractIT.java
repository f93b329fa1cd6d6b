package org.backendcore.contract.start;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.backendcore.testkit.BuiltDistribution;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contents of the distribution and their licenses: the distribution and its bill of materials. */
final class DistributionContractIT {
    private static final Path DIST = BuiltDistribution.FOLDER;

    @BeforeEach
    void needsAllOfIt() {
        BuiltDistribution.assertThatItIsWhole();
    }

    /**
     * By their checksums, so that nothing is shipped that scanners do not see. Payara Micro is one component, unpacked.
     */
    @Test
    void hasEveryLibraryInItsBillOfMaterials() throws Exception {
        Map<String, JsonObject> components = components();
        assertThat(libraries().keySet()).isSubsetOf(components.keySet()).hasSizeGreaterThan(5);
        assertThat(components.values())
                .extracting(component -> component.getString("name"))
                .contains("payara-micro");
    }

    @Test
    void namesTheLicenceOfEachComponent() throws Exception {
        assertThat(components().values())
                .allSatisfy(component -> assertThat(component.getJsonArray("licenses"))
                        .as(component.getString("name"))
                        .isNotEmpty());
        String list = Files.readString(DIST.resolve("THIRD-PARTY.txt"));
        for (JsonObject component : components().values()) {
            assertThat(list)
                    .contains("%s:%s:%s "
                            .formatted(
                                    component.getString("group"),
                                    component.getString("name"),
                                    component.getString("version")));
        }
    }

    /** The text of the Apache License is in LICENSE; libraries under other licenses include their texts. */
    @Test
    void bringsTheTextOfEachLicence() throws Exception {
        assertThat(DIST.resolve("LICENSE")).content().contains("Apache License", "Version 2.0, January 2004");
        Map<String, JsonObject> components = components();
        for (Map.Entry<String, Path> library : libraries().entrySet()) {
            assertThat(isUnderTheApacheLicense(components.get(library.getKey())) || hasALicence(library.getValue()))
                    .as("%s has the text of its licence", library.getValue())
                    .isTrue();
        }
    }

    private static boolean isUnderTheApacheLicense(@Nullable JsonObject component) {
        return component != null
                && component.getJsonArray("licenses").toString().contains("Apache-2.0");
    }

    private static boolean hasALicence(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).anyMatch(name -> name.matches("META-INF/LICENSE(\\.(md|txt))?"));
        }
    }

    /** The components of the bill of materials, by their checksums. */
    private static Map<String, JsonObject> components() throws IOException {
        try (InputStream input = Files.newInputStream(DIST.resolve("sbom.json"));
                JsonReader reader = Json.createReader(input)) {
            JsonObject bill = reader.readObject();
            assertThat(bill.getString("bomFormat")).isEqualTo("CycloneDX");
            return bill.getJsonArray("components").getValuesAs(JsonObject.class).stream()
                    .collect(Collectors.toMap(DistributionContractIT::sum, component -> component));
        }
    }

    private static String sum(JsonObject component) {
        return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
                .filter(hash -> hash.getString("alg").equals("SHA-256"))
                .map(hash -> hash.getString("content"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The third-party libraries outside of Payara Micro, by their checksums; the WAR's libraries are also the command
     * line's.
     */
    private static Map<String, Path> libraries() throws Exception {
        List<Path> jars = new ArrayList<>();
        for (String folder : List.of("cli", "jdbc", "log", "payara")) {
            try (Stream<Path> files = Files.list(DIST.resolve("lib").resolve(folder))) {
                files.filter(file -> !file.toString().contains("backend-core-")).forEach(jars::add);
            }
        }
        Map<String, Path> libraries = new TreeMap<>();
        for (Path jar : jars) {
            libraries.put(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar))),
                    jar);
        }
        return libraries;
    }
}

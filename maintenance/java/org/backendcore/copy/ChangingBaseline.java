package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.backendcore.copy.NewBackend.Project;
import org.backendcore.gates.Checkout;

/**
 * This project as a repository of its own, whose next release changes all that a release can change. Closing it deletes it.
 *
 * @param first its first commit
 */
record ChangingBaseline(Checkout checkout, String first) implements AutoCloseable {
    private static final String MAIN = "src/main/java/%s/";
    private static final String TEST = "src/test/java/%s/";

    /** Its first commit has an older dependency. */
    static ChangingBaseline in(String name) throws IOException, InterruptedException {
        Checkout checkout = Checkout.in(name);
        edit(checkout.file("pom.xml"), "<jspecify.version>1.0.1<", "<jspecify.version>1.0.0<");
        MadeCopy.git(checkout.folder(), "init", "-q");
        String first = commit(checkout.folder(), "The first release");
        return new ChangingBaseline(checkout, first);
    }

    /** A class is changed, one moved, one renamed, a dependency raised, a migration added, a file deleted. */
    String nextRelease() throws IOException, InterruptedException {
        String rootPackage = Project.in(folder()).names().rootPackage();
        String root = rootPackage.replace('.', '/');
        String main = MAIN.formatted(root);
        String test = TEST.formatted(root);

        edit(
                file(main + "infrastructure/settings/Catalogue.java"),
                "The password of db.user.",
                "The password of DB_USER.");

        move(main + "cli/MachineName.java", main + "cli/LocalMachine.java");
        edit(file(main + "cli/LocalMachine.java"), "MachineName", "LocalMachine");
        edit(file(main + "cli/Archives.java"), "MachineName", "LocalMachine");

        move(test + "architecture/PersistenceUnitTest.java", test + "persistence/PersistenceUnitTest.java");
        Files.copy(file(test + "architecture/package-info.java"), file(test + "persistence/package-info.java"));
        for (String moved : List.of("PersistenceUnitTest", "package-info")) {
            edit(
                    file(test + "persistence/%s.java".formatted(moved)),
                    "package %s.architecture;".formatted(rootPackage),
                    "package %s.persistence;".formatted(rootPackage));
        }

        edit(file("pom.xml"), "<jspecify.version>1.0.0<", "<jspecify.version>1.0.1<");
        edit(file("pom.xml"), "\n  <version>0.1.0</version>", "\n  <version>0.2.0</version>");
        Files.writeString(
                file("src/main/resources/db/migration/V2__audit.sql"), "CREATE TABLE audit (id BIGINT PRIMARY KEY);\n");
        Files.delete(file(".vscode/extensions.json"));
        edit(file("README.md"), "\n## Production", "\nA line of the next release.\n\n## Production");
        edit(file("CHANGELOG.md"), "## [Unreleased]\n", """
                        ## [Unreleased]

                        ### Fixed

                        - A bug of `%s.cli`.

                        ### Security

                        - A hole is closed.

                        """.formatted(rootPackage));
        return commit(folder(), "The next release");
    }

    /** A line that a team may have changed, too; and a file beside a migration that the copy has under another number. */
    String laterRelease() throws IOException, InterruptedException {
        edit(file("SECURITY.md"), "# Security", "# Security of the baseline");
        edit(file("CONTRIBUTING.md"), "# Contributing", "# Contributing to it");
        Files.writeString(file("src/main/resources/db/migration/V2__audit.sql.conf"), "executeInTransaction=false\n");
        return commit(folder(), "A later release");
    }

    private void move(String from, String to) throws IOException {
        Files.createDirectories(file(to).resolveSibling(""));
        Files.move(file(from), file(to));
    }

    /** The first occurrence in a README, each one elsewhere. */
    static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).as("%s", file).contains(before);
        int at = text.indexOf(before);
        Files.writeString(
                file,
                file.endsWith("README.md") || file.endsWith("CHANGELOG.md")
                        ? text.substring(0, at) + after + text.substring(at + before.length())
                        : text.replace(before, after));
    }

    static String commit(Path folder, String message) throws IOException, InterruptedException {
        MadeCopy.git(folder, "add", "-A");
        MadeCopy.git(folder, "commit", "-q", "-m", message);
        return MadeCopy.git(folder, "rev-parse", "HEAD").strip();
    }

    Path folder() {
        return checkout.folder();
    }

    Path file(String name) {
        return checkout.file(name);
    }

    @Override
    public void close() {
        checkout.close();
    }
}

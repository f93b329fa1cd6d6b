package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.backendcore.testkit.Command.Ended;
import org.backendcore.testkit.Folders;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One copy with a team's work, through two releases of its baseline: the tests are its story, in their order. That it passes its own
 * tests after that: {@link VerifiedCopyIT}.
 */
@Tag("copy")
@Execution(ExecutionMode.SAME_THREAD)
@Order(2)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class UpdateIT {
    private static final String MIGRATIONS = "src/main/resources/db/migration";

    private final ChangingBaseline baseline;
    private final MadeCopy copy;

    UpdateIT() throws Exception {
        baseline = ChangingBaseline.in("update-baseline");
        copy = MadeCopy.of(baseline.folder(), Path.of("target/update-copy").toAbsolutePath());
        new TeamOfACopy(copy).works();
    }

    @AfterAll
    void delete() {
        baseline.close();
        Folders.delete(copy.folder());
    }

    private Ended update(String... options) throws IOException, InterruptedException {
        return MadeCopy.command(
                baseline.folder(),
                Stream.of(
                                List.of("--update"),
                                List.of(options),
                                List.of(copy.folder().toString()))
                        .flatMap(List::stream)
                        .toArray(String[]::new));
    }

    private void assertRejected(String problem) throws IOException, InterruptedException {
        String before = copy.git("rev-parse", "HEAD") + copy.git("status", "--porcelain");
        Ended ended = update();
        assertThat(ended.output()).contains("nothing is changed:\n  1. ").contains(problem);
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(copy.git("rev-parse", "HEAD") + copy.git("status", "--porcelain"))
                .isEqualTo(before);
    }

    @Test
    @Order(1)
    void knowsItsBaseline() throws Exception {
        assertThat(copy.file(".baseline"))
                .content()
                .contains(
                        "\nartifact=%s\n".formatted(copy.to().artifact()),
                        "\ntitle=%s\n".formatted(copy.to().title()),
                        "\nversion=0.1.0\n",
                        "\ncommit=%s\n".formatted(baseline.first()));
        Ended ended = update();
        assertThat(ended.output())
                .isEqualTo("%s is up to date with commit %s\n".formatted(copy.folder(), baseline.first()));
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    @Order(2)
    void rejectsACopyThatIsNotReady() throws Exception {
        Files.writeString(copy.file("notes.txt"), "to do\n");
        assertRejected("has uncommitted changes: commit or stash them");
        Files.delete(copy.file("notes.txt"));
        String head = copy.git("rev-parse", "HEAD").strip();
        Files.writeString(copy.file(".git/MERGE_HEAD"), head + "\n");
        assertRejected("is in the middle of a merge or rebase: finish it first");
        Files.delete(copy.file(".git/MERGE_HEAD"));

        String text = Files.readString(copy.file(".baseline"));
        Files.delete(copy.file(".baseline"));
        ChangingBaseline.commit(copy.folder(), "Forget the baseline");
        assertRejected("has no file .baseline: write and commit it\n");
        assertRejected("\n       artifact=acme-shop\n");
        String unknown = "0123456789".repeat(4);
        Files.writeString(copy.file(".baseline"), text.replace(baseline.first(), unknown));
        ChangingBaseline.commit(copy.folder(), "Name another");
        assertRejected("this checkout does not have commit %s, which .baseline names".formatted(unknown));
        Files.writeString(copy.file(".baseline"), text.replaceAll("commit=.*", "commit=main"));
        ChangingBaseline.commit(copy.folder(), "Name a branch");
        assertRejected(".baseline: the commit 'main' must be a whole hash");
        copy.git("reset", "-q", "--hard", "HEAD~3");
    }

    @Test
    @Order(3)
    void rejectsWordsOfTheNewCode() throws Exception {
        Path test = baseline.file("server-config/words.txt");
        Files.writeString(test, "%s\n".formatted(copy.to().artifact()));
        ChangingBaseline.commit(baseline.folder(), "Use the word");
        assertRejected(
                "'%s' is a word of this project, for example in server-config/words.txt: rename it here, or the copy"
                        .formatted(copy.to().artifact()));
        MadeCopy.git(baseline.folder(), "reset", "-q", "--hard", baseline.first());
    }

    /** Git would overwrite it silently. */
    @Test
    @Order(3)
    void rejectsToOverwriteAnIgnoredFile() throws Exception {
        Files.writeString(copy.file(".git/info/exclude"), "notes.txt\n");
        Files.writeString(copy.file("docs/notes.txt"), "of the team\n");
        Files.writeString(baseline.file("docs/notes.txt"), "of the baseline\n");
        ChangingBaseline.commit(baseline.folder(), "Take notes");
        String problem =
                "nothing is changed:\n  1. 'docs/notes.txt', which git ignores, would be overwritten: move it away\n";
        for (Ended ended : List.of(update("--dry-run"), update())) {
            assertThat(ended.output()).endsWith(problem);
            assertThat(ended.exitCode()).isEqualTo(64);
        }
        assertThat(copy.file("docs/notes.txt")).hasContent("of the team\n");
        Files.delete(copy.file("docs/notes.txt"));
        MadeCopy.git(baseline.folder(), "reset", "-q", "--hard", baseline.first());
    }

    @Test
    @Order(4)
    void takesOverTheNextRelease() throws Exception {
        String next = baseline.nextRelease();
        String before = copy.git("rev-parse", "HEAD");
        String released = Files.readString(copy.file("src/main/db/released-migrations.sha256"));

        Ended dry = update("--dry-run");
        assertThat(dry.output())
                .startsWith("Security\n\n- A hole is closed.\n\nFixed\n\n- A bug of `%s.cli`.\n\n"
                        .formatted(copy.to().rootPackage()))
                .contains("would change:\n", "\n  A %s/V4__audit.sql\n".formatted(MIGRATIONS))
                .contains("\n  D .vscode/extensions.json\n")
                .endsWith("no conflict; nothing is changed\n");
        assertThat(dry.exitCode()).isZero();
        assertThat(copy.git("rev-parse", "HEAD")).isEqualTo(before);
        assertThat(copy.git("status", "--porcelain")).isEmpty();

        Ended ended = update();
        assertThat(ended.output())
                .startsWith("Security\n\n- A hole is closed.\n\n")
                .doesNotContain("CONFLICT")
                .endsWith("%s is updated: cd %s && ./mvnw verify\n".formatted(copy.folder(), copy.folder()));
        assertThat(ended.exitCode()).isZero();
        assertThat(copy.git("status", "--porcelain")).isEmpty();
        assertThat(copy.git("rev-parse", "HEAD~1")).as("one commit").isEqualTo(before);
        assertThat(copy.git("log", "-1", "--format=%B"))
                .startsWith(
                        "Take over baseline 0.2.0\n\nFrom commit %s\nto commit %s.\n\nSecurity\n\n- A hole is closed.\n"
                                .formatted(baseline.first(), next));

        String main = "src/main/java/%s/".formatted(copy.to().rootPackage().replace('.', '/'));
        assertThat(copy.file(main + "cli/LocalMachine.java")).exists();
        assertThat(copy.file(main + "cli/MachineName.java")).doesNotExist();
        assertThat(copy.file(main + "infrastructure/orders/JdbcOrders.java")).exists();
        assertThat(copy.file("pom.xml"))
                .content()
                .contains("<jspecify.version>1.0.1<", "<artifactId>hamcrest<", "\n  <version>1.4.0</version>");
        assertThat(copy.file("README.md")).content().contains("Sells things.", "A line of the next release.");
        assertThat(copy.file("CHANGELOG.md")).content().contains("- Orders.").doesNotContain("A hole");
        assertThat(copy.file("docs/settings.md")).content().contains("ORDERS_STOCK_TOKEN", "The password of DB_USER.");
        assertThat(migrations())
                .containsExactly("V1__baseline.sql", "V2__orders.sql", "V3__invoices_and_jobs.sql", "V4__audit.sql");
        assertThat(copy.file("src/main/db/released-migrations.sha256")).hasContent(released);
        assertThat(update().output()).isEqualTo("%s is up to date with commit %s\n".formatted(copy.folder(), next));
    }

    private List<String> migrations() throws IOException {
        try (Stream<Path> files = Files.list(copy.file(MIGRATIONS))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("V"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Order(5)
    void rejectsAnOlderBaseline() throws Exception {
        String next = MadeCopy.git(baseline.folder(), "rev-parse", "HEAD").strip();
        MadeCopy.git(baseline.folder(), "checkout", "-q", baseline.first());
        assertRejected("this checkout, at commit %s, is older than commit %s, which .baseline names"
                .formatted(baseline.first(), next));
        Files.writeString(baseline.file("aside.txt"), "aside\n");
        String aside = ChangingBaseline.commit(baseline.folder(), "Aside");
        assertRejected("this checkout, at commit %s, does not contain commit %s, which .baseline names"
                .formatted(aside, next));
        MadeCopy.git(baseline.folder(), "checkout", "-q", next);
    }

    /** A migration that has got another number does not come again. */
    @Test
    @Order(6)
    void leavesAConflictToTheTeam() throws Exception {
        ChangingBaseline.edit(copy.file("SECURITY.md"), "# Security", "# Safe shopping");
        String before = ChangingBaseline.commit(copy.folder(), "Rename a document");
        String later = baseline.laterRelease();

        Ended dry = update("--dry-run");
        assertThat(dry.output())
                .contains("CONFLICT (content): Merge conflict in SECURITY.md\n")
                .endsWith("conflicts, see above; nothing is changed\n");
        assertThat(dry.exitCode()).isEqualTo(1);
        assertThat(copy.git("status", "--porcelain")).isEmpty();

        Ended ended = update();
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains(
                        "CONFLICT (content): Merge conflict in SECURITY.md\n",
                        "conflicts, see above: nothing is committed. In %s, remove the conflict markers, and delete again"
                                .formatted(copy.folder()));
        assertThat(copy.file("SECURITY.md")).content().startsWith("""
                        <<<<<<< %s
                        # Safe shopping
                        =======
                        # Security of the baseline
                        >>>>>>> baseline 0.2.0, %s
                        """.formatted(
                        copy.to().title(), later.substring(0, 12)));
        assertThat(copy.file("CONTRIBUTING.md")).content().startsWith("# Contributing to it\n");
        assertThat(copy.git("rev-parse", "HEAD").strip()).isEqualTo(before);

        String text = Files.readString(copy.file("SECURITY.md"));
        Files.writeString(
                copy.file("SECURITY.md"), text.replaceFirst("(?s)<<<<<<<.*?\n(.*?\n)=======.*?>>>>>>>.*?\n", "$1"));
        copy.git("add", "-A");
        copy.git("-c", "core.editor=true", "commit", "-q");
        assertThat(copy.git("log", "-1", "--format=%s")).isEqualTo("Take over baseline 0.2.0\n");
        assertThat(migrations()).hasSize(4).noneMatch(name -> name.endsWith(".conf"));
        assertThat(update().output()).endsWith(" is up to date with commit %s\n".formatted(later));
    }
}

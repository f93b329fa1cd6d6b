package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.backendcore.copy.NewBackend.Names;
import org.backendcore.copy.NewBackend.Renaming;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With names of its own, which a copy keeps. */
@Tag("copy")
final class RenamingTest {
    private static final Names WHITE_RABBIT =
            new Names("net.wonderland", "white-rabbit", "net.wonderland.rabbits", "The White Rabbit");
    private static final Names MARCH_HARE =
            new Names("org.teaparty", "march-hare", "org.teaparty.guests.hare", "March & Hare");
    private static final Names MAD_HATTER =
            new Names("org.teaparty", "mad-hatter", "org.teaparty.hatter", "Mad Hatter & Co");

    private final Renaming renaming = new Renaming(WHITE_RABBIT, MARCH_HARE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target/dist/lib/white-rabbit-cli.jar                   | target/dist/lib/march-hare-cli.jar
            final class WhiteRabbit {                              | final class MarchHare {
            new WhiteRabbitTest().newWhiteRabbit(whiteRabbit)      | new MarchHareTest().newMarchHare(marchHare)
            WHITE_RABBIT_HOME=white_rabbit WHITE-RABBIT WHITERABBIT | MARCH_HARE_HOME=march_hare MARCH-HARE MARCHHARE
            whiterabbit white.rabbit white rabbit                  | marchhare march.hare march hare
            "\\nwhite-rabbit starts"                               | "\\nmarch-hare starts"
            The White Rabbit is late                               | March & Hare is late
            import net.wonderland.rabbits.manage.Main;             | import org.teaparty.guests.hare.manage.Main;
            src/net/wonderland/rabbits/**                          | src/org/teaparty/guests/hare/**
            Pattern.compile("net\\\\.wonderland\\\\.rabbits")      | Pattern.compile("org\\\\.teaparty\\\\.guests\\\\.hare")
            -Dnet.wonderland.rabbits.home=x                        | -Dorg.teaparty.guests.hare.home=x
            """)
    void keepsTheSpelling(String text, String renamed) {
        assertThat(renaming.of(text)).isEqualTo(renamed);
    }

    @ParameterizedTest
    @CsvSource({
        "net.wonderland.rabbitsfoot",
        "internet.wonderland.rabbits",
        "net.wonderland/rabbits",
        "net.wonderland.cats",
        "white-rabbits",
        "offwhite-rabbit"
    })
    void leavesWhatOnlyLooksLikeTheName(String text) {
        assertThat(renaming.of(text)).isEqualTo(text);
    }

    @Test
    void aTitleMayBeginLikeTheName() {
        assertThat(new Renaming(MAD_HATTER, WHITE_RABBIT).of("Mad Hatter & Co, MadHatter"))
                .isEqualTo("The White Rabbit, WhiteRabbit");
    }

    @Test
    void aNameMayBeAPartOfTheOther() {
        Names longer = new Names("net.wonderland", "late-white-rabbit", "net.wonderland.rabbits.late", "Late");
        String text = "lib/white-rabbit.war net.wonderland.rabbits.manage WhiteRabbit";
        String renamed = "lib/late-white-rabbit.war net.wonderland.rabbits.late.manage LateWhiteRabbit";
        assertThat(new Renaming(WHITE_RABBIT, longer).of(text)).isEqualTo(renamed);
        assertThat(new Renaming(longer, WHITE_RABBIT).of(renamed)).isEqualTo(text);
    }

    @Test
    void setsTheCoordinatesTheTitleAndTheFirstVersion() {
        String pom = """
                <project>
                  <groupId>net.wonderland</groupId>
                  <artifactId>white-rabbit</artifactId>
                  <version>3.2.1</version>
                  <name>White &amp; Rabbit</name>
                  <build>
                    <finalName>white-rabbit</finalName>
                    <version>4</version>
                  </build>
                </project>
                """;
        assertThat(Names.of(pom, "net.wonderland.rabbits").title()).isEqualTo("White & Rabbit");
        assertThat(renaming.of(Path.of("pom.xml"), pom)).isEqualTo("""
                <project>
                  <groupId>org.teaparty</groupId>
                  <artifactId>march-hare</artifactId>
                  <version>0.1.0</version>
                  <name>March &amp; Hare</name>
                  <build>
                    <finalName>march-hare</finalName>
                    <version>4</version>
                  </build>
                </project>
                """);
    }

    @Test
    void givesTheParentTheGroupToo() {
        String parent = "<groupId>net.wonderland</groupId>\n<artifactId>white-rabbit-build</artifactId>\n";
        String renamed = "<groupId>org.teaparty</groupId>\n<artifactId>march-hare-build</artifactId>\n";
        assertThat(renaming.of(Path.of("src/build/pom.xml"), parent)).isEqualTo(renamed);
        assertThat(renaming.of(Path.of("pom.xml"), parent)).isEqualTo(renamed);
    }

    @Test
    void beginsTheDocumentsAnew() {
        assertThat(renaming.of(Path.of("README.md"), "# Anything\n\n# white-rabbit\n"))
                .isEqualTo("# March & Hare\n\n# march-hare\n");
        assertThat(renaming.of(Path.of("CHANGELOG.md"), "# Changelog\n\n## [Unreleased]\n\n- white-rabbit\n\n## 1.0\n"))
                .isEqualTo("# Changelog\n\n## [Unreleased]\n");
        assertThat(renaming.of(Path.of("LICENSE"), "white-rabbit")).isEqualTo("white-rabbit");
    }

    @Test
    void findsWhatIsCalledLikeTheCopyAlready() {
        Path file = Path.of("src/A.java");
        assertThat(renaming.taken(file, "a march_hare, and white-rabbit")).contains("march_hare");
        assertThat(renaming.taken(Path.of("src/MarchHare.java"), "")).contains("MarchHare");
        assertThat(renaming.taken(file, "org/teaparty/guests/hare")).contains("org/teaparty/guests/hare");
        assertThat(renaming.taken(file, "march of the hares, and white-rabbit")).isEmpty();
        assertThat(renaming.taken(Path.of("docs/a.md"), "a march_hare")).isEmpty();
    }

    @Test
    void findsWhatIsLeftOfTheOldName() {
        Path file = Path.of("src/A.java");
        assertThat(renaming.left(file, "white-rabbit WhiteRabbit net.wonderland.rabbits"))
                .isEmpty();
        assertThat(renaming.left(file, "White-rabbit")).contains("White-rabbit");
        assertThat(renaming.left(file, "offwhite-rabbit")).contains("white-rabbit");
        assertThat(renaming.left(Path.of("LICENSE"), "White-rabbit")).isEmpty();
    }
}

package org.backendcore.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backendcore.copy.NewBackend.Names;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("copy")
final class NamesTest {

    @Test
    void followFromTheCoordinates() {
        assertThat(of("net.wonderland:white-rabbit"))
                .isEqualTo(new Names("net.wonderland", "white-rabbit", "net.wonderland.whiterabbit", "White Rabbit"));
        assertThat(of("net.whiterabbit:white-rabbit").rootPackage()).isEqualTo("net.whiterabbit");
    }

    @Test
    void areTakenAsTheyAreGiven() {
        assertThat(of("net.wonderland:white-rabbit", "net.wonderland.rabbits", "The Rabbit"))
                .isEqualTo(new Names("net.wonderland", "white-rabbit", "net.wonderland.rabbits", "The Rabbit"))
                .extracting(Names::problems)
                .isEqualTo(List.of());
    }

    @Test
    void areRefusedAllAtOnce() {
        assertThat(of("net..wonderland:White_Rabbit", "rabbits", " ").problems())
                .containsExactly(
                        "the group 'net..wonderland' must be names with dots between them, such as 'com.example'",
                        "the artifact 'White_Rabbit' must be two or more lower-case words with hyphens between them, such as 'white-rabbit', of at most 31 characters",
                        "the package 'rabbits' must be two or more lower-case names with dots between them, none a word of Java",
                        "the title ' ' must be one line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.new",
                "net.true",
                "net._",
                "net.2cats",
                "net.white-rabbit",
                "net.Wonderland",
                "net..rabbit",
                "net.rabbit.",
                "java.rabbit",
                "javax.rabbit",
                "jakarta.rabbit"
            })
    void refuseAPackageThatIsNone(String name) {
        assertThat(of("net.wonderland:white-rabbit", name).problems())
                .singleElement()
                .asString()
                .startsWith("the package '" + name + "' must be ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r",
                "rabbit",
                "a-white-rabbit-with-a-clock-in-its-paw",
                "2-rabbits",
                "white--rabbit",
                "-rabbit",
                "rabbit-",
                "white.rabbit",
                "../rabbit"
            })
    void refuseAnArtifactThatIsNone(String name) {
        assertThat(of("net.wonderland:" + name, "net.wonderland.rabbits", "Rabbit")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("the artifact '" + name + "' must be ");
    }

    private static Names of(String... arguments) {
        return Names.of(List.of(arguments));
    }
}

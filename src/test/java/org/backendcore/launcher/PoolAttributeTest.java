package org.backendcore.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands that a build cannot bake; OutageContractIT tests the effect of the others. */
final class PoolAttributeTest {
    private static final String COMMAND =
            "set resources.jdbc-connection-pool.app.max-pool-size=${MPCONFIG=db.pool-max-size:10}";

    @Test
    void takesThePlaceOfTheValueInItsPoolAlone() {
        String configuration = """
                <jdbc-connection-pool max-pool-size="7" name="migrations"/>
                <jdbc-connection-pool max-pool-size="7" name="app" ping="7"/>
                """;
        PoolAttribute attribute =
                PoolAttribute.setBy(List.of("# a comment", "", COMMAND)).get(0);
        assertThat(attribute.putInto(configuration)).isEqualTo("""
                <jdbc-connection-pool max-pool-size="7" name="migrations"/>
                <jdbc-connection-pool max-pool-size="${MPCONFIG=db.pool-max-size:10}" name="app" ping="7"/>
                """);
    }

    @Test
    void isNoOtherCommand() {
        assertThatThrownBy(() -> PoolAttribute.setBy(List.of(COMMAND, "set configs.config.x=y")))
                .hasMessageContaining("set configs.config.x=y");
    }

    @Test
    void mustHaveSetSomething() {
        PoolAttribute attribute = PoolAttribute.setBy(List.of(COMMAND)).get(0);
        assertThatThrownBy(() -> attribute.putInto("<jdbc-connection-pool name=\"app\"/>"))
                .hasMessageContaining("has set nothing");
    }
}

package org.backendcore.interfaces.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FormPartsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            multipart/form-data; boundary=limit             | --limit
            Multipart/Mixed; charset=utf-8; Boundary=aab; x | --aab
            multipart/form-data; boundary="a b"             | --a b
            multipart/form-data; boundary=-                 | ---
            """)
    void areAtMostAThousand(String mediaType, String delimiter) throws UnreadableBodyException {
        // The preceding bytes look like the beginning of a delimiter.
        byte[] thousand = ("-aa--a" + (delimiter + "\n\n").repeat(1001)).getBytes(StandardCharsets.US_ASCII);
        FormParts parts = FormParts.of(mediaType).orElseThrow();
        assertThatCode(() -> {
                    for (byte single : thousand) {
                        parts.read(new byte[] {0, single}, 1, 1);
                    }
                })
                .doesNotThrowAnyException();
        byte[] more = delimiter.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> parts.read(more, 0, more.length))
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessage("the form has more than 1000 parts");
    }

    @Test
    void areOnlyThoseOfAForm() throws UnreadableBodyException {
        assertThat(FormParts.of(null)).isEmpty();
        assertThat(FormParts.of("application/json; boundary=x")).isEmpty();
        assertThat(FormParts.of("multipart/form-data")).isEmpty();
    }

    /** Whichever of them the server would use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; xboundary=a; boundary=b",
                "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data; x=\"; boundary=a\"; boundary=b",
                "multipart/form-data; boundary = a",
                "multipart/form-data; xboundary=a",
                "multipart/form-data; boundary=\"a \"",
                "multipart/form-data; boundary=\"a\\b\"",
                "multipart/form-data; boundary=a b"
            })
    void haveOneBoundaryThatIsClear(String mediaType) {
        assertThatThrownBy(() -> FormParts.of(mediaType))
                .hasMessage("the boundary of the form is missing or ambiguous")
                .satisfies(thrown ->
                        assertThat(UnreadableBodyException.statusOf(thrown)).contains(400));
    }
}

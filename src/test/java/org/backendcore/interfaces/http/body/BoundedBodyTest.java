package org.backendcore.interfaces.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

final class BoundedBodyTest {

    @Test
    void readsUpToTheLimitAndRefusesTheNextByte() throws IOException {
        BoundedBody body = new BoundedBody(new Endless(), null);
        assertThat(body.readNBytes((int) BoundedBody.LIMIT)).hasSize((int) BoundedBody.LIMIT);
        assertThatThrownBy(body::read)
                .isInstanceOf(UnreadableBodyException.class)
                .hasMessage("the body is larger than 10485760 bytes")
                .satisfies(thrown ->
                        assertThat(UnreadableBodyException.statusOf(thrown)).contains(413));
    }

    @Test
    void isBadWhereTheServerCannotReadIt() throws IOException {
        ServletInputStream broken = new Endless() {
            @Override
            public int read(byte[] target, int offset, int length) {
                throw new IllegalStateException("the server's own word");
            }
        };
        assertThatThrownBy(
                        () -> new BoundedBody(broken, "application/json").transferTo(OutputStream.nullOutputStream()))
                .satisfies(thrown ->
                        assertThat(UnreadableBodyException.statusOf(thrown)).contains(400));
    }

    private static class Endless extends ServletInputStream {
        @Override
        public int read() {
            return 0;
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }
}

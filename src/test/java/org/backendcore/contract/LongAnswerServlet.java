package org.backendcore.contract;

import jakarta.annotation.Resource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Answers of some MB, by the way that the path says, as an application writes them that thinks of no lost client; in test WARs only. */
@WebServlet(urlPatterns = "/long/*", asyncSupported = true)
public final class LongAnswerServlet extends HttpServlet {
    static final int PARTS = 256;
    static final String MISSING = "a file of the application";

    private static final long serialVersionUID = 1;
    private static final byte[] PART = "0123456789abcdef".repeat(1024).getBytes(StandardCharsets.US_ASCII);

    @Resource(lookup = "jdbc/app")
    private transient DataSource dataSource;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        response.setContentType("text/plain");
        switch (String.valueOf(request.getPathInfo())) {
            case "/stream" -> write(response.getOutputStream());
            case "/writer" -> write(response.getWriter());
            case "/connection" -> {
                try (Connection connection = dataSource.getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("SELECT 1");
                    write(response.getOutputStream());
                } catch (SQLException exception) {
                    throw new ServletException(exception);
                }
            }
            case "/async" -> {
                AsyncContext context = request.startAsync();
                context.start(() -> {
                    try {
                        write(context.getResponse().getOutputStream());
                    } catch (IOException exception) {
                        throw new UncheckedIOException(exception);
                    } finally {
                        context.complete();
                    }
                });
            }
            case "/listener" -> {
                AsyncContext context = request.startAsync();
                ServletOutputStream stream = response.getOutputStream();
                stream.setWriteListener(new Writing(context, stream));
            }
            case "/fault" -> fail(response.getOutputStream());
            case "/before" -> throw new NoSuchFileException(MISSING);
            default -> throw new IllegalArgumentException(request.getPathInfo());
        }
    }

    /** Answers when it has the body. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
        write(response.getOutputStream());
    }

    static void write(OutputStream stream) throws IOException {
        for (int part = 0; part < PARTS; part++) {
            stream.write(PART);
        }
    }

    private static void write(Writer writer) throws IOException {
        for (int part = 0; part < PARTS; part++) {
            writer.write(new String(PART, StandardCharsets.US_ASCII));
        }
    }

    /** A fault of the application, while its client is there. */
    static void fail(OutputStream stream) throws IOException {
        stream.write(PART);
        stream.flush();
        throw new NoSuchFileException(MISSING);
    }

    /** Writes as much as the client takes. */
    static final class Writing implements WriteListener {
        private final AsyncContext context;
        private final ServletOutputStream stream;
        private int parts;

        Writing(AsyncContext context, ServletOutputStream stream) {
            this.context = context;
            this.stream = stream;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (stream.isReady()) {
                if (parts++ == PARTS) {
                    context.complete();
                    return;
                }
                stream.write(PART);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            context.complete();
        }
    }
}

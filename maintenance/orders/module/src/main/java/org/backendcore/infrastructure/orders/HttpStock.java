package org.backendcore.infrastructure.orders;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.backendcore.application.orders.OrderSettings;
import org.backendcore.domain.orders.OrderLine;
import org.backendcore.domain.orders.Stock;
import org.backendcore.domain.orders.StockException;
import org.backendcore.infrastructure.logging.LogContext;
import org.backendcore.infrastructure.settings.Settings;

/** Queries the stock service: 204 means yes, 404 means no, and anything else is not an answer. */
@ApplicationScoped
public class HttpStock implements Stock {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    /** From the call to the end of the response, which the JDK's request time-out does not cover. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final int YES = 204;
    private static final int NO = 404;

    // HTTP/1.1: the JDK otherwise asks a server without TLS for HTTP/2, and some lose the body of such a request.
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    @Inject
    private Settings settings;

    @Override
    public boolean has(OrderLine line) {
        Optional<URI> url = settings.find(OrderSettings.STOCK_URL);
        return url.isEmpty() || has(line, url.orElseThrow());
    }

    private boolean has(OrderLine line, URI url) {
        String article =
                URLEncoder.encode(line.article(), StandardCharsets.UTF_8).replace("+", "%20");
        int status = status(URI.create("%s/articles/%s/%s".formatted(url, article, line.quantity())));
        if (status != YES && status != NO) {
            throw new StockException("the stock answers with " + status);
        }
        return status == YES;
    }

    private int status(URI url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        LogContext.traceparent().ifPresent(parent -> request.header("traceparent", parent));
        settings.find(OrderSettings.STOCK_TOKEN)
                .ifPresent(token -> request.header("Authorization", "Bearer " + token.reveal()));
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding());
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS).statusCode();
        } catch (ExecutionException exception) {
            throw new StockException(exception.getCause() == null ? exception : exception.getCause());
        } catch (TimeoutException exception) {
            answer.cancel(true);
            throw new StockException(exception);
        } catch (InterruptedException exception) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new StockException(exception);
        }
    }

    /** As {@link #has}, for {@link StockCheck}; also true if no such service is configured. */
    boolean answers() {
        Optional<URI> url = settings.find(OrderSettings.STOCK_URL);
        try {
            return url.isEmpty() || status(url.orElseThrow()) > 0;
        } catch (StockException exception) {
            return false;
        }
    }
}

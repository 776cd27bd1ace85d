package io.fareway.pricing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches the bytes of a feed from a file or an http(s) address, within limits of time and size.
 *
 * @param total for the whole transfer
 * @param maxBytes largest feed that is read
 */
record FeedSource(Duration total, int maxBytes) {

    /** LiteLLM's table is about 1.5 MB; these limits leave room for ten times that on a slow line. */
    static final FeedSource STANDARD = new FeedSource(Duration.ofSeconds(60), 16 * 1024 * 1024);

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int OK = 200;

    /**
     * The bytes at a location.
     *
     * @param location a path, a {@code file:} URI, or an http(s) address
     * @throws FeedException when they cannot be had within the limits; the message says why
     */
    byte[] fetch(String location) throws FeedException {
        try {
            return isHttp(location) ? download(new URI(location)) : read(location);
        } catch (URISyntaxException malformed) {
            throw new FeedException("the address is malformed: " + malformed.getReason(), malformed);
        } catch (IllegalArgumentException unusable) {
            throw new FeedException("the address cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    /** The location without credentials and query: what logs, reports and price rows may show. */
    static String nameOf(String location) {
        return isHttp(location) ? location.replaceFirst("//[^/@]*@", "//").replaceFirst("[?#].*$", "") : location;
    }

    private static boolean isHttp(String location) {
        return location.startsWith("http://") || location.startsWith("https://");
    }

    private byte[] read(String location) throws FeedException, URISyntaxException {
        Path file = location.startsWith("file:") ? Path.of(new URI(location)) : Path.of(location);
        try {
            if (Files.size(file) > maxBytes) {
                throw new FeedException("the file has more than " + maxBytes + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (FeedException tooLarge) {
            throw tooLarge;
        } catch (IOException unreadable) {
            throw new FeedException("the file cannot be read: " + unreadable, unreadable);
        }
    }

    private byte[] download(URI address) throws FeedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("accept", "application/json")
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build()) {
            CompletableFuture<HttpResponse<byte[]>> call =
                    client.sendAsync(request, response -> new LimitedBody(maxBytes));
            try {
                return body(call.get(total.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                call.cancel(true);
                client.shutdownNow();
            }
        } catch (TimeoutException slow) {
            throw new FeedException("it did not arrive within " + total.toMillis() + " ms", slow);
        } catch (ExecutionException failed) {
            throw new FeedException("it cannot be fetched: " + failed.getCause(), failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new FeedException("the gateway is stopping", stopping);
        }
    }

    private static byte[] body(HttpResponse<byte[]> response) throws FeedException {
        if (response.statusCode() != OK) {
            throw new FeedException("the server answered with status " + response.statusCode());
        }
        return response.body();
    }
}

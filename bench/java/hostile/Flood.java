package bench.hostile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;

/** A provider that answers model {@code echo} well and every other with as much as its caller takes. */
final class Flood implements Closeable {

    private static final int MIB = 1024 * 1024;
    private static final long GIB = 1024L * MIB;
    private static final int BOMB_PARTS = 160;
    private static final int PART_MIB = 64;
    private static final String BEGINNING = "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"";
    private static final String ANSWER = BEGINNING
            + "quiet\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1,\"total_tokens\":6}}";
    private static final byte[] EVENT = ("data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
                    + "word ".repeat(800) + "\"},\"finish_reason\":null}]}\n\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final byte[] bombPart = gzip(PART_MIB);
    private final AtomicLong sentBytes = new AtomicLong();

    Flood(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/chat/completions", this::answer);
        server.start();
    }

    /** Returns how much was sent to those who asked for a flood, before they cut it off. */
    long sentMib() {
        return sentBytes.get() / MIB;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            if (request.contains("\"gzip-bomb\"")) {
                bomb(exchange);
            } else if (request.contains("\"gigabyte\"")) {
                gigabyte(exchange);
            } else if (request.contains("\"endless\"")) {
                endless(exchange);
            } else {
                byte[] body = ANSWER.getBytes(StandardCharsets.US_ASCII);
                OutputStream out = begin(exchange, "application/json", body.length);
                out.write(body);
                out.close();
            }
        }
    }

    /** Ten gigabytes of spaces. */
    private void bomb(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        OutputStream out = begin(exchange, "application/json", (long) BOMB_PARTS * bombPart.length);
        for (int part = 0; part < BOMB_PARTS; part++) {
            flood(out, bombPart);
        }
    }

    private void gigabyte(HttpExchange exchange) throws IOException {
        OutputStream out = begin(exchange, "application/json", GIB);
        out.write(BEGINNING.getBytes(StandardCharsets.US_ASCII));
        byte[] words = new byte[64 * 1024];
        Arrays.fill(words, (byte) 'a');
        for (long left = GIB - BEGINNING.length(); left >= words.length; left -= words.length) {
            flood(out, words);
        }
    }

    private void endless(HttpExchange exchange) throws IOException {
        OutputStream out = begin(exchange, "text/event-stream", 0);
        while (true) {
            flood(out, EVENT);
        }
    }

    /** Until the caller closes the connection, which throws. */
    private void flood(OutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
        sentBytes.addAndGet(bytes.length);
    }

    private static OutputStream begin(HttpExchange exchange, String type, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }

    private static byte[] gzip(int mebibytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] spaces = " ".repeat(MIB).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < mebibytes; i++) {
                out.write(spaces);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

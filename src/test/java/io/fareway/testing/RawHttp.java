package io.fareway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Speaks HTTP by hand: a client library would correct or refuse what a test must send. */
public final class RawHttp {

    private static final int PATIENCE_MS = 60_000;

    private final InetAddress address;
    private final int port;

    /** To this port of this machine. */
    public RawHttp(int port) {
        this(InetAddress.getLoopbackAddress(), port);
    }

    /** To a port at an address. */
    public RawHttp(InetAddress address, int port) {
        this.address = address;
        this.port = port;
    }

    /** Writes a request, or a part of one. */
    @FunctionalInterface
    public interface Sender {

        /** Writes to the connection. */
        void to(OutputStream connection) throws IOException;
    }

    /** What came back until the gateway closed the connection; header names in lower case. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** The value of a header. */
        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name));
        }
    }

    /** Sends a head of these lines, with {@code Connection: close} added, and no body. */
    public Answer send(String... headLines) {
        String head = String.join("\r\n", headLines);
        String host = head.toLowerCase(Locale.ROOT).contains("\r\nhost:") ? "" : "\r\nHost: localhost:" + port;
        return send(connection -> connection.write(
                (head + host + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Sends anything; a gateway that answers before it has read all may break the sending off. */
    public Answer send(Sender sender) {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            sender.to(out);
            out.flush();
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer read(InputStream in) throws IOException {
        String all = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no HTTP answer but: " + all);
        }
        List<String> head = all.substring(0, end).lines().toList();
        Map<String, String> headers = new TreeMap<>();
        head.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        });
        String body = all.substring(end + 4);
        boolean chunked = headers.getOrDefault("transfer-encoding", "").equals("chunked");
        byte[] bytes = (chunked ? dechunked(body) : body).getBytes(StandardCharsets.ISO_8859_1);
        return new Answer(status(head.getFirst()), headers, new String(bytes, StandardCharsets.UTF_8));
    }

    private static int status(String statusLine) {
        int start = statusLine.indexOf(' ') + 1;
        return Integer.parseInt(statusLine.substring(start, start + 3));
    }

    private static String dechunked(String body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int line = body.indexOf("\r\n", at);
            int size = line < 0 ? 0 : Integer.parseInt(body.substring(at, line), 16);
            if (size == 0) {
                return text.toString();
            }
            text.append(body, line + 2, line + 2 + size);
            at = line + 2 + size + 2;
        }
    }
}

package io.fareway.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/**
 * A provider on a raw socket that does what a test tells it, however wrong: HTTP libraries refuse to misbehave. Each
 * request takes the next reply of the script; when the script is used up, the usual reply.
 */
public final class ScriptedProvider implements AutoCloseable {

    private final ServerSocket server;
    private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private volatile Reply usual = Replies.text("Hello from the stub");

    /** What a provider does with one request. */
    @FunctionalInterface
    public interface Reply {

        /** Writes bytes, waits, closes or resets; the connection is closed afterwards. */
        void to(Received request, Connection connection) throws IOException;
    }

    /** One request as it came in. */
    public record Received(String line, Map<String, String> headers, String body) {

        private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");

        /** Whether it asks for a stream. */
        public boolean asksForStream() {
            return STREAM.matcher(body).find()
                    || line.contains(":streamGenerateContent")
                    || line.contains("/converse-stream")
                    || line.contains("/invoke-with-response-stream");
        }
    }

    /** The provider's end of one connection. */
    public static final class Connection {

        private final Socket socket;
        private final OutputStream out;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.out = socket.getOutputStream();
        }

        /** Sends text at once. */
        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        /** Sends bytes at once. */
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        /** Closes with a TCP reset instead of an orderly end. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does nothing for a while, unless the caller closes or resets the connection. */
        public void pause(Duration time) throws IOException {
            socket.setSoTimeout((int) time.toMillis());
            try {
                socket.getInputStream().read();
            } catch (SocketTimeoutException over) {
                socket.setSoTimeout(0);
            }
        }

        /** Waits, at most a minute, until the caller closes or resets the connection; true when it did. */
        public boolean awaitCallersEnd() throws IOException {
            socket.setSoTimeout(60_000);
            try {
                return socket.getInputStream().read() < 0;
            } catch (SocketException e) {
                return true;
            }
        }
    }

    /** Starts on a free port of this machine. */
    public ScriptedProvider() {
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    /** Base URL for {@code providers.yaml}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v1");
    }

    /** An address below it. */
    public URI at(String path) {
        return URI.create(baseUrl() + path);
    }

    /** The replies to the next requests, in this order. */
    public ScriptedProvider next(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** The reply to every request beyond the script. */
    public ScriptedProvider always(Reply reply) {
        usual = reply;
        return this;
    }

    /** All requests so far. */
    public List<Received> received() {
        return received;
    }

    /** Forgets script and requests, and answers well again. */
    public void forget() {
        script.clear();
        received.clear();
        usual = Replies.text("Hello from the stub");
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            Received request = read(in);
            received.add(request);
            Reply scripted = script.poll();
            (scripted == null ? usual : scripted).to(request, new Connection(socket));
        } catch (IOException e) {
            // the caller has left, which is its right
        } finally {
            connections.remove(socket);
        }
    }

    private static Received read(InputStream in) throws IOException {
        List<String> head = new ArrayList<>();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            head.add(line);
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        return new Received(head.get(0), headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("connection closed");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}

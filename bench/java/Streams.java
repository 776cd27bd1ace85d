package bench;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Streamed requests: when the first token comes, and what an open stream costs. */
final class Streams implements Closeable {

    private static final byte[] SHORT = request("Write a short greeting for the new colleague.");
    private static final byte[] HELD = request("Write a short greeting. " + Stub.HOLD);

    private final int port;
    private final List<Connection> open = new ArrayList<>();

    Streams(int port) {
        this.port = port;
    }

    private static byte[] request(String prompt) {
        return Connection.request(
                "/v1/chat/completions",
                "{\"model\":\"auto\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}");
    }

    /** Returns how long the first token takes, stream after stream on one connection. */
    static Latencies firstTokens(int port, int streams) throws IOException {
        Latencies times = new Latencies();
        try (Connection connection = new Connection(port)) {
            for (int i = 0; i < streams; i++) {
                long begin = System.nanoTime();
                connection.send(SHORT);
                connection.awaitText(Stub.FIRST_TOKEN);
                times.add(System.nanoTime() - begin);
                connection.finish();
            }
        }
        return times;
    }

    /** Opens streams until so many are open, each with its first token here. */
    void openUpTo(int count) throws IOException {
        while (open.size() < count) {
            Connection connection = new Connection(port);
            open.add(connection);
            connection.send(HELD);
            connection.awaitText(Stub.FIRST_TOKEN);
        }
    }

    /** Lets the stub end all streams and reads each to its end mark. */
    void finish(int stubPort) throws IOException {
        try (Connection stub = new Connection(stubPort)) {
            stub.exchange(Connection.request("/release", ""));
        }
        for (Connection connection : open) {
            connection.awaitText("[DONE]");
            connection.finish();
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection : open) {
            connection.close();
        }
    }
}

package bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * A provider that answers at once: a fixed completion, or a stream of {@value #EVENTS} tokens.
 *
 * <p>A streamed prompt that contains {@value #HOLD} stays open after its first token until {@code GET /release}.
 */
public final class Stub {

    /** What every first token of a stream contains. */
    static final String FIRST_TOKEN = "Answering";

    static final String HOLD = "[hold]";

    private static final int EVENTS = 8;
    private static final int BACKLOG = 4096;
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":61,\"completion_tokens\":96,\"total_tokens\":157}";
    private static final byte[] COMPLETION = response("application/json", """
            {"id":"chatcmpl-bench","object":"chat.completion","created":1760000000,"model":"stub-small","choices":\
            [{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],%s}"""
            .formatted("The invoice is two weeks late and the customer asks for a call. ".repeat(6), USAGE));
    private static final byte[] RELEASED = response("text/plain", "released");
    private static final byte[] STREAM_HEAD = ascii(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final byte[] USAGE_EVENT =
            event("{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"choices\":[]," + USAGE + "}");
    private static final byte[] STOP_EVENT = event(chunk("{}", "\"stop\""));
    private static final byte[] DONE_EVENT = event("[DONE]");
    private static final byte[] STREAM_END = ascii("0\r\n\r\n");

    private volatile CountDownLatch hold = new CountDownLatch(1);

    private Stub() {}

    /** Serves on loopback until it is killed; the one argument is the port. */
    public static void main(String[] arguments) throws IOException {
        Stub stub = new Stub();
        int port = Integer.parseInt(arguments[0]);
        try (ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress())) {
            while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> stub.serve(client));
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream(), 16 * 1024)) {
            client.setTcpNoDelay(true);
            OutputStream out = client.getOutputStream();
            while (true) {
                String head = readHead(in);
                String body = new String(in.readNBytes(contentLength(head)), StandardCharsets.UTF_8);
                answer(head, body, out);
            }
        } catch (IOException | InterruptedException e) {
            // the caller has left
        }
    }

    private void answer(String head, String body, OutputStream out) throws IOException, InterruptedException {
        if (head.startsWith("GET /release")) {
            CountDownLatch held = hold;
            hold = new CountDownLatch(1);
            held.countDown();
            out.write(RELEASED);
        } else if (body.contains("\"stream\":true")) {
            stream(body, out);
        } else {
            out.write(COMPLETION);
        }
    }

    private void stream(String body, OutputStream out) throws IOException, InterruptedException {
        CountDownLatch released = hold;
        out.write(concat(STREAM_HEAD, token(FIRST_TOKEN)));
        if (body.contains(HOLD)) {
            released.await();
        }
        for (int i = 1; i < EVENTS; i++) {
            out.write(token(" word" + i));
        }
        out.write(STOP_EVENT);
        if (body.contains("\"include_usage\":true")) {
            out.write(USAGE_EVENT);
        }
        out.write(DONE_EVENT);
        out.write(STREAM_END);
    }

    private static byte[] token(String text) {
        return event(chunk("{\"role\":\"assistant\",\"content\":\"" + text + "\"}", "null"));
    }

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                + "\"model\":\"stub-small\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finish + "}]}";
    }

    /** One event as one HTTP chunk. */
    private static byte[] event(String data) {
        String event = "data: " + data + "\n\n";
        return ascii(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    private static byte[] response(String type, String body) {
        return ascii("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder(512);
        int end = 0;
        while (end < 4) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
        }
        return head.toString();
    }

    private static int contentLength(String head) {
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:");
        if (at < 0) {
            return 0;
        }
        int from = at + "content-length:".length();
        return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).trim());
    }
}

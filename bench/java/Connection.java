package bench;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One kept-alive HTTP/1.1 connection that costs the measuring side as little as it can. */
final class Connection implements Closeable {

    private static final int TIMEOUT_MS = 60_000;

    private final int port;
    private Socket socket;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private long bodyLeft;
    private boolean chunked;
    private boolean last;

    Connection(int port) throws IOException {
        this.port = port;
        this.socket = connect();
    }

    private Socket connect() throws IOException {
        Socket connected = new Socket();
        connected.setTcpNoDelay(true);
        connected.setSoTimeout(TIMEOUT_MS);
        connected.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        return connected;
    }

    /** Builds a request with a body; an empty body makes a GET. */
    static byte[] request(String path, String body) {
        String head = body.isEmpty()
                ? "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"
                : "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Authorization: Bearer " + Gateway.API_KEY + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request and reads its whole answer.
     *
     * @throws IOException when the status is not 200, too
     */
    void exchange(byte[] request) throws IOException {
        send(request);
        finish();
    }

    /** Sends a request and reads the head of its answer; a server that ends its connections is called anew. */
    void send(byte[] request) throws IOException {
        if (last) {
            socket.close();
            socket = connect();
            position = limit;
        }
        socket.getOutputStream().write(request);
        String head = readHead();
        last = head.contains("\nconnection: close");
        chunked = head.contains("\ntransfer-encoding: chunked");
        bodyLeft = chunked ? 0 : contentLength(head);
        if (!head.startsWith("http/1.1 200")) {
            throw new IOException("answered with " + head.lines().findFirst().orElse("") + ": " + readText());
        }
    }

    /** Reads the body until a text has come. */
    void awaitText(String text) throws IOException {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        int matched = 0;
        while (matched < wanted.length) {
            if (!openBlock()) {
                throw new EOFException("the stream ended without '" + text + "'");
            }
            byte next = take();
            matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
        }
    }

    /** Reads the rest of the body. */
    void finish() throws IOException {
        while (openBlock()) {
            int step = (int) Math.min(bodyLeft, limit - position);
            position += step;
            bodyLeft -= step;
        }
    }

    private String readText() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (openBlock()) {
            text.write(take());
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private byte take() {
        bodyLeft--;
        return buffer[position++];
    }

    /** Returns whether another byte of the body lies in the buffer. */
    private boolean openBlock() throws IOException {
        if (bodyLeft == 0 && chunked) {
            bodyLeft = nextChunk();
            chunked = bodyLeft > 0;
        }
        if (bodyLeft > 0 && position == limit) {
            fill();
        }
        return bodyLeft > 0;
    }

    private long nextChunk() throws IOException {
        String size = readLine();
        if (size.isEmpty()) { // the end of the chunk before
            size = readLine();
        }
        long length = Long.parseLong(size, 16);
        if (length == 0) {
            readLine();
        }
        return length;
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder(16);
        for (int next = readByte(); next != '\n'; next = readByte()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder(512);
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            head.append(line).append('\n');
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private static long contentLength(String head) {
        String name = "\ncontent-length:";
        int at = head.indexOf(name);
        return at < 0
                ? 0
                : Long.parseLong(head.substring(at + name.length(), head.indexOf('\n', at + 1)).trim());
    }

    private int readByte() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++];
    }

    private void fill() throws IOException {
        limit = socket.getInputStream().read(buffer);
        position = 0;
        if (limit < 0) {
            limit = 0;
            throw new EOFException("the connection was closed");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

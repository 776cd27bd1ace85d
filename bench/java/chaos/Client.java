package bench.chaos;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks the gateway, one connection a question, and notes exactly what comes back, broken off or not. */
final class Client {

    private static final int CONNECT_MS = 10_000;

    /** Longer than the deadline of every tier: who waits so long was forgotten. */
    private static final int SILENCE_MS = 30_000;

    private final int port;

    Client(int port) {
        this.port = port;
    }

    Received ask(Question question) {
        long begin = System.nanoTime();
        Reading reading = new Reading();
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            String body = question.body();
            socket.getOutputStream()
                    .write(Wire.ascii("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
            reading.read(new BufferedInputStream(socket.getInputStream()));
        } catch (IOException e) {
            reading.clean = false;
        }
        return new Received(
                question,
                reading.status,
                reading.requestId,
                reading.body.toString(StandardCharsets.UTF_8),
                reading.clean,
                System.nanoTime() - begin);
    }

    /** Keeps what was read when the connection breaks. */
    private static final class Reading {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private int status;
        private String requestId = "";
        private boolean clean;

        void read(InputStream in) throws IOException {
            Wire.Head head = Wire.readHead(in);
            status = Integer.parseInt(head.startLine().split(" ")[1]);
            requestId = head.field("x-fareway-request-id");
            if (head.field("transfer-encoding").equals("chunked")) {
                readChunks(in);
            } else if (!head.field("content-length").isEmpty()) {
                clean = copy(in, Integer.parseInt(head.field("content-length")));
            }
        }

        private void readChunks(InputStream in) throws IOException {
            int length = Integer.parseInt(Wire.readLine(in), 16);
            while (length > 0 && copy(in, length)) {
                Wire.readLine(in);
                length = Integer.parseInt(Wire.readLine(in), 16);
            }
            clean = length == 0 && Wire.readLine(in).isEmpty();
        }

        private boolean copy(InputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            body.write(bytes);
            return bytes.length == length;
        }
    }
}

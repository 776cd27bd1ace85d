package bench.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** One answer of a provider, good or broken. */
final class Reply {

    private static final String JSON = "application/json";
    private static final String ERROR = "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":null}}";
    private static final String EVENT_STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final String MALFORMED = "data: {\"choices\":[{\"delta\":{\"content\":\n\n";
    private static final int EVENTS_AT_ONCE = 8;

    /** So that what was sent before a reset is read before the reset throws it away. */
    private static final long BEFORE_RESET_MS = 5;

    private final Socket caller;
    private final OutputStream out;
    private final String provider;
    private final Question question;
    private final IntUnaryOperator place;

    /**
     * @param place chooses where, below a bound, an answer breaks
     */
    Reply(Socket caller, String provider, Question question, IntUnaryOperator place) throws IOException {
        this.caller = caller;
        this.out = caller.getOutputStream();
        this.provider = provider;
        this.question = question;
        this.place = place;
    }

    /**
     * Sends it.
     *
     * @return whether the connection can be used for another call
     */
    boolean send(Fault fault) throws IOException, InterruptedException {
        String whole = Replies.completion(provider, question);
        return switch (fault) {
            case NONE, LEFT_OVER -> question.isStream() ? sendStream("", true) : sendWhole("200 OK", JSON, "", whole);
            case OUTAGE, STATUS_503 -> sendWhole("503 Service Unavailable", JSON, "", ERROR);
            case STATUS_500 -> sendWhole("500 Internal Server Error", JSON, "", ERROR);
            case RATE_LIMIT -> sendWhole("429 Too Many Requests", JSON, "Retry-After: 1\r\n", ERROR);
            case RESET -> reset();
            case SILENCE -> waitForCallersEnd();
            case HEADERS_ONLY -> headersOnly();
            case ERROR_IN_200 -> sendWhole("200 OK", JSON, "", ERROR);
            case HTML_IN_200 -> sendWhole("200 OK", "text/html", "", "<html><body>Bad gateway</body></html>");
            case TRUNCATED_JSON -> sendWhole("200 OK", JSON, "", whole.substring(0, 1 + breakingPoint(whole.length() - 1)));
            case LENGTH_TOO_LONG -> question.isStream() ? lengthTooLong(streamBeforeBreak(), "text/event-stream") : lengthTooLong(whole, JSON);
            case LENGTH_TOO_SHORT -> lengthTooShort(whole);
            case CUT -> cut();
            case CUT_BY_RESET -> cutByReset();
            case STALL -> stall();
            case MALFORMED_EVENT -> sendStream(MALFORMED, true);
            case NO_END_MARK -> sendStream("", false);
        };
    }

    private int breakingPoint(int bound) {
        return place.applyAsInt(bound);
    }

    private boolean sendWhole(String status, String type, String headers, String body) throws IOException {
        write("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n"
                + headers + "\r\n" + body);
        return true;
    }

    /** Chunked, a few events at once, with something foreign in its midst. */
    private boolean sendStream(String foreign, boolean endMark) throws IOException, InterruptedException {
        List<String> events = new ArrayList<>(Replies.events(provider, question));
        events.add(1 + breakingPoint(events.size() - 2), foreign);
        if (endMark) {
            events.add(Replies.usageEvent(provider, question));
            events.add("data: [DONE]\n\n");
        }
        write(EVENT_STREAM + "Transfer-Encoding: chunked\r\n\r\n");
        for (int from = 0; from < events.size(); from += EVENTS_AT_ONCE) {
            String some = String.join("", events.subList(from, Math.min(events.size(), from + EVENTS_AT_ONCE)));
            write(Integer.toHexString(some.length()) + "\r\n" + some + "\r\n");
            Thread.sleep(1);
        }
        write("0\r\n\r\n");
        return true;
    }

    /** The events up to a byte before the finish is complete: between two events, or within one. */
    private String streamBeforeBreak() {
        String stream = String.join("", Replies.events(provider, question));
        return stream.substring(0, breakingPoint(stream.length() - 1));
    }

    /** Without a declared length, so that the end of the connection looks like the end of the answer. */
    private boolean cut() throws IOException {
        write(EVENT_STREAM + "Connection: close\r\n\r\n" + streamBeforeBreak());
        return false;
    }

    private boolean cutByReset() throws IOException, InterruptedException {
        write(EVENT_STREAM + "Connection: close\r\n\r\n" + streamBeforeBreak());
        Thread.sleep(BEFORE_RESET_MS);
        return reset();
    }

    private boolean stall() throws IOException {
        write(EVENT_STREAM + "Connection: close\r\n\r\n" + streamBeforeBreak());
        return waitForCallersEnd();
    }

    private boolean headersOnly() throws IOException {
        write(question.isStream()
                ? EVENT_STREAM + "Transfer-Encoding: chunked\r\n\r\n"
                : "HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\nContent-Length: 500\r\n\r\n");
        return waitForCallersEnd();
    }

    private boolean lengthTooLong(String body, String type) throws IOException {
        write("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + (body.length() + 100) + "\r\n\r\n"
                + body);
        return false;
    }

    /** What lies beyond the declared length stays in the connection, before the answer to the next call. */
    private boolean lengthTooShort(String body) throws IOException {
        write("HTTP/1.1 200 OK\r\nContent-Type: " + JSON + "\r\nContent-Length: " + (1 + breakingPoint(body.length() - 1))
                + "\r\n\r\n" + body);
        return true;
    }

    private boolean reset() throws IOException {
        caller.setSoLinger(true, 0);
        return false;
    }

    private boolean waitForCallersEnd() throws IOException {
        caller.getInputStream().read();
        return false;
    }

    private void write(String text) throws IOException {
        out.write(Wire.ascii(text));
        out.flush();
    }
}

package io.fareway.testing;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fareway.testing.ScriptedProvider.Connection;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What providers really send, and how they fail. Shapes after OpenAI's API reference: <a
 * href="https://platform.openai.com/docs/api-reference/chat/object">chat completion</a>, <a
 * href="https://platform.openai.com/docs/api-reference/chat-streaming">chunks</a>, <a
 * href="https://platform.openai.com/docs/guides/error-codes/api-errors">errors</a>.
 */
public final class Replies {

    /** Prompt tokens in every usage object of these replies. */
    public static final int PROMPT_TOKENS = 10;

    private static final String STREAM_HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    private Replies() {}

    /** A whole plain answer; a streamed one where the request asks for a stream. One token per word. */
    public static Reply text(String answer) {
        return (request, connection) -> {
            if (request.asksForStream()) {
                stream(words(answer)).to(request, connection);
            } else {
                json(200, "", completion(answer)).to(request, connection);
            }
        };
    }

    /** A stream of these deltas, whole. */
    public static Reply stream(List<String> deltas) {
        return (request, connection) -> {
            sendDeltas(connection, deltas);
            connection.send(finish() + usage(deltas.size()) + "data: [DONE]\n\n");
        };
    }

    /** A stream that stops after these deltas with an orderly close. */
    public static Reply streamCutAfter(List<String> deltas) {
        return (request, connection) -> sendDeltas(connection, deltas);
    }

    /** What follows the beginning of a stream: these deltas, the finish, usage and end mark. */
    public static String restOfStream(List<String> deltas) {
        StringBuilder rest = new StringBuilder();
        for (String delta : deltas) {
            rest.append(chunk("{\"content\":" + quoted(delta) + "}", "null"));
        }
        return rest + finish() + usage(deltas.size()) + "data: [DONE]\n\n";
    }

    /** A whole stream of these deltas, given as JSON. */
    public static Reply streamOf(String finishReason, String... deltas) {
        return (request, connection) -> {
            streamCutAfterJson(deltas).to(request, connection);
            connection.send(chunk("{}", "\"" + finishReason + "\"") + usage(deltas.length) + "data: [DONE]\n\n");
        };
    }

    /** A stream that stops after these deltas, given as JSON, with an orderly close. */
    public static Reply streamCutAfterJson(String... deltas) {
        return (request, connection) -> {
            sendDeltas(connection, List.of());
            for (String delta : deltas) {
                connection.send(chunk(delta, "null"));
            }
        };
    }

    /** A stream that is reset after these deltas. */
    public static Reply streamResetAfter(List<String> deltas) {
        return (request, connection) -> {
            sendDeltas(connection, deltas);
            connection.reset();
        };
    }

    /** A stream that falls silent after these deltas until the caller gives up. */
    public static Reply streamStallingAfter(List<String> deltas) {
        return (request, connection) -> {
            sendDeltas(connection, deltas);
            connection.awaitCallersEnd();
        };
    }

    /** A whole stream without its end mark and without usage. */
    public static Reply streamWithoutEndMark(List<String> deltas) {
        return (request, connection) -> {
            sendDeltas(connection, deltas);
            connection.send(finish());
        };
    }

    /** A whole stream with these raw events between its deltas and its end. */
    public static Reply streamWith(List<String> deltas, String rawEvents) {
        return (request, connection) -> {
            sendDeltas(connection, deltas);
            connection.send(rawEvents + finish() + usage(deltas.size()) + "data: [DONE]\n\n");
        };
    }

    /** Stream headers at once, then silence. */
    public static Reply headersThenSilence() {
        return streamStallingAfter(List.of());
    }

    /** An error status with OpenAI's error object. */
    public static Reply error(int status, String message) {
        return json(status, "", errorObject(message));
    }

    /** Status 429 with this {@code Retry-After}. */
    public static Reply rateLimited(String retryAfter) {
        return json(429, "Retry-After: " + retryAfter + "\r\n", errorObject("Rate limit reached"));
    }

    /** Any JSON with any status and further headers, each with its CRLF. */
    public static Reply json(int status, String headers, String body) {
        return raw(status, "application/json", headers, body);
    }

    /** Any body of any type. */
    public static Reply raw(int status, String contentType, String headers, String body) {
        return (request, connection) ->
                connection.send("HTTP/1.1 " + status + " x\r\nContent-Type: " + contentType + "\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\nConnection: close\r\n" + headers
                        + "\r\n" + body);
    }

    /** A body shorter than its declared length. */
    public static Reply truncated() {
        return (request, connection) -> connection.send(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":\"chatcmpl-1\",\"cho");
    }

    /** A reset before any byte. */
    public static Reply reset() {
        return (request, connection) -> connection.reset();
    }

    /** Accepts and says nothing until the caller gives up. */
    public static Reply silence() {
        return (request, connection) -> connection.awaitCallersEnd();
    }

    /** The words of a text, each with its space, as the deltas of a stream. */
    public static List<String> words(String text) {
        return List.of(text.split("(?<= )"));
    }

    private static void sendDeltas(Connection connection, List<String> deltas) throws IOException {
        connection.send(STREAM_HEAD + chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        for (String delta : deltas) {
            connection.send(chunk("{\"content\":" + quoted(delta) + "}", "null"));
        }
    }

    private static String finish() {
        return chunk("{}", "\"stop\"");
    }

    private static String usage(int answerTokens) {
        return "data: {\"id\":\"chatcmpl-7\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                + "\"model\":\"stub\",\"choices\":[],\"usage\":" + usageObject(answerTokens) + "}\n\n";
    }

    private static String chunk(String delta, String finishReason) {
        return "data: {\"id\":\"chatcmpl-7\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                + "\"model\":\"stub\",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
                + finishReason + "}]}\n\n";
    }

    private static String completion(String answer) {
        return "{\"id\":\"chatcmpl-7\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"stub\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + quoted(answer)
                + "},\"finish_reason\":\"stop\"}],\"usage\":"
                + usageObject(words(answer).size()) + "}";
    }

    private static String usageObject(int answerTokens) {
        return "{\"prompt_tokens\":" + PROMPT_TOKENS + ",\"completion_tokens\":" + answerTokens + ",\"total_tokens\":"
                + (PROMPT_TOKENS + answerTokens) + "}";
    }

    private static String errorObject(String message) {
        return "{\"error\":{\"message\":" + quoted(message)
                + ",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}";
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }
}

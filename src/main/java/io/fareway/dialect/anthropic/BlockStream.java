package io.fareway.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes content blocks one after the other, as callers of messages expect them: one is closed before the next is opened.
 * Calls whose arguments arrive interleaved wait until the one before them is whole.
 */
final class BlockStream {

    private enum Kind {
        NONE,
        TEXT,
        THINKING,
        CALL
    }

    /** A call that has to wait, with the arguments that came meanwhile. */
    private static final class WaitingCall {

        private final AnswerEvent.CallBegin begin;
        private final StringBuilder arguments = new StringBuilder();

        WaitingCall(AnswerEvent.CallBegin begin) {
            this.begin = begin;
        }
    }

    private final ByteArrayOutputStream out;
    private final Deque<WaitingCall> waiting = new ArrayDeque<>();
    private Kind open = Kind.NONE;
    private int index = -1;
    private int openCall;
    private ArgumentsEnd arguments = new ArgumentsEnd();
    private boolean hasCalls;

    BlockStream(ByteArrayOutputStream out) {
        this.out = out;
    }

    boolean hasCalls() {
        return hasCalls;
    }

    void text(String words) {
        require(Kind.TEXT, Json.object().put("type", "text").put("text", ""));
        delta(Json.object().put("type", "text_delta").put("text", words));
    }

    void citation(ObjectNode citation) {
        require(Kind.TEXT, Json.object().put("type", "text").put("text", ""));
        ObjectNode delta = Json.object().put("type", "citations_delta");
        delta.set("citation", citation);
        delta(delta);
    }

    void thoughts(String words) {
        require(Kind.THINKING, emptyThoughts());
        delta(Json.object().put("type", "thinking_delta").put("thinking", words));
    }

    private static ObjectNode emptyThoughts() {
        return Json.object().put("type", "thinking").put("thinking", "").put("signature", "");
    }

    /** The seal of the thoughts so far, which it ends; or thoughts of which nothing but the seal is told. */
    void seal(String seal) {
        if (Thoughts.isWithoutText(seal, open == Kind.THINKING ? "spoken" : "")) {
            close();
            open = Kind.THINKING;
            start(Thoughts.redacted(seal));
        } else {
            require(Kind.THINKING, emptyThoughts());
            delta(Json.object().put("type", "signature_delta").put("signature", Thoughts.shown(seal)));
        }
        close();
    }

    void callBegin(AnswerEvent.CallBegin call) {
        hasCalls = true;
        waiting.add(new WaitingCall(call));
        if (open != Kind.CALL || arguments.isWhole()) {
            openNextCall();
        }
    }

    private void openNextCall() {
        stop();
        WaitingCall next = waiting.remove();
        open = Kind.CALL;
        openCall = next.begin.call();
        arguments = new ArgumentsEnd();
        ObjectNode block = Json.object()
                .put("type", "tool_use")
                .put("id", BlockWriter.safeId(next.begin.id()))
                .put("name", next.begin.name());
        block.putObject("input");
        start(block);
        argumentsDelta(next.arguments.toString());
    }

    private void argumentsDelta(String piece) {
        if (!piece.isEmpty()) {
            arguments.take(piece);
            delta(Json.object().put("type", "input_json_delta").put("partial_json", piece));
        }
    }

    void callDelta(AnswerEvent.CallDelta call) {
        if (open == Kind.CALL && openCall == call.call()) {
            argumentsDelta(call.arguments());
            while (arguments.isWhole() && !waiting.isEmpty()) {
                openNextCall();
            }
        } else {
            waiting.stream()
                    .filter(held -> held.begin.call() == call.call())
                    .forEach(found -> found.arguments.append(call.arguments()));
        }
    }

    /** Closes what is open, after all calls that still wait. */
    void close() {
        while (!waiting.isEmpty()) {
            openNextCall();
        }
        stop();
    }

    /** Opens a block of this kind unless one is open. */
    private void require(Kind kind, ObjectNode block) {
        if (open != kind) {
            close();
            open = kind;
            start(block);
        }
    }

    private void start(ObjectNode block) {
        index++;
        ObjectNode event = event("content_block_start");
        event.set("content_block", block);
        send(event);
    }

    private void delta(ObjectNode delta) {
        ObjectNode event = event("content_block_delta");
        event.set("delta", delta);
        send(event);
    }

    private void stop() {
        if (open != Kind.NONE) {
            open = Kind.NONE;
            send(event("content_block_stop"));
        }
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type).put("index", index);
    }

    private void send(ObjectNode event) {
        out.writeBytes(Frame.event(Json.text(event, "type"), event.toString()));
    }

    /** Keeps count of blocks that the provider's own events open and close. */
    void notePassed(JsonNode event) {
        index = event.path("index").asInt();
        if (Json.text(event, "type").equals("content_block_stop")) {
            open = Kind.NONE;
            return;
        }
        open = switch (Json.text(event.path("content_block"), "type")) {
            case "text" -> Kind.TEXT;
            case "thinking", "redacted_thinking" -> Kind.THINKING;
            default -> Kind.CALL;
        };
    }
}

package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.Json;
import io.fareway.dialect.usage.GeminiUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Citation;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.FinishReason;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the pieces of a streamed answer. A call is one piece, because Gemini's callers get arguments whole; how the answer
 * ended is told in the last piece, with the usage.
 */
final class GeminiStreamWriter implements StreamWriter {

    private static final byte[] NOTHING = new byte[0];

    private final Pieces pieces;
    private final Map<Integer, Map<Integer, OpenCall>> openCalls = new HashMap<>();
    private final Map<Integer, String> finished = new LinkedHashMap<>();
    private final List<Frame> heldBack = new ArrayList<>();
    private String id = "";
    private String model = "";

    private record OpenCall(AnswerEvent.CallBegin begin, StringBuilder arguments) {}

    GeminiStreamWriter(Pieces pieces) {
        this.pieces = pieces;
    }

    @Override
    public String contentType() {
        return pieces.contentType();
    }

    @Override
    public byte[] keepAlive() {
        return pieces.keepAlive();
    }

    @Override
    public byte[] write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Begin begin -> begin(begin);
            case AnswerEvent.TextDelta text -> said(text.choice(), new Part.Text(text.text()));
            case AnswerEvent.RefusalDelta refusal -> said(refusal.choice(), new Part.Text(refusal.text()));
            case AnswerEvent.ReasoningDelta thoughts ->
                said(thoughts.choice(), new Part.Reasoning(thoughts.text(), "", ""));
            case AnswerEvent.ReasoningSeal seal ->
                seal.signature().isEmpty()
                        ? NOTHING
                        : said(seal.choice(), new Part.Reasoning("", seal.signature(), ""));
            case AnswerEvent.CallBegin call -> {
                callsOf(call.choice()).put(call.call(), new OpenCall(call, new StringBuilder()));
                yield NOTHING;
            }
            case AnswerEvent.CallDelta call -> {
                Optional.ofNullable(callsOf(call.choice()).get(call.call()))
                        .ifPresent(open -> open.arguments().append(call.arguments()));
                yield NOTHING;
            }
            case AnswerEvent.Cited cited -> cited(cited.choice(), cited.citation());
            case AnswerEvent.Logprobs logprobs -> {
                ObjectNode candidate = candidate(logprobs.choice());
                candidate.set("logprobsResult", Logprobs.write(logprobs.logprobs()));
                yield pieces.next(piece(candidate));
            }
            case AnswerEvent.Finish finish -> {
                byte[] calls = closeCalls(finish.choice());
                finished.putIfAbsent(finish.choice(), GeminiFinish.write(finish.reason()));
                yield calls;
            }
            case AnswerEvent.Used ignored -> NOTHING;
            case AnswerEvent.Failed ignored -> NOTHING;
            case AnswerEvent.End ignored -> NOTHING;
        };
    }

    private byte[] begin(AnswerEvent.Begin begin) {
        if (id.isEmpty()) {
            id = begin.id();
        }
        model = begin.model();
        heldBack.clear();
        return NOTHING;
    }

    private Map<Integer, OpenCall> callsOf(int choice) {
        return openCalls.computeIfAbsent(choice, none -> new TreeMap<>());
    }

    /** A call is told in one piece, which is whole when the answer ends: arguments of several may come in turns. */
    private byte[] closeCalls(int choice) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        callsOf(choice).values().forEach(open -> told.writeBytes(closed(open, choice)));
        openCalls.remove(choice);
        return told.toByteArray();
    }

    private byte[] closed(OpenCall open, int choice) {
        String arguments = open.arguments().toString();
        if (PartWriter.arguments(arguments).isEmpty()) {
            finished.put(choice, "MALFORMED_FUNCTION_CALL");
            return NOTHING;
        }
        AnswerEvent.CallBegin call = open.begin();
        return said(choice, new Part.ToolCall(call.id(), call.name(), arguments, call.signature(), Optional.empty()));
    }

    private byte[] cited(int choice, Citation citation) {
        ObjectNode candidate = candidate(choice);
        candidate.set("groundingMetadata", Grounding.write(List.of(citation), ""));
        return pieces.next(piece(candidate));
    }

    private byte[] said(int choice, Part part) {
        ObjectNode candidate = candidate(choice);
        ArrayNode parts = (ArrayNode) candidate.path("content").path("parts");
        parts.removeAll();
        PartWriter.forCallers().write(part, parts, "");
        return parts.isEmpty() ? NOTHING : pieces.next(piece(candidate));
    }

    private static ObjectNode candidate(int choice) {
        ObjectNode candidate = Json.object();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts").addObject().put("text", "");
        content.put("role", "model");
        candidate.put("index", choice);
        return candidate;
    }

    private ObjectNode piece(ObjectNode candidate) {
        ObjectNode piece = Json.object();
        piece.putArray("candidates").add(candidate);
        piece.put("modelVersion", model);
        piece.put("responseId", id);
        return piece;
    }

    /** What ends a candidate waits for the end: until everything is booked nobody is told that it is whole. */
    @Override
    public byte[] pass(Frame frame, List<AnswerEvent> events) {
        boolean ends = false;
        for (AnswerEvent event : events) {
            if (event instanceof AnswerEvent.Begin begin) {
                begin(begin);
            }
            ends |= event instanceof AnswerEvent.Finish;
        }
        if (frame.data().isEmpty()) {
            return NOTHING;
        }
        if (ends || !heldBack.isEmpty()) {
            heldBack.add(frame);
            return NOTHING;
        }
        return pieces.next(frame);
    }

    @Override
    public byte[] close(Closing closing) {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        heldBack.forEach(frame -> end.writeBytes(pieces.next(frame)));
        if (heldBack.isEmpty()) {
            end.writeBytes(pieces.next(lastPiece(closing)));
        }
        end.writeBytes(pieces.end());
        return end.toByteArray();
    }

    private ObjectNode lastPiece(Closing closing) {
        ObjectNode piece = Json.object();
        ArrayNode candidates = piece.putArray("candidates");
        if (finished.isEmpty()) {
            finished.put(0, GeminiFinish.write(FinishReason.STOP));
        }
        finished.forEach((choice, reason) -> candidates.add(candidate(choice).put("finishReason", reason)));
        piece.set("usageMetadata", GeminiUsage.write(closing.usage()));
        piece.put("modelVersion", model);
        piece.put("responseId", id);
        return piece;
    }
}

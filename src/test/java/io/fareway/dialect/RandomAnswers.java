package io.fareway.dialect;

import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the events of streamed answers, the same ones from the same seed; arguments of calls come interleaved. */
final class RandomAnswers {

    private static final List<String> PIECES = List.of("Grüß", " Gott", "🙂", "\n\n", "\"", "\\", "data: ", "中文", " ");

    private final Random random;

    RandomAnswers(long seed) {
        random = new Random(seed);
    }

    /**
     * One answer.
     *
     * @param seal how the dialect seals thoughts
     */
    List<AnswerEvent> next(AnswerEvent.ReasoningSeal seal) {
        List<AnswerEvent> events = new ArrayList<>();
        events.add(new AnswerEvent.Begin("answer_1", "model-1", 1_700_000_000));
        if (random.nextBoolean()) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                events.add(new AnswerEvent.ReasoningDelta(0, piece()));
            }
            events.add(seal);
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            events.add(new AnswerEvent.TextDelta(0, piece()));
        }
        int calls = random.nextInt(4);
        addCalls(calls, events);
        events.add(new AnswerEvent.Finish(0, calls > 0 ? FinishReason.TOOL_CALLS : FinishReason.STOP, ""));
        return events;
    }

    private void addCalls(int calls, List<AnswerEvent> events) {
        List<List<String>> left = new ArrayList<>();
        for (int call = 0; call < calls; call++) {
            events.add(new AnswerEvent.CallBegin(0, call, "call_" + call, "tool_" + call, ""));
            left.add(new ArrayList<>(List.of("{\"a\":", "\"}\\\"{", "\",", "\"b\":[1,", "{}]", "}")));
        }
        while (left.stream().anyMatch(pieces -> !pieces.isEmpty())) {
            int call = random.nextInt(calls);
            if (!left.get(call).isEmpty()) {
                events.add(new AnswerEvent.CallDelta(0, call, left.get(call).removeFirst()));
            }
        }
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}

package io.fareway.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.usage.OpenAiUsage;
import io.fareway.model.conversation.AnswerEvent;
import io.fareway.model.conversation.Closing;
import io.fareway.model.conversation.Frame;
import io.fareway.model.conversation.StreamWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the chunks of a streamed text completion. */
final class CompletionStreamWriter implements StreamWriter {

    private static final byte[] NOTHING = new byte[0];
    private static final byte[] END_MARK = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

    private final boolean includeUsage;
    private String id = "";
    private long created;
    private String model = "";

    CompletionStreamWriter(boolean includeUsage) {
        this.includeUsage = includeUsage;
    }

    @Override
    public byte[] write(AnswerEvent event) {
        return switch (event) {
            case AnswerEvent.Begin begin -> {
                if (id.isEmpty()) {
                    id = begin.id();
                    created = begin.created();
                }
                model = begin.model();
                yield NOTHING;
            }
            case AnswerEvent.TextDelta text -> chunk(text.choice(), text.text(), "");
            case AnswerEvent.RefusalDelta refusal -> chunk(refusal.choice(), refusal.text(), "");
            case AnswerEvent.Finish finish -> chunk(finish.choice(), "", ChatFinish.write(finish.reason()));
            default -> NOTHING;
        };
    }

    private byte[] chunk(int choice, String text, String finish) {
        ObjectNode chunk = OpenAiCompletions.head(id, created, model);
        ObjectNode written = chunk.putArray("choices")
                .addObject()
                .put("index", choice)
                .put("text", text)
                .putNull("logprobs");
        if (finish.isEmpty()) {
            written.putNull("finish_reason");
        } else {
            written.put("finish_reason", finish);
        }
        return Frame.event(chunk.toString());
    }

    /** No provider speaks text completions to the gateway. */
    @Override
    public byte[] pass(Frame frame, List<AnswerEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        events.forEach(event -> bytes.writeBytes(write(event)));
        return bytes.toByteArray();
    }

    @Override
    public byte[] close(Closing closing) {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        if (includeUsage) {
            ObjectNode chunk = OpenAiCompletions.head(id, created, model);
            chunk.putArray("choices");
            chunk.set("usage", OpenAiUsage.write(closing.usage()));
            end.writeBytes(Frame.event(chunk.toString()));
        }
        end.writeBytes(END_MARK);
        return end.toByteArray();
    }
}

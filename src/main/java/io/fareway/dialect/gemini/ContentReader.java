package io.fareway.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.ArrayList;
import java.util.List;

/** Reads a caller's contents into messages: results of calls, which Gemini has among the user's parts, become turns of their own. */
final class ContentReader {

    private final PartReader parts;
    private final List<Message> messages = new ArrayList<>();

    /**
     * A reader for one request.
     *
     * @param detail the detail in which images are to be seen; empty when not asked for
     */
    ContentReader(String detail) {
        CallIds ids = new CallIds();
        this.parts = new PartReader(ids::ofCall, ids::ofResult, Signatures::read, detail);
    }

    List<Message> read(JsonNode systemInstruction, JsonNode contents) {
        List<Part> instruction = systemInstruction.isTextual()
                ? List.of(new Part.Text(systemInstruction.textValue()))
                : PartReader.readAll(parts, systemInstruction);
        add(Role.SYSTEM, instruction);
        contents.forEach(this::readContent);
        return messages;
    }

    private void readContent(JsonNode content) {
        List<Part> said = PartReader.readAll(parts, content);
        if (Fields.text(content, "role").equals("model")) {
            add(Role.ASSISTANT, said);
            return;
        }
        List<Part> run = new ArrayList<>();
        boolean results = false;
        for (Part part : said) {
            if (part instanceof Part.ToolResult != results) {
                add(results ? Role.TOOL : Role.USER, run);
                run = new ArrayList<>();
                results = !results;
            }
            run.add(part);
        }
        add(results ? Role.TOOL : Role.USER, run);
    }

    private void add(Role role, List<Part> said) {
        if (!said.isEmpty()) {
            messages.add(Message.of(role, said));
        }
    }
}

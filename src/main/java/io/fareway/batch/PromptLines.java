package io.fareway.batch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The lines of a text file, each a prompt of its own; a template may stand around it, with {@code {{line}}} for it. */
final class PromptLines implements Lines {

    private static final String COLUMN = "line";

    private final LineReader lines;
    private final String model;
    private final PromptTemplate template;

    PromptLines(LineReader lines, String model, Optional<String> template) throws UnreadableInputException {
        this.lines = lines;
        this.model = model;
        this.template = new PromptTemplate(template.orElse("{{" + COLUMN + "}}"));
        this.template.requireColumns(java.util.List.of(COLUMN));
    }

    @Override
    public Optional<InputLine> next() throws IOException {
        return lines.next().map(this::asRequest);
    }

    private InputLine asRequest(InputLine line) {
        if (!(line instanceof InputLine.Text text)) {
            return line;
        }
        try {
            String prompt = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text.bytes()))
                    .toString()
                    .strip();
            return new InputLine.Text(
                    text.number(),
                    PromptRequest.of("line-" + text.number(), model, template.filled(Map.of(COLUMN, prompt))));
        } catch (CharacterCodingException e) {
            return line; // the parser says what is wrong with its bytes
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

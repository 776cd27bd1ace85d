package io.fareway.dialect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.Journey;
import io.fareway.model.conversation.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads the words of answers, in whatever dialect their callers got them. */
@Component
public class AnswerTexts {

    private final Map<Dialect, WireFormat> formats = new EnumMap<>(Dialect.class);
    private final ObjectMapper json;

    AnswerTexts(List<WireFormat> wireFormats, ObjectMapper json) {
        wireFormats.forEach(format -> formats.put(format.dialect(), format));
        this.json = json;
    }

    /** The words of a journey's answer; its bytes as text where they are no conversation; empty without an answer. */
    public String of(Journey journey) {
        if (journey.stream().isPresent()) {
            return journey.earlier().sent().transcript();
        }
        return journey.answer()
                .map(answer -> words(answer.body(), journey.request().dialect()))
                .orElse("");
    }

    private String words(byte[] body, Dialect dialect) {
        Optional<WireFormat> format = Optional.ofNullable(formats.get(dialect));
        if (format.isEmpty()) {
            return new String(body, StandardCharsets.UTF_8);
        }
        try {
            return format.get().read(json.readTree(body)).text();
        } catch (IOException | MalformedAnswerException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}

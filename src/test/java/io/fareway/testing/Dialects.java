package io.fareway.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.OnUnsupported;
import io.fareway.model.Prefill;
import io.fareway.model.RequestEdits;
import io.fareway.model.Wire;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** All dialects, without a gateway around them. */
public final class Dialects {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Dialects() {}

    /** The dialects as the gateway finds them. */
    public static Translations translations() {
        AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext();
        beans.registerBean(ObjectMapper.class, () -> JSON);
        beans.scan(Translations.class.getPackageName());
        beans.refresh();
        return beans.getBean(Translations.class);
    }

    /** The providers' side of a dialect. */
    public static WireFormat wire(Translations translations, Dialect format) {
        Wire wire =
                new Wire(format, OnUnsupported.REJECT, Wire.DEFAULT_ANSWER_TOKENS, RequestEdits.NONE, Optional.empty());
        return translations.wireOf(new Deployment("any", "any", "any", 100_000, "", false, Prefill.NONE, wire));
    }

    /** A chat request of OpenAI's format. */
    public static ChatRequest chat(String body) {
        return request(Dialect.OPENAI_CHAT, "/v1/chat/completions", body);
    }

    /** A request of any dialect. */
    public static ChatRequest request(Dialect dialect, String path, String body) {
        try {
            var json = JSON.readTree(body);
            return new ChatRequest(
                    body.getBytes(StandardCharsets.UTF_8),
                    json,
                    dialect,
                    translations().client(dialect).read(json, path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an OpenAI chat request with these further fields says. */
    public static Conversation conversation(String body) {
        return chat(body).conversation();
    }
}

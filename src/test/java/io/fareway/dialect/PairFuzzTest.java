package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.model.Prefill;
import io.fareway.model.RequestError;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Dialect;
import io.fareway.testing.Dialects;
import io.fareway.testing.translation.Facets;
import io.fareway.testing.translation.SentRequests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random requests of every dialect of callers, as every wire format says them, and damaged ones. */
class PairFuzzTest {

    private static final int CONVERSATIONS = 200;
    private static final int MUTATIONS = 20_000;
    private static final String PATH = "/v1beta/models/m:generateContent";

    private static final Translations TRANSLATIONS = Dialects.translations();
    private static final List<Dialect> WIRES = TRANSLATIONS.wireFormats().stream()
            .map(label -> Dialect.of(label).orElseThrow())
            .filter(wire -> !wire.label().endsWith("embeddings"))
            .toList();

    /** Callers, each with the wire format that writes its requests. */
    enum Caller {
        OPENAI_CHAT,
        OPENAI_RESPONSES,
        ANTHROPIC,
        GEMINI,
        OPENAI_COMPLETIONS;

        private Dialect dialect() {
            return Dialect.valueOf(name());
        }

        /** A request of this dialect that says what it can of a conversation. */
        private ObjectNode asks(Conversation conversation) {
            if (this == OPENAI_COMPLETIONS) {
                ObjectNode request = OPENAI_CHAT.asks(Conversation.of(conversation.messages()));
                request.remove("messages");
                return request.put("prompt", "Go on: " + conversation.lastUserText())
                        .put("max_tokens", 100);
            }
            return written(dialect(), conversation, new Losses());
        }

        private Conversation read(ObjectNode request) {
            return TRANSLATIONS.client(dialect()).read(request, PATH).conversation();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAProviderHears_isAllThatTheCallerSaid_butForNamedLosses(Caller caller) {
        RandomConversations conversations = RandomConversations.ofEverything(11);
        SentRequests sent = new SentRequests(TRANSLATIONS);

        for (int i = 0; i < CONVERSATIONS; i++) {
            Conversation said = caller.read(caller.asks(conversations.next()));
            for (Dialect wire : WIRES) {
                Losses losses = new Losses();
                byte[] request = Dialects.wire(TRANSLATIONS, wire)
                        .write(said, target(wire), losses)
                        .body();

                Facets heard = Facets.of(sent.heard(wire, request));

                for (Map.Entry<String, String> difference :
                        Facets.of(said).differencesTo(heard).entrySet()) {
                    assertThat(Facets.isAccounted(difference.getKey(), losses.fields()))
                            .as("conversation %d to %s, %s, named %s", i, wire.label(), difference, losses.fields())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedRequests_areReadAndWritten_orRefusedByName(Caller caller) {
        RandomConversations conversations = RandomConversations.ofEverything(12);
        MutatedJson mutations = new MutatedJson(13);
        ObjectNode whole = Json.object();
        int refused = 0;

        for (int i = 0; i < MUTATIONS; i++) {
            whole = i % 50 == 0 ? caller.asks(conversations.next()) : whole;
            ObjectNode damaged = mutations.of(whole);
            try {
                written(WIRES.get(i % WIRES.size()), caller.read(damaged), new Losses());
            } catch (RequestError error) {
                assertThat(error.status()).as("mutation %d: %s", i, damaged).isEqualTo(400);
                assertThat(error.param()).as("mutation %d: %s", i, damaged).isPresent();
                refused++;
            } catch (RuntimeException fault) {
                throw new AssertionError("mutation " + i + ": " + damaged, fault);
            }
        }

        assertThat(refused).isBetween(MUTATIONS / 100, MUTATIONS * 19 / 20);
    }

    private static ObjectNode written(Dialect wire, Conversation conversation, Losses losses) {
        byte[] body = Dialects.wire(TRANSLATIONS, wire)
                .write(conversation, target(wire), losses)
                .body();
        return Json.parseObject(body).orElseThrow();
    }

    private static WireTarget target(Dialect wire) {
        String model =
                switch (wire) {
                    case ANTHROPIC, ANTHROPIC_VERTEX, ANTHROPIC_BEDROCK -> "claude-opus-5";
                    case GEMINI -> "gemini-2.5-flash";
                    case BEDROCK -> "anthropic.claude-opus-5";
                    default -> "gpt-5";
                };
        return new WireTarget(model, false, Prefill.NONE, 4096);
    }
}

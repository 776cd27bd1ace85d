package io.fareway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fareway.dialect.anthropic.AnthropicClient;
import io.fareway.dialect.anthropic.AnthropicWire;
import io.fareway.dialect.responses.ResponsesClient;
import io.fareway.dialect.responses.ResponsesWire;
import io.fareway.model.Prefill;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Part;
import io.fareway.model.conversation.Role;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random conversations in dialects that callers and providers both speak: what they say comes back, letter for letter. */
class DialectFuzzTest {

    private static final int CONVERSATIONS = 3000;

    /** The two sides of a dialect. */
    enum Side {
        ANTHROPIC,
        RESPONSES;

        ClientDialect client() {
            return this == ANTHROPIC ? new AnthropicClient() : new ResponsesClient();
        }

        WireFormat wire() {
            return this == ANTHROPIC ? new AnthropicWire() : new ResponsesWire();
        }

        RandomConversations conversations(long seed) {
            return new RandomConversations(seed, this == ANTHROPIC);
        }

        ObjectNode write(Conversation conversation, Losses losses) {
            String model = this == ANTHROPIC ? "claude-opus-5" : "gpt-5";
            WireTarget target = new WireTarget(model, false, Prefill.NONE, 4096);
            return Json.parseObject(wire().write(conversation, target, losses).body())
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void conversation_comesBackAsItWasWritten(Side side) {
        RandomConversations conversations = side.conversations(1);

        for (int i = 0; i < CONVERSATIONS; i++) {
            Conversation said = conversations.next();
            Losses losses = new Losses();
            ObjectNode written = side.write(said, losses);

            Conversation heard = side.client().read(written, "").conversation();

            assertThat(losses.fields()).as("conversation %d", i).isEmpty();
            assertThat(heard).as("conversation %d", i).isEqualTo(said);
        }
    }

    @ParameterizedTest
    @EnumSource
    void conversation_isWrittenInTheOtherDialectWithEveryLossNamed(Side side) {
        Side other = side == Side.ANTHROPIC ? Side.RESPONSES : Side.ANTHROPIC;
        RandomConversations conversations = side.conversations(2);

        for (int i = 0; i < CONVERSATIONS; i++) {
            Conversation said = conversations.next();
            Losses losses = new Losses();
            Conversation heard =
                    other.client().read(other.write(said, losses), "").conversation();

            assertThat(wordsOfUser(heard)).as("conversation %d", i).isEqualTo(wordsOfUser(said));
            assertThat(heard.tools()).as("conversation %d", i).hasSameSizeAs(said.tools());
            assertThat(heard.toolChoice()).as("conversation %d", i).isEqualTo(said.toolChoice());
            assertThat(losses.fields()).as("conversation %d", i).allMatch(DialectFuzzTest::isKnownLoss);
        }
    }

    private static List<String> wordsOfUser(Conversation conversation) {
        return conversation.messages().stream()
                .filter(message -> message.role() == Role.USER)
                .flatMap(message -> message.parts().stream())
                .map(Part::words)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    /** What one of the two cannot say; see docs/dialects.md. */
    private static boolean isKnownLoss(String field) {
        return List.of("stop", "top_k", "logprobs", "response_format (json_object)")
                        .contains(field)
                || field.startsWith("temperature (together")
                || field.contains("of the document)")
                || field.contains("detail of the image");
    }
}

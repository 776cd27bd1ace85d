package io.fareway.provider;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import io.fareway.model.conversation.Conversation;
import io.fareway.model.conversation.Message;
import io.fareway.model.conversation.Part;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Counts tokens with OpenAI's o200k vocabulary. For other vendors' models this is an estimate, commonly within a fifth;
 * money is booked from a provider's own count wherever there is one.
 */
@Component
public class TokenCounter {

    /** Longer texts are counted by a sample: exactness no longer changes a decision. */
    private static final int EXACT_UP_TO_CHARS = 200_000;

    /** Tokens that the chat format adds to each message, as OpenAI's cookbook counts them. */
    private static final int PER_MESSAGE = 4;

    private final Encoding encoding = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    /** Tokens of a text. */
    public long count(String text) {
        if (text.length() <= EXACT_UP_TO_CHARS) {
            return encoding.countTokensOrdinary(text);
        }
        long sample = encoding.countTokensOrdinary(text.substring(0, EXACT_UP_TO_CHARS));
        return sample * text.length() / EXACT_UP_TO_CHARS;
    }

    /** Tokens of all messages, words and results of calls only. */
    public long count(Conversation conversation) {
        long tokens = 0;
        for (Message message : conversation.messages()) {
            tokens += PER_MESSAGE + count(message.parts());
        }
        return tokens;
    }

    private long count(List<Part> parts) {
        long tokens = 0;
        for (Part part : parts) {
            tokens += part instanceof Part.ToolResult result ? count(result.content()) : count(part.words());
        }
        return tokens;
    }
}

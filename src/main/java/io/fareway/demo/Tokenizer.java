package io.fareway.demo;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.IntArrayList;
import io.fareway.demo.ChatCall.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Splits text into tokens of OpenAI's o200k vocabulary, loaded at the first use. */
@Component("demoTokenizer")
class Tokenizer {

    /**
     * Tokens that the chat format adds, from OpenAI's <a
     * href="https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken">cookbook</a>: three for each
     * message, three that open the answer.
     */
    private static final int PER_MESSAGE = 3;

    private static final int PER_ANSWER = 3;

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();

    /** Tokens of a prompt as it would be billed. */
    int count(List<Message> messages) {
        return PER_ANSWER
                + messages.stream()
                        .mapToInt(message -> PER_MESSAGE
                                + encode(message.role()).size()
                                + encode(message.text()).size())
                        .sum();
    }

    /** Tokens of a text. */
    int[] tokens(String text) {
        return encode(text).toArray();
    }

    /**
     * The text token by token. A character that several tokens spell comes whole with the last of them, and the others
     * are empty, so that there are as many pieces as tokens.
     */
    List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        IntArrayList pending = new IntArrayList();
        for (int token : tokens(text)) {
            pending.add(token);
            String piece = textOf(pending);
            pieces.add(piece);
            if (!piece.isEmpty()) {
                pending.clear();
            }
        }
        return pieces;
    }

    private String textOf(IntArrayList tokens) {
        byte[] bytes = encodings.getEncoding(EncodingType.O200K_BASE).decodeBytes(tokens);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private IntArrayList encode(String text) {
        return encodings.getEncoding(EncodingType.O200K_BASE).encodeOrdinary(text);
    }
}

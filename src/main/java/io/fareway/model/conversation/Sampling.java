package io.fareway.model.conversation;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the answer is drawn. What is empty was not said.
 *
 * @param maxTokens longest answer in tokens, thoughts included
 * @param stop texts at which the answer ends
 * @param choices how many answers are wanted; 1 unless said otherwise
 * @param logprobs whether log probabilities of the tokens are wanted
 * @param topLogprobs how many alternatives at each token
 */
public record Sampling(
        OptionalInt maxTokens,
        Optional<BigDecimal> temperature,
        Optional<BigDecimal> topP,
        OptionalInt topK,
        List<String> stop,
        OptionalLong seed,
        int choices,
        Optional<BigDecimal> frequencyPenalty,
        Optional<BigDecimal> presencePenalty,
        boolean logprobs,
        OptionalInt topLogprobs) {

    /** Nothing said. */
    public static final Sampling UNSAID = new Sampling(
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            OptionalLong.empty(),
            1,
            Optional.empty(),
            Optional.empty(),
            false,
            OptionalInt.empty());

    public Sampling {
        stop = List.copyOf(stop);
    }
}

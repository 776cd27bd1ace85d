package io.fareway.provider;

import io.fareway.dialect.ProviderError;
import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.ProviderWords;
import io.fareway.model.conversation.AnswerEvent;
import java.nio.charset.StandardCharsets;

/** Keeps what a provider says when it does not answer, without keys, for the caller to be told if nobody answers. */
final class ErrorNotes {

    private ErrorNotes() {}

    /** Keeps an error answer's words; of a body that is no error object, its text unless it is a page. */
    static void keep(Journey journey, Attempt attempt, ProviderError error, byte[] body) {
        keep(journey, attempt, error.type(), error.code(), error.message().isEmpty() ? plain(body) : error.message());
    }

    /** Keeps the words of an error in the midst of a stream. */
    static void keep(Journey journey, Attempt attempt, AnswerEvent.Failed failure) {
        keep(journey, attempt, failure.type(), "", failure.message());
    }

    private static void keep(Journey journey, Attempt attempt, String type, String code, String message) {
        if (type.isEmpty() && code.isEmpty() && message.isEmpty()) {
            return;
        }
        KeyMask mask = new KeyMask(journey.settings().providerOf(attempt.deployment()));
        attempt.providerWords(new ProviderWords(
                attempt.deployment().name(),
                attempt.httpStatus(),
                mask.over(type),
                mask.over(code),
                mask.over(message)));
    }

    private static String plain(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.startsWith("<") || text.startsWith("{") || text.startsWith("[") ? "" : text;
    }
}

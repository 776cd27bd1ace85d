package io.fareway.provider;

import io.fareway.dialect.ProviderError;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireFormat;
import io.fareway.model.Answer;
import io.fareway.model.Attempt;
import io.fareway.model.ChatRequest;
import io.fareway.model.Journey;
import io.fareway.model.RequestError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads providers' refusals: what went wrong in their own words, and how the caller is told. */
@Component
class Refusals {

    private final Translations translations;

    Refusals(Translations translations) {
        this.translations = translations;
    }

    /** What the answer to this attempt says. */
    ProviderError read(Attempt attempt, int status, byte[] body) {
        return translations.wireOf(attempt.deployment()).error(status, body);
    }

    /** A refusal in the caller's dialect is handed on as it came; any other is told in the provider's words. Never with our key. */
    Answer told(ProviderError error, int status, byte[] body, Journey journey, Attempt attempt) {
        ChatRequest request = journey.request();
        WireFormat wire = translations.wireOf(attempt.deployment());
        KeyMask mask = new KeyMask(journey.settings().providerOf(attempt.deployment()));
        boolean asItCame = wire.passes(request.dialect()) && error.complete();
        return new Answer(
                status, "application/json", asItCame ? mask.overOurs(body) : translated(error, status, request, mask));
    }

    private byte[] translated(ProviderError error, int status, ChatRequest request, KeyMask mask) {
        String code = error.code().isEmpty() ? "provider_status_" + status : error.code();
        Optional<String> param = error.param().isEmpty() ? Optional.empty() : Optional.of(error.param());
        return translations
                .client(request.dialect())
                .error(RequestError.refused(status, code, param, mask.over(error.message())))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}

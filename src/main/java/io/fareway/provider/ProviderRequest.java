package io.fareway.provider;

import io.fareway.dialect.JsonFields;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireRequest;
import io.fareway.model.Attempt;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Puts the caller's request on the wire format of the deployment that was chosen. */
@Component
public class ProviderRequest {

    /** Exchange property that holds the {@link WireRequest}, from which the HTTP client takes address and headers. */
    public static final String WIRE_REQUEST = "wireRequest";

    private final Translations translations;

    ProviderRequest(Translations translations) {
        this.translations = translations;
    }

    /** Sets body and headers of the call: the caller's own bytes where the deployment speaks their dialect. */
    public void prepare(Exchange exchange, @ExchangeProperty(Journey.PROPERTY) Journey journey) {
        Attempt attempt = journey.lastAttempt().orElseThrow();
        Deployment deployment = attempt.deployment();
        Translations.Translated translated = journey.earlier().isPrefilling()
                ? translations.continuing(
                        journey.request(), deployment, journey.earlier().sent().transcript())
                : translations.of(journey.request(), deployment);
        attempt.unsupported(translated.losses());
        WireRequest request = translated.request();
        exchange.setProperty(WIRE_REQUEST, request);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setBody(withoutPreferences(request.body(), deployment, journey));
    }

    /** OpenRouter's {@code provider} object has been kept by the choice; who does not know it may refuse it. */
    private static byte[] withoutPreferences(byte[] body, Deployment deployment, Journey journey) {
        boolean taken = journey.settings().routing().traitsOf(deployment.name()).forwardsPreferences();
        return taken || !journey.request().json().has("provider") ? body : JsonFields.without(body, Set.of("provider"));
    }
}

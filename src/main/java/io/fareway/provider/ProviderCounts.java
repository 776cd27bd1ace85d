package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Journey;
import io.fareway.model.Provider;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks providers how many tokens a request would have. They do not charge for that, so nothing is booked, and nobody
 * else is asked when one does not answer.
 */
@Component
public class ProviderCounts {

    private static final int LARGEST_ANSWER_BYTES = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ProviderCounts.class);

    private final Translations translations;
    private final Availability availability;
    private final Bulkheads bulkheads;
    private final ProviderRoutes clients;
    private final ObjectMapper json;

    ProviderCounts(
            Translations translations,
            Availability availability,
            Bulkheads bulkheads,
            ProviderRoutes clients,
            ObjectMapper json) {
        this.translations = translations;
        this.availability = availability;
        this.bulkheads = bulkheads;
        this.clients = clients;
        this.json = json;
    }

    /** A provider's count. */
    public record Counted(Deployment deployment, long tokens) {}

    /**
     * The count of the first deployment of a plan that is in service and whose provider counts.
     *
     * @param exchange that of the caller's question
     * @param journey planned, and never made
     * @return empty when there is none, or it does not answer
     */
    public Optional<Counted> ask(Exchange exchange, Journey journey) {
        for (Deployment deployment : journey.plan()) {
            Optional<WireRequest> question = translations.countOf(journey.request(), deployment);
            if (question.isPresent() && isInService(deployment)) {
                return askInAPlace(exchange, question.get(), deployment, journey);
            }
        }
        return Optional.empty();
    }

    /** One that has still to prove itself is left to the requests that prove it. */
    private boolean isInService(Deployment deployment) {
        return availability.breaker(deployment).getState() == CircuitBreaker.State.CLOSED
                && availability.unavailableFor(deployment).isEmpty();
    }

    /** Counts share the provider's connections with requests, so they take places like those, but do not wait for one. */
    private Optional<Counted> askInAPlace(
            Exchange exchange, WireRequest question, Deployment deployment, Journey journey) {
        Provider provider = journey.settings().providerOf(deployment);
        if (!bulkheads.enter(provider, deployment, journey.id())) {
            return nothing(deployment, "as many calls are under way as may be");
        }
        try {
            return ask(exchange, question, deployment, provider);
        } finally {
            bulkheads.leave(journey.id());
        }
    }

    private Optional<Counted> ask(Exchange exchange, WireRequest question, Deployment deployment, Provider provider) {
        HttpPost call = new HttpPost(provider.baseUrl());
        call.setEntity(new ByteArrayEntity(question.body(), ContentType.APPLICATION_JSON));
        exchange.setProperty(ProviderRequest.WIRE_REQUEST, question);
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(JourneyInHttpContext.EXCHANGE, exchange);
        HttpHost host = new HttpHost(call.getScheme(), call.getAuthority());
        try (ClassicHttpResponse response = clients.clientOf(provider).executeOpen(host, call, context)) {
            HttpEntity entity = response.getEntity();
            OptionalLong tokens = response.getCode() == HttpStatus.SC_OK && entity != null
                    ? translations.readCount(parsed(EntityUtils.toByteArray(entity, LARGEST_ANSWER_BYTES)), deployment)
                    : OptionalLong.empty();
            return tokens.isPresent()
                    ? Optional.of(new Counted(deployment, tokens.getAsLong()))
                    : nothing(deployment, "status " + response.getCode());
        } catch (IOException failed) {
            return nothing(deployment, FailureWords.of(failed));
        }
    }

    private JsonNode parsed(byte[] body) throws IOException {
        return Optional.ofNullable(json.readTree(body)).orElseGet(json::createObjectNode);
    }

    private static Optional<Counted> nothing(Deployment deployment, String why) {
        LOG.info("{} does not count tokens: {}", deployment.name(), why);
        return Optional.empty();
    }
}

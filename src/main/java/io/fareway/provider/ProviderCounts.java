package io.fareway.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.dialect.Translations;
import io.fareway.dialect.WireRequest;
import io.fareway.model.ChatRequest;
import io.fareway.model.Deployment;
import io.fareway.model.Provider;
import io.fareway.model.Settings;
import java.io.IOException;
import java.util.List;
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
    private final ProviderRoutes clients;
    private final ObjectMapper json;

    ProviderCounts(Translations translations, ProviderRoutes clients, ObjectMapper json) {
        this.translations = translations;
        this.clients = clients;
        this.json = json;
    }

    /** A provider's count. */
    public record Counted(Deployment deployment, long tokens) {}

    /**
     * The count of the first deployment of the model that is asked for whose provider counts; a tier has no such
     * deployment, because who answers is decided only when the request itself comes.
     *
     * @param exchange that of the caller's question
     * @return empty when there is none, or it does not answer
     */
    public Optional<Counted> ask(Exchange exchange, ChatRequest request, Settings settings) {
        for (Deployment deployment : askedFor(request.model(), settings)) {
            Optional<WireRequest> question = translations.countOf(request, deployment);
            if (question.isPresent()) {
                return ask(exchange, question.get(), deployment, settings);
            }
        }
        return Optional.empty();
    }

    private static List<Deployment> askedFor(String model, Settings settings) {
        return settings.deployment(model).map(List::of).orElseGet(() -> settings.serving(model));
    }

    private Optional<Counted> ask(Exchange exchange, WireRequest question, Deployment deployment, Settings settings) {
        Provider provider = settings.providerOf(deployment);
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

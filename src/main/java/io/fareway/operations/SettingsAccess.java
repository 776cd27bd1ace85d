package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.Access;
import io.fareway.model.Account;
import io.fareway.model.AuthScheme;
import io.fareway.model.Secret;
import io.fareway.model.conversation.Dialect;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.PropertyResolver;

/** How a provider lets us in, as its entry in {@code providers.yaml} says. */
final class SettingsAccess {

    private final PropertyResolver environment;

    SettingsAccess(PropertyResolver environment) {
        this.environment = environment;
    }

    /**
     * The access of one provider.
     *
     * @param format its wire format, which has a usual way; empty when the entry names none
     */
    Access of(JsonNode entry, Optional<Dialect> format) {
        AuthScheme usual = format.map(SettingsAccess::usualScheme).orElse(AuthScheme.BEARER);
        AuthScheme scheme = AuthScheme.of(entry.path("auth").asText()).orElse(usual);
        Map<String, String> query = new LinkedHashMap<>();
        entry.path("query")
                .properties()
                .forEach(parameter ->
                        query.put(parameter.getKey(), parameter.getValue().asText()));
        return new Access(scheme, query, account(scheme, entry));
    }

    private static AuthScheme usualScheme(Dialect format) {
        return switch (format) {
            case ANTHROPIC -> AuthScheme.X_API_KEY;
            case AZURE_OPENAI, AZURE_OPENAI_EMBEDDINGS -> AuthScheme.API_KEY;
            case GEMINI, GEMINI_EMBEDDINGS -> AuthScheme.X_GOOG_API_KEY;
            default -> AuthScheme.BEARER;
        };
    }

    private Account account(AuthScheme scheme, JsonNode entry) {
        return switch (scheme) {
            case SIGV4 -> aws(entry.path("aws"));
            case ENTRA -> entra(entry.path("entra"));
            case BEARER, X_API_KEY, API_KEY, X_GOOG_API_KEY, X_PORTKEY_API_KEY, GOOGLE -> new Account.None();
        };
    }

    private Account aws(JsonNode aws) {
        return new Account.Aws(
                aws.path("region").asText(),
                aws.path("service").asText("bedrock"),
                secret(aws.path("secret-key-env").asText("AWS_SECRET_ACCESS_KEY")),
                secret(aws.path("session-token-env").asText("AWS_SESSION_TOKEN")));
    }

    private Secret secret(String variable) {
        return Optional.ofNullable(environment.getProperty(variable))
                .map(String::strip)
                .map(Secret::new)
                .orElse(Secret.NONE);
    }

    private static Account entra(JsonNode entra) {
        return new Account.Entra(
                URI.create(entra.path("token-url").asText()),
                entra.path("client-id").asText(),
                entra.path("scope").asText("https://cognitiveservices.azure.com/.default"));
    }
}

package io.fareway.batch.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.BatchApi;
import io.fareway.model.Provider;
import io.fareway.model.ProviderKey;
import io.fareway.provider.AuthorizationHeaders;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;

/** Makes the batch APIs of providers. */
public final class RemoteBatchApis {

    private static final String ANTHROPIC_VERSION = "2023-06-01";

    private final ObjectMapper json;
    private final AuthorizationHeaders authorization;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    public RemoteBatchApis(ObjectMapper json, AuthorizationHeaders authorization) {
        this.json = json;
        this.authorization = authorization;
    }

    /** This API at a provider under one of our keys. */
    public RemoteBatchApi of(BatchApi api, Provider provider, ProviderKey key) {
        BatchHttp calls = new BatchHttp(http, json, provider, () -> authorization.of(provider, key));
        return switch (api) {
            case OPENAI -> new OpenAiBatches(calls);
            case AZURE_OPENAI -> new AzureBatches(calls);
            case ANTHROPIC -> new AnthropicBatches(calls.with(Map.of("anthropic-version", ANTHROPIC_VERSION)));
            case GEMINI -> new GeminiBatches(calls);
            case MISTRAL -> new MistralBatches(calls);
            case TOGETHER -> new TogetherBatches(calls);
        };
    }
}

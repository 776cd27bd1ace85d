package io.fareway.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.fareway.model.BatchApi;
import io.fareway.model.BatchOffer;
import io.fareway.model.conversation.Dialect;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What providers offer for requests that can wait, as {@code batch} in {@code providers.yaml} says. */
final class SettingsBatches {

    private static final String BATCH = "batch";

    private final SettingsSources sources;
    private final SettingsProblems problems;

    SettingsBatches(SettingsSources sources, SettingsProblems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    /** The offer of one provider; empty when it has none. */
    static Optional<BatchOffer> of(JsonNode provider) {
        JsonNode own = provider.path(BATCH);
        return BatchApi.of(own.path("api").asText()).map(api -> {
            BatchOffer usual = api.offer();
            Map<String, String> models = new LinkedHashMap<>();
            own.path("models")
                    .properties()
                    .forEach(
                            model -> models.put(model.getKey(), model.getValue().asText()));
            return new BatchOffer(
                    api,
                    own.path("max-lines").asInt(usual.maxLines()),
                    own.path("max-megabytes").asInt(usual.maxMegabytes()),
                    Duration.ofHours(
                            own.path("window-hours").asLong(usual.window().toHours())),
                    Duration.ofMinutes(
                            own.path("usual-minutes").asLong(usual.usual().toMinutes())),
                    models);
        });
    }

    /** Finds batch APIs that their provider cannot have. */
    void check() {
        sources.providerEntries().properties().forEach(entry -> {
            JsonNode provider = entry.getValue();
            Dialect format = Dialect.of(provider.path("wire-format").asText()).orElse(Dialect.OPENAI_CHAT);
            of(provider).ifPresent(offer -> check(entry.getKey(), format, offer.api()));
            if (provider.has(BATCH) && provider.path("auth").asText().equals("sigv4")) {
                problem(entry.getKey(), "auth", "batches cannot be asked for with auth: sigv4; remove batch");
            }
        });
    }

    private void check(String provider, Dialect format, BatchApi api) {
        if (!api.takes(format)) {
            String fitting = Arrays.stream(BatchApi.values())
                    .filter(other -> other.takes(format))
                    .map(BatchApi::label)
                    .collect(Collectors.joining(" or "));
            problem(
                    provider,
                    BATCH,
                    "batch API \"" + api.label() + "\" takes no requests of wire format " + format.label()
                            + (fitting.isEmpty() ? ": remove batch" : ": write " + fitting));
        }
    }

    private void problem(String provider, String key, String text) {
        problems.add(sources.providers(), YamlFile.at("providers", provider, key), text);
    }
}

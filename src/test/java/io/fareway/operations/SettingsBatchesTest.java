package io.fareway.operations;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.BatchApi;
import io.fareway.model.BatchOffer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What providers offer for requests that can wait. */
class SettingsBatchesTest {

    private final SettingsFolder settings;

    SettingsBatchesTest(@TempDir Path folder) throws IOException {
        this.settings = SettingsFolder.copiedTo(folder);
        settings.with("GROQ_API_KEY", "a");
    }

    private void groq(String batch) {
        settings.replace("providers.yaml", "key-env: GROQ_API_KEY\n    batch: {api: openai}", batch);
    }

    @Test
    void batch_isAsItsApiHasIt_unlessToldOtherwise() {
        groq(
                """
                key-env: GROQ_API_KEY
                    batch: {api: openai, max-lines: 7, usual-minutes: 30, models: {one: one-batch}}""");

        assertThat(requireNonNull(settings.load().providers().get("groq")).batch())
                .contains(new BatchOffer(
                        BatchApi.OPENAI,
                        7,
                        BatchApi.OPENAI.offer().maxMegabytes(),
                        Duration.ofHours(24),
                        Duration.ofMinutes(30),
                        Map.of("one", "one-batch")));
    }

    @Test
    void batchApi_mustTakeWhatTheProviderSpeaks() {
        groq("key-env: GROQ_API_KEY\n    batch: {api: anthropic}");

        assertThat(settings.problems())
                .containsExactly(settings.at("providers.yaml", "    batch: {api: anthropic}")
                        + "batch API \"anthropic\" takes no requests of wire format openai-chat: write openai or mistral"
                        + " or together");
    }

    @Test
    void unknownBatchApi_isRefused() {
        groq("key-env: GROQ_API_KEY\n    batch: {api: fireworks}");

        assertThat(settings.problems()).singleElement().asString().contains("azure-openai", "together");
    }

    @Test
    void batchesOfASignedProvider_areRefused() {
        groq(
                """
                key-env: GROQ_API_KEY
                    auth: sigv4
                    aws: {region: eu-central-1}
                    batch: {api: openai}""");

        assertThat(settings.problems()).singleElement().asString().contains("cannot be asked for with auth: sigv4");
    }
}

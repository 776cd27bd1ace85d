package io.fareway.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.model.experiment.Experiment;
import io.fareway.model.experiment.Experiments;
import io.fareway.model.experiment.Guard;
import io.fareway.model.experiment.Split;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code experiments.yaml}: read, checked, and allowed to be missing. */
class SettingsExperimentsTest {

    private SettingsFolder folder;

    @BeforeEach
    void shippedSettings(@TempDir Path temporary) throws IOException {
        folder = SettingsFolder.copiedTo(temporary);
    }

    @Test
    void missingFile_triesNothing() {
        assertThat(folder.load().experiments()).isEqualTo(Experiments.NONE);
    }

    @Test
    void shippedFile_triesNothing() throws IOException {
        folder.write("experiments.yaml", Files.readString(SettingsFolder.SHIPPED.resolve("experiments.yaml")));

        assertThat(folder.load().experiments()).isEqualTo(Experiments.NONE);
    }

    @Test
    void experiment_isReadWhole() {
        folder.write(
                "experiments.yaml",
                """
                experiments:
                  swift-first:
                    description: sooner, but at what price?
                    tier: simple
                    share-percent: 12.5
                    deployments: [demo-swift/llama-3.1-8b, openai/gpt-4o-mini]
                    split: request
                    from: "2026-12-01"
                    until: "2026-12-15T12:00:00Z"
                    guard: {min-requests: 50, max-failure-points: 1.5, max-cost-percent: 20, max-score-points: 0.5, window-hours: 6}
                """);

        assertThat(folder.load().experiments().all())
                .containsExactly(new Experiment(
                        "swift-first",
                        "sooner, but at what price?",
                        "simple",
                        12.5,
                        List.of("demo-swift/llama-3.1-8b"),
                        Split.REQUEST,
                        Instant.parse("2026-12-01T00:00:00Z"),
                        Instant.parse("2026-12-15T12:00:00Z"),
                        new Guard(
                                50,
                                Optional.of(new BigDecimal("1.5")),
                                Optional.of(new BigDecimal("20")),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new BigDecimal("0.5")),
                                Duration.ofHours(6))));
    }

    @Test
    void mistakes_areToldByLineWithWhatToDo() {
        folder.write(
                "experiments.yaml",
                """
                experiments:
                  wrong-names:
                    description: d
                    tier: simpel
                    share-percent: 120
                    deployments: [demo-swft/llama-3.1-8b]
                    until: "2026-02-30"
                    guard: {max-failures: 3}
                """);

        assertThat(folder.problems())
                .contains(
                        folder.at("experiments.yaml", 4)
                                + "unknown tier \"simpel\" (did you mean \"simple\"?): correct the name",
                        folder.at("experiments.yaml", 6)
                                + "unknown deployment \"demo-swft/llama-3.1-8b\" (did you mean"
                                + " \"demo-swift/llama-3.1-8b\"?): correct the name",
                        folder.at("experiments.yaml", 7) + "there is no date \"2026-02-30\": write it as in 2026-08-01")
                .anyMatch(problem -> problem.startsWith(folder.at("experiments.yaml", 5)) && problem.contains("99"))
                .anyMatch(problem ->
                        problem.startsWith(folder.at("experiments.yaml", 8)) && problem.contains("max-failures"));
    }

    @Test
    void experimentsThatCouldTellNothing_areRefused() {
        folder.write(
                "experiments.yaml",
                """
                experiments:
                  first:
                    description: the same as ever
                    tier: simple
                    share-percent: 10
                    deployments: [demo-thrifty/llama-3.1-8b]
                    until: "2026-12-15"
                  second:
                    description: over before it begins
                    tier: medium
                    share-percent: 10
                    deployments: [demo-swift/llama-3.3-70b]
                    from: "2026-12-14"
                    until: "2026-12-13"
                  third:
                    description: at the same time as the first
                    tier: simple
                    share-percent: 10
                    deployments: [demo-swift/llama-3.1-8b]
                    from: "2026-12-14"
                    until: "2026-12-16"
                """);

        assertThat(folder.problems())
                .containsExactly(
                        folder.at("experiments.yaml", 6)
                                + "tier \"simple\" begins with demo-thrifty/llama-3.1-8b anyway, so the trial would"
                                + " change nothing: name others first",
                        folder.at("experiments.yaml", 14) + "it ends before it begins: write a later \"until\"",
                        folder.at("experiments.yaml", 15)
                                + "at the same time as \"first\" in tier \"simple\", so neither could be told from the"
                                + " other: let one follow the other");
    }
}

package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file NAME.job.yaml beside a job file. */
class JobWishesTest {

    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    private final Path folder;
    private final JobWishes wishes = new JobWishes(
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> Set.of("simple", "complex"),
            new JobWishes.Defaults(Duration.ofHours(24), JobOptions.Order.INPUT));

    JobWishesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private JobWishes.Wanted wanted(String yaml) throws IOException {
        Files.writeString(folder.resolve("job.csv.job.yaml"), yaml);
        return wishes.of(folder.resolve("job.csv"), folder.resolve("job.yaml"));
    }

    @Test
    void wishes_areRead() throws IOException {
        JobWishes.Wanted wanted = wanted(
                """
                model: simple
                deadline: 8h
                budget-usd: 2.50
                output: team-a/night
                priority: 5
                order: any
                template: |
                  Rate: {{review}}
                """);

        assertThat(wanted.options().model()).contains("simple");
        assertThat(wanted.options().deadline()).contains(NOW.plus(Duration.ofHours(8)));
        assertThat(wanted.options().budgetUsd().orElseThrow()).isEqualByComparingTo(new BigDecimal("2.50"));
        assertThat(wanted.options().outputFolder()).contains("team-a/night");
        assertThat(wanted.options().template()).contains("Rate: {{review}}\n");
        assertThat(wanted.options().order()).isEqualTo(JobOptions.Order.ANY);
        assertThat(wanted.priority()).isEqualTo(5);
    }

    @Test
    void wishes_outliveTheirStorage() throws IOException {
        JobOptions options = wanted("{model: simple, deadline: '2026-12-01T06:00:00Z', budget-usd: 2, policy: cost}")
                .options();

        assertThat(JobOptions.parse(options.asJson())).isEqualTo(options);
    }

    @Test
    void wish_thatIsNearlyRightIsToldTheRightWord() {
        assertThatThrownBy(() -> wanted("tier: simpel")).hasMessageContaining("did you mean \"simple\"?");
        assertThatThrownBy(() -> wanted("policy: latence")).hasMessageContaining("did you mean \"latency\"?");
        assertThatThrownBy(() -> wanted("dedline: 8h")).hasMessageContaining("did you mean \"deadline\"?");
    }

    @Test
    void folder_saysWhatItsJobsDoNotSay() throws IOException {
        Files.writeString(folder.resolve("job.yaml"), "{model: gpt-4o, policy: latency, priority: 3}");

        JobWishes.Wanted wanted = wanted("{tier: simple, priority: 7}");

        assertThat(wanted.options().model()).contains("simple");
        assertThat(wanted.options().policy()).contains("latency");
        assertThat(wanted.priority()).isEqualTo(7);
    }

    @Test
    void noFile_wantsWhatTheSettingsSay() throws IOException {
        JobWishes.Wanted wanted = wishes.of(folder.resolve("other.csv"), folder.resolve("job.yaml"));

        assertThat(wanted.options().deadline()).contains(NOW.plus(Duration.ofHours(24)));
        assertThat(wanted.options().order()).isEqualTo(JobOptions.Order.INPUT);
        assertThat(wanted.namesDeadline()).isFalse();
        assertThat(wanted("# nothing\n")).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output: ../elsewhere",
                "output: /etc",
                "output: a/../../b",
                "deadline: soon",
                "budget-usd: much",
                "priority: high",
                "tier: simpel",
                "policy: cheap",
                "{tier: simple, model: gpt-4o}",
                "order: random",
                "prio: 5",
                "template: [a]",
                "just text",
                "{broken"
            })
    void wish_thatCannotBeMetIsRefused(String yaml) {
        assertThatThrownBy(() -> wanted(yaml)).isInstanceOf(UnreadableInputException.class);
    }

    @Test
    void files_areTakenWithTheirWishes() throws IOException {
        try (HikariDataSource dataSource = TestDatabase.sqlite(folder)) {
            BatchFixture batch = new BatchFixture(folder, dataSource, new FakeProviders(FakeProviders::answer));
            batch.engine.start();
            Files.writeString(batch.inbox.resolve("a.csv.job.yaml"), "{output: night, template: 'Rate {{t}}'}");
            batch.drop("a.csv", "t\nx\ny\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> batch.unfinished().isEmpty());

            assertThat(batch.results("night/a.csv.jsonl")).hasSize(2);
            assertThat(BatchFixture.filesIn(batch.inbox.resolve("done"))).containsExactly("a.csv", "a.csv.job.yaml");
            assertThat(BatchFixture.filesIn(batch.inbox)).isEmpty();
            batch.engine.stop();
        }
    }

    @Test
    void files_withWrongWishesAreRefusedTogether() throws IOException {
        try (HikariDataSource dataSource = TestDatabase.sqlite(folder)) {
            BatchFixture batch = new BatchFixture(folder, dataSource, new FakeProviders(FakeProviders::answer));
            batch.engine.start();
            Files.writeString(batch.inbox.resolve("a.csv.job.yaml"), "output: ../up");

            batch.drop("a.csv", "t\nx\n");

            assertThat(BatchFixture.filesIn(batch.inbox.resolve("refused")))
                    .isEqualTo(List.of("a.csv", "a.csv.job.yaml"));
            assertThat(batch.unfinished()).isEmpty();
            batch.engine.stop();
        }
    }

    @Test
    void unreadableFile_failsItsJobAndNoOther() throws IOException {
        try (HikariDataSource dataSource = TestDatabase.sqlite(folder)) {
            BatchFixture batch = new BatchFixture(folder, dataSource, new FakeProviders(FakeProviders::answer));
            batch.engine.start();
            batch.drop("damaged.txt.gz", "no gzip at all");
            batch.drop("good.txt", "Hello\n");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> batch.unfinished().isEmpty());

            Job failed = batch.store.latest(10).stream()
                    .filter(job -> job.name().equals("damaged.txt.gz"))
                    .findFirst()
                    .orElseThrow();
            assertThat(JobView.stateOf(failed, false)).isEqualTo("failed");
            assertThat(failed.note()).contains("is not a gzip file");
            assertThat(BatchFixture.filesIn(batch.inbox.resolve("refused"))).containsExactly("damaged.txt.gz");
            assertThat(batch.results("good.txt.jsonl")).hasSize(1);
            batch.engine.stop();
        }
    }
}

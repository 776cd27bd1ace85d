package io.fareway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fareway.model.BatchApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Jobs whose lines go, in part, into batches of a provider, whichever batch API it has. */
abstract class ProviderBatchContract extends ProviderBatchFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    ProviderBatchContract(Path home, BatchApi api) {
        super(home, api);
    }

    @Test
    void lines_areAnsweredInProviderBatchesAndLive_inTheOrderOfTheInput() throws IOException {
        BatchFixture batch = start(line -> line.number() % 2 == 0, 20);

        Job job = register(batch, 100, Optional.empty());
        awaitEnd(batch, job);

        List<JsonNode> results = results(batch);
        assertThat(results).hasSize(100);
        assertThat(results.get(0).at("/response/body/echo").asText()).isEqualTo("c1");
        assertThat(results.get(1).at("/response/body").toString()).contains("echo p2\"");
        assertThat(results.get(99).path("custom_id").asText()).isEqualTo("c100");
        assertThat(live.sent()).hasSize(50).allMatch(number -> number % 2 == 1);
        assertThat(provider.created()).isEqualTo(3);
        assertThat(provider.charged()).hasSize(50).doesNotHaveDuplicates();
        assertThat(way.books().booked()).hasSize(50).containsEntry(2L, "status 200");
    }

    @Test
    void report_tellsWhatTheBatchesSaved() throws IOException {
        BatchFixture batch = start(line -> line.number() <= 4, 20);

        Job job = register(batch, 6, Optional.empty());
        awaitEnd(batch, job);

        JsonNode ways = JSON.readTree(batch.store.job(job.id()).report()).path("ways");
        assertThat(ways.get(1).path("way").asText()).isEqualTo("provider_batch");
        assertThat(ways.get(1).path("lines").asInt()).isEqualTo(4);
        assertThat(ways.get(1).path("cost_usd").asText()).isEqualTo("1");
        assertThat(ways.get(1).path("saved_usd").asText()).isEqualTo("3");
    }

    @Test
    void lineThatFailsInABatch_isSentLive() throws IOException {
        provider.failLinesWith("\"p3\"");
        BatchFixture batch = start(line -> true, 20);

        Job job = register(batch, 5, Optional.empty());
        awaitEnd(batch, job);

        assertThat(live.sent()).containsExactly(3L);
        assertThat(results(batch))
                .hasSize(5)
                .allMatch(line -> line.at("/response/status_code").asInt() == 200);
    }

    @Test
    void lineThatIsRefusedInABatch_isAnErrorOfItsOwn() throws IOException {
        provider.refuseLinesWith("\"p3\"");
        BatchFixture batch = start(line -> true, 20);

        Job job = register(batch, 5, Optional.empty());
        awaitEnd(batch, job);

        assertThat(results(batch).stream()
                        .map(line -> line.at("/response/status_code").asInt()))
                .containsExactly(200, 200, 400, 200, 200);
        assertThat(live.sent()).isEmpty();
    }

    @Test
    void expiredBatch_keepsWhatItAnswered_andTheRestIsSentLive() throws IOException {
        provider.expire();
        provider.answersBeforeEnd(3);
        BatchFixture batch = start(line -> true, 20);

        Job job = register(batch, 5, Optional.empty());
        awaitEnd(batch, job);

        assertThat(results(batch))
                .hasSize(5)
                .allMatch(line -> line.at("/response/status_code").asInt() == 200);
        assertThat(provider.charged()).containsExactly("p1", "p2", "p3");
        assertThat(live.sent()).containsExactlyInAnyOrder(4L, 5L);
    }

    @Test
    void lateBatch_isCancelled_whatItAnsweredIsKept_andTheRestIsSentLive() throws IOException {
        provider.stick();
        provider.answersBeforeEnd(4);
        BatchFixture batch = start(line -> true, 20);

        // the reserve for live calls is ten minutes
        Job job = register(batch, 10, Optional.of(Duration.ofMinutes(10).plusSeconds(2)));
        awaitEnd(batch, job);

        assertThat(results(batch)).hasSize(10);
        assertThat(provider.created()).isEqualTo(1);
        assertThat(provider.charged()).containsExactly("p1", "p2", "p3", "p4");
        assertThat(live.sent()).containsExactlyInAnyOrder(5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(way.books().booked()).hasSize(4);
    }

    @Test
    void providerThatCannotBeAsked_losesItsLinesToLiveCallsBeforeTheDeadline() throws IOException {
        provider.stick();
        BatchFixture batch = start(line -> true, 20);
        Job job = register(batch, 5, Optional.empty());
        await().until(() -> batch.providerBatches.open(job.id()).stream()
                .anyMatch(given -> !given.remoteId().isEmpty()));

        provider.close();
        // less than half of the reserve of ten minutes is left
        Instant soon = Instant.now(batch.clock).plus(Duration.ofMinutes(4));
        batch.store.options(job.id(), JobOptions.parse("{\"deadline\":\"" + soon + "\"}"));
        awaitEnd(batch, job);

        assertThat(live.sent()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(way.books().booked().values()).hasSize(5).containsOnly("uncertain");
    }

    @Test
    void lostAnswerToTheCreation_doesNotCreateASecondBatch() throws IOException {
        provider.losesAnswers();
        BatchFixture batch = start(line -> true, 20);

        Job job = register(batch, 5, Optional.empty());
        awaitEnd(batch, job);

        assertThat(provider.created()).isEqualTo(1);
        assertThat(provider.charged()).hasSize(5).doesNotHaveDuplicates();
        assertThat(live.sent()).isEmpty();
    }

    @Test
    void restart_findsTheBatchAgain() throws IOException {
        provider.stick();
        BatchFixture stopped = start(line -> true, 20);
        Job job = register(stopped, 5, Optional.empty());
        await().until(() -> stopped.providerBatches.open(job.id()).stream()
                .anyMatch(batch -> !batch.remoteId().isEmpty()));
        stopped.engine.stop();
        provider.answersBeforeEnd(5);

        BatchFixture restarted = start(line -> true, 20);
        restarted.control.cancel(job.id());
        awaitEnd(restarted, job);

        assertThat(provider.created()).isEqualTo(1);
        assertThat(results(restarted))
                .hasSize(5)
                .allMatch(line -> line.at("/response/status_code").asInt() == 200);
    }

    @Test
    void killBetweenCreationAndItsNote_doesNotCreateASecondBatch() throws IOException {
        provider.stick();
        BatchFixture killed = start(line -> true, 20);
        Job job = register(killed, 5, Optional.empty());
        await().until(() -> killed.providerBatches.open(job.id()).stream()
                .anyMatch(batch -> !batch.remoteId().isEmpty()));
        killed.engine.stop();
        new JdbcTemplate(dataSource).update("update provider_batch set state = 'creating', remote_id = ''");

        BatchFixture restarted = start(line -> true, 20);
        await().until(() -> restarted.providerBatches.open(job.id()).stream()
                .anyMatch(batch -> !batch.remoteId().isEmpty()));
        restarted.control.cancel(job.id());
        awaitEnd(restarted, job);

        assertThat(provider.created()).isEqualTo(1);
        assertThat(provider.charged()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void cancelledJob_keepsWhatTheBatchAnswered() throws IOException {
        provider.stick();
        provider.answersBeforeEnd(2);
        BatchFixture batch = start(line -> true, 20);
        Job job = register(batch, 5, Optional.empty());
        await().until(() -> provider.created() == 1);

        batch.control.cancel(job.id());
        awaitEnd(batch, job);

        assertThat(results(batch).stream().map(line -> line.at("/error/code").asText("")))
                .containsExactly("", "", "batch_cancelled", "batch_cancelled", "batch_cancelled");
        assertThat(live.sent()).isEmpty();
    }

    @Test
    void refusedUpload_sendsEverythingLive() throws IOException {
        FakeWay nobody = FakeWay.batch(api, URI.create(provider.baseUrl() + "/nothing"), line -> true, 20);
        BatchFixture batch = start(nobody);

        Job job = register(batch, 5, Optional.empty());
        awaitEnd(batch, job);

        assertThat(live.sent()).hasSize(5);
        assertThat(provider.charged()).isEmpty();
    }

    @Test
    void halfFilledBatch_isThrownAwayAtTheNextStart() throws IOException {
        BatchFixture batch = start(line -> true, 20);
        batch.add("other", "other.jsonl", 1);
        ProviderBatch half =
                batch.providerBatches.open("other", "other", "stub/m", "none", "/chat/completions", Instant.EPOCH);
        batch.providerBatches.add(half, List.of(new ProviderBatchLine(1, "c1", "r", "t", "", 0, 1)));

        List<String> discarded = batch.providerBatches.discardFilling("other");

        assertThat(discarded).containsExactly(half.id());
        assertThat(batch.providerBatches.marksAfter("other", 0, 10)).isEmpty();
    }
}

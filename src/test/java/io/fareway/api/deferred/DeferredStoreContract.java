package io.fareway.api.deferred;

import static org.assertj.core.api.Assertions.assertThat;

import io.fareway.ledger.GatewayInstance;
import io.fareway.model.conversation.Dialect;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is kept of requests that wait, on every database that can hold it. */
abstract class DeferredStoreContract {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private DeferredStore store;

    abstract DataSource dataSource();

    @BeforeEach
    void nothingWaits() {
        Flyway.configure().dataSource(dataSource()).load().migrate();
        JdbcClient.create(dataSource()).sql("delete from deferred_request").update();
        store = gateway("one");
    }

    @Test
    void request_waitsForItsTime() {
        store.add(waiting("q1", NOON));

        assertThat(store.take(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(store.take(NOON, 10)).extracting(DeferredRequest::id).containsExactly("q1");
    }

    @Test
    void take_isOldestFirstAndBounded() {
        store.add(waiting("late", NOON));
        store.add(waiting("early", NOON.minusSeconds(60)));
        store.add(waiting("later", NOON.plusSeconds(1)));

        assertThat(store.take(NOON.plusSeconds(5), 2))
                .extracting(DeferredRequest::id)
                .containsExactly("early", "late");
    }

    @Test
    void requestTaken_isNotTakenByAnotherGateway() throws Exception {
        for (int i = 0; i < 40; i++) {
            store.add(waiting("q" + i, NOON));
        }

        List<String> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<List<DeferredRequest>>> takers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DeferredStore gateway = gateway("gateway-" + i);
                takers.add(threads.submit(() -> gateway.take(NOON, 40)));
            }
            for (Future<List<DeferredRequest>> taker : takers) {
                taker.get().forEach(request -> taken.add(request.id()));
            }
        }

        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void killedGateway_losesNothing() {
        store.add(waiting("q1", NOON));
        store.take(NOON, 10);

        DeferredStore restarted = gateway("one");
        restarted.releaseOwn();

        assertThat(restarted.take(NOON, 10))
                .extracting(request -> request.form().body())
                .containsExactly("{\"q\":\"q1\"}");
    }

    @Test
    void requestOfAGatewayThatIsGone_isTakenAfterAnHour() {
        store.add(waiting("q1", NOON));
        store.take(NOON, 10);
        DeferredStore other = gateway("two");

        List<DeferredRequest> early = other.take(NOON.plusSeconds(3599), 10);
        List<DeferredRequest> late = other.take(NOON.plusSeconds(3600), 10);

        assertThat(early).isEmpty();
        assertThat(late).hasSize(1);
    }

    @Test
    void startOfAGateway_leavesTheWorkOfOthersAlone() {
        store.add(waiting("q1", NOON));
        store.take(NOON, 10);

        DeferredStore other = gateway("two");

        assertThat(other.releaseOwn()).isZero();
        assertThat(other.take(NOON, 10)).isEmpty();
    }

    @Test
    void requestPutBack_comesAgain() {
        store.add(waiting("q1", NOON));
        store.take(NOON, 10);

        store.putBack("q1", NOON.plusSeconds(30));

        assertThat(store.take(NOON.plusSeconds(29), 10)).isEmpty();
        assertThat(store.take(NOON.plusSeconds(30), 10)).hasSize(1);
    }

    @Test
    void answer_isKeptAndTheRequestNotTakenAgain() {
        store.add(waiting("q1", NOON));
        store.take(NOON, 10);

        store.finish(
                "q1",
                DeferredRequest.State.ANSWERED,
                new DeferredRequest.Ending(NOON.plusSeconds(3), "r1", 200, "{\"a\":1}"));

        DeferredRequest found = store.find("q1").orElseThrow();
        assertThat(found.state()).isEqualTo(DeferredRequest.State.ANSWERED);
        assertThat(found.ending()).contains(new DeferredRequest.Ending(NOON.plusSeconds(3), "r1", 200, "{\"a\":1}"));
        assertThat(store.take(NOON.plusSeconds(60), 10)).isEmpty();
    }

    private DeferredStore gateway(String instance) {
        return new DeferredStore(dataSource(), new GatewayInstance(instance));
    }

    @Test
    void form_isKeptAsItCame() {
        store.add(waiting("q1", NOON));

        assertThat(store.find("q1").orElseThrow().form()).isEqualTo(form("q1"));
    }

    @Test
    void end_isToldUntilSomebodySaysThatItIsDone() {
        store.add(waiting("q1", NOON));
        assertThat(store.takeCallbacks(NOON, 10, tries -> NOON.plusSeconds(15))).isEmpty();
        store.finish("q1", DeferredRequest.State.ANSWERED, new DeferredRequest.Ending(NOON, "r1", 200, "{}"));

        List<DeferredRequest> first = store.takeCallbacks(NOON, 10, tries -> NOON.plusSeconds(15));
        List<DeferredRequest> meanwhile = store.takeCallbacks(NOON.plusSeconds(14), 10, tries -> NOON);
        List<DeferredRequest> again = store.takeCallbacks(NOON.plusSeconds(15), 10, tries -> NOON.plusSeconds(60));
        int tries = store.callbackTries("q1");
        store.callbackDone("q1");

        assertThat(first).extracting(DeferredRequest::id).containsExactly("q1");
        assertThat(meanwhile).isEmpty();
        assertThat(again).hasSize(1);
        assertThat(tries).isEqualTo(2);
        assertThat(store.takeCallbacks(NOON.plusSeconds(600), 10, more -> NOON)).isEmpty();
    }

    private static DeferredRequest.Form form(String id) {
        return new DeferredRequest.Form(
                "{\"q\":\"" + id + "\"}",
                Dialect.GEMINI,
                "/v1beta/models/m:generateContent",
                "summary",
                Map.of("x-fareway-regions", "eu"),
                Optional.of(URI.create("https://example.com/answers")));
    }

    private static DeferredRequest waiting(String id, Instant notBefore) {
        return new DeferredRequest(
                id,
                "",
                form(id),
                "budget total is 90 % spent",
                DeferredRequest.State.WAITING,
                NOON.minusSeconds(3_600),
                notBefore,
                NOON.plusSeconds(3_600),
                Optional.empty());
    }
}

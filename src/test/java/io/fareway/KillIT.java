package io.fareway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fareway.testing.ChatClient;
import io.fareway.testing.GatewayProcess;
import io.fareway.testing.Replies;
import io.fareway.testing.ScriptedProvider;
import io.fareway.testing.ScriptedProvider.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.sqlite.SQLiteDataSource;

/** SIGKILL to the packaged jar at random instants: afterwards the ledger agrees with what the providers saw. */
class KillIT {

    private static final int KILLS = 2;
    private static final int CALLERS = 8;
    private static final int HELD_CALLERS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern TASK = Pattern.compile("(task|held)-(\\d+)");

    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final ScriptedProvider openai = new ScriptedProvider().always(logged("openai"));
    private final ScriptedProvider groq = new ScriptedProvider().always(logged("groq"));

    /** One call as a provider saw it; tokens of the answer, 0 when it sent an error or was still thinking. */
    private record Call(String task, String provider, Fate fate, int tokens) {

        private enum Fate {
            ANSWERED,
            REFUSED,
            HELD
        }
    }

    /** One row of the ledger. */
    private record Booked(String task, String provider, String billing, boolean priced, int tokens) {

        boolean is(String state) {
            return billing.equals(state);
        }
    }

    @AfterEach
    void stopProviders() throws IOException {
        openai.close();
        groq.close();
    }

    @Test
    void kill_atAnyInstant_leavesALedgerThatAgreesWithTheProviders(@TempDir Path folder) throws Exception {
        Random random = new Random(11);
        try (GatewayProcess gateway = start(folder)) {
            for (int kill = 0; kill < KILLS; kill++) {
                callUntilKilledAfter(calls.size() + 60 + random.nextInt(90), gateway);
                gateway.restart();
            }
        }

        List<Booked> rows = rows(folder);

        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 30);
        assertThat(calls).extracting(Call::fate).contains(Call.Fate.values());
        assertThat(rows).extracting(Booked::billing).containsOnly("billed", "free", "uncertain");
        assertThat(rows).allMatch(row -> row.priced() != row.is("uncertain"));
        assertThat(rows)
                .filteredOn(row -> row.is("billed"))
                .extracting(Booked::task)
                .containsAll(acknowledged);
        assertThat(Stream.concat(
                                calls.stream().map(call -> call.task() + " " + call.provider()),
                                rows.stream().map(row -> row.task() + " " + row.provider()))
                        .distinct())
                .allSatisfy(attempted -> assertAgree(
                        calls.stream()
                                .filter(call -> attempted.equals(call.task() + " " + call.provider()))
                                .toList(),
                        rows.stream()
                                .filter(row -> attempted.equals(row.task() + " " + row.provider()))
                                .toList()));
    }

    /** A row more than calls is one that was killed between its opening and the call: uncertain, never billed. */
    private static void assertAgree(List<Call> calls, List<Booked> rows) {
        List<Call> answered =
                calls.stream().filter(call -> call.fate() == Call.Fate.ANSWERED).toList();
        List<Booked> uncertain =
                rows.stream().filter(row -> row.is("uncertain")).toList();

        assertThat(rows.size() - calls.size()).isBetween(0, uncertain.size());
        assertThat(answered)
                .extracting(Call::tokens)
                .containsAll(rows.stream()
                        .filter(row -> row.is("billed"))
                        .map(Booked::tokens)
                        .toList());
        assertThat(rows.stream().filter(row -> row.is("billed"))).hasSizeLessThanOrEqualTo(answered.size());
        assertThat(rows.stream().filter(row -> row.is("free")))
                .hasSizeLessThanOrEqualTo(calls.size() - answered.size());
    }

    private GatewayProcess start(Path folder) {
        return GatewayProcess.start(
                folder,
                "--OPENAI_API_KEY=sk-of-a-test",
                "--OPENAI_BASE_URL=" + openai.baseUrl(),
                "--GROQ_API_KEY=gsk-of-a-test",
                "--GROQ_BASE_URL=" + groq.baseUrl());
    }

    private void callUntilKilledAfter(int enough, GatewayProcess gateway) throws Exception {
        int heldBefore = held.get();
        List<Future<?>> ends = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS + HELD_CALLERS; caller++) {
                String kind = caller < CALLERS ? "task-" : "held-";
                ends.add(callers.submit(() -> callForEver(gateway.client(), kind)));
            }
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(7))
                    .until(() -> calls.size() >= enough && held.get() >= heldBefore + HELD_CALLERS);
            gateway.kill();
            for (Future<?> end : ends) {
                end.get();
            }
        }
    }

    private void callForEver(ChatClient client, String kind) {
        try {
            while (true) {
                int number = tasks.incrementAndGet();
                String task = kind + number;
                String question = number % 3 == 0 ? ChatClient.streamedChat("simple") : ChatClient.chat("simple");
                int status = client.post(
                                "/v1/chat/completions", question.replace("Hello", task), "x-fareway-task", task)
                        .statusCode();
                if (status == 200) {
                    acknowledged.add(task);
                }
            }
        } catch (UncheckedIOException killed) {
            // what this caller was not told is not acknowledged
        }
    }

    private Reply logged(String provider) {
        return (request, connection) -> {
            Matcher named = TASK.matcher(request.body());
            if (!named.find()) {
                Replies.text("a probe of the list of models").to(request, connection);
                return;
            }
            int number = Integer.parseInt(named.group(2));
            if (named.group(1).equals("held")) {
                calls.add(new Call(named.group(), provider, Call.Fate.HELD, 0));
                held.incrementAndGet();
                connection.awaitCallersEnd();
            } else if (number % 10 == 0 && provider.equals("groq")) {
                calls.add(new Call(named.group(), provider, Call.Fate.REFUSED, 0));
                Replies.error(500, "broken").to(request, connection);
            } else {
                int tokens = 1 + number % 7;
                calls.add(new Call(named.group(), provider, Call.Fate.ANSWERED, tokens));
                connection.pause(Duration.ofMillis(1 + number % 20));
                Replies.text("word ".repeat(tokens).trim()).to(request, connection);
            }
        };
    }

    private static List<Booked> rows(Path folder) {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("data/fareway.db"));
        return JdbcClient.create(database)
                .sql("select task, provider, billing, cost_pico_usd, output_tokens from attempt")
                .query((row, number) -> new Booked(
                        row.getString("task"),
                        row.getString("provider"),
                        row.getString("billing"),
                        row.getObject("cost_pico_usd") != null,
                        row.getInt("output_tokens")))
                .list();
    }
}

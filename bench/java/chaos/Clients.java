package bench.chaos;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Puts all questions of a run, so many at once. */
final class Clients {

    private static final int AT_ONCE = 32;

    private final Gateway gateway;
    private final Client client;
    private final Examiner examiner;
    private final int questions;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<Result> results = new ConcurrentLinkedQueue<>();
    private final Queue<Received> damaged = new ConcurrentLinkedQueue<>();
    private List<Thread> threads = List.of();

    Clients(Gateway gateway, Client client, Examiner examiner, int questions) {
        this.gateway = gateway;
        this.client = client;
        this.examiner = examiner;
        this.questions = questions;
    }

    void start() {
        threads = IntStream.range(0, AT_ONCE)
                .mapToObj(any -> Thread.ofVirtual().start(this::askUntilDone))
                .toList();
    }

    private void askUntilDone() {
        try {
            for (int number = next.getAndIncrement(); number < questions; number = next.getAndIncrement()) {
                gateway.awaitReady();
                Received received = client.ask(new Question(number));
                Verdict verdict = examiner.judge(received);
                if (verdict == Verdict.DAMAGED) {
                    damaged.add(received);
                }
                results.add(new Result(
                        received.question(), received.requestId(), verdict, received.status(), received.nanos()));
                done.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how many questions have come to their end. */
    int done() {
        return done.get();
    }

    /** Waits for the end of all questions and returns what became of them. */
    List<Result> await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        return List.copyOf(results);
    }

    /** Returns all answers that were neither whole nor honest. */
    List<Received> damaged() {
        return List.copyOf(damaged);
    }
}

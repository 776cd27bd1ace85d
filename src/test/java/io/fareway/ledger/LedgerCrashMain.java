package io.fareway.ledger;

import static io.fareway.testing.Journeys.answered;
import static io.fareway.testing.Journeys.attempt;
import static io.fareway.testing.Journeys.journey;

import io.fareway.model.Attempt;
import io.fareway.model.Journey;
import io.fareway.model.Outcome;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Books requests until it is killed, and prints each id once it was acknowledged; started by {@link LedgerCrashTest}. */
final class LedgerCrashMain {

    private static final int CALLERS = 8;

    private LedgerCrashMain() {}

    /**
     * Never ends by itself.
     *
     * @param arguments the database's URL and a prefix of the request ids
     */
    public static void main(String[] arguments) throws InterruptedException {
        LedgerFixture books = LedgerFixture.on(LedgerFixture.properties(arguments[0], ""), Clock.systemUTC());
        books.lifecycle.start();
        PrintStream acknowledged = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Thread[] callers = new Thread[CALLERS];
        for (int caller = 0; caller < CALLERS; caller++) {
            String prefix = arguments[1] + "-" + caller + "-";
            callers[caller] = Thread.ofVirtual().start(() -> bookForEver(books.ledger, prefix, acknowledged));
        }
        callers[0].join();
    }

    private static void bookForEver(Ledger ledger, String prefix, PrintStream acknowledged) {
        for (int i = 0; ; i++) {
            Journey journey = journey(prefix + i).build();
            Attempt attempt = attempt(journey);
            ledger.open(attempt, journey);
            acknowledged.println("opened " + journey.id());
            answered(attempt);
            ledger.close(attempt, journey);
            ledger.settle(journey, Outcome.ANSWERED, 200);
            acknowledged.println("settled " + journey.id());
        }
    }
}

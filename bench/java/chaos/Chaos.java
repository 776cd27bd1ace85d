package bench.chaos;

import bench.Memory;
import bench.Servers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One run: starts everything, asks, kills where that is wanted, compares, prints, ends everything. */
public final class Chaos {

    private static final List<Integer> MEMORY_AT_PERCENT = List.of(10, 50, 100);
    private static final long LOOK_EVERY_MS = 20;

    /** So that a kill does not always follow the end of a request. */
    private static final int LONGEST_WAIT_MS = 300;

    private final Gateway gateway;
    private final Clients clients;
    private final int questions;
    private final Chance chance;
    private final Report report;

    private Chaos(Gateway gateway, Clients clients, int questions, Chance chance, Report report) {
        this.chance = chance;
        this.gateway = gateway;
        this.clients = clients;
        this.questions = questions;
        this.report = report;
    }

    /** Takes the work folder, the first port, how many requests and kills, the seed, and options for the gateway's JVM. */
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Path work = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int questions = Integer.parseInt(arguments[2]);
        int kills = Integer.parseInt(arguments[3]);
        long seed = Long.parseLong(arguments[4]);
        List<String> javaOptions = List.of(arguments).subList(5, arguments.length);
        Report report = new Report(System.out);
        report.start(questions, kills, seed, javaOptions);
        Chance chance = new Chance(seed);
        boolean right;
        try (Servers servers = new Servers(work);
                Providers providers = new Providers(chance, port + 1)) {
            Gateway gateway = new Gateway(servers, work, port, javaOptions);
            Clients clients = new Clients(gateway, new Client(port), new Examiner(kills > 0), questions);
            right = new Chaos(gateway, clients, questions, chance, report)
                    .run(providers, kills, new SplittableRandom(seed));
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(Providers providers, int kills, SplittableRandom random)
            throws IOException, InterruptedException, SQLException {
        gateway.start();
        long begin = System.nanoTime();
        clients.start();
        boolean flat = true;
        if (kills > 0) {
            kill(kills, random);
        } else {
            flat = watchMemory().isFlat();
        }
        List<Result> results = clients.await();
        double seconds = (System.nanoTime() - begin) / 1e9;
        gateway.stop();
        report.answers(results, seconds);
        report.faults(providers.log(), results);
        Audit audit = new Audit(Books.read(gateway.ledger()), providers.log(), results, kills > 0);
        report.books(audit.findings());
        report.damaged(clients.damaged());
        Obligation.Balance balance = Obligation.of(chance, providers.log()).of(results);
        report.obligation(balance);
        boolean right = flat
                && clients.damaged().isEmpty()
                && balance.broken().isEmpty()
                && audit.findings().stream().allMatch(Audit.Finding::right);
        report.verdict(right);
        return right;
    }

    private Memory watchMemory() throws IOException, InterruptedException {
        List<Memory.Sample> samples = new ArrayList<>();
        for (int percent : MEMORY_AT_PERCENT) {
            awaitDone(questions * percent / 100);
            samples.add(gateway.memory("after %d %% of the requests".formatted(percent)));
        }
        Memory memory = new Memory(samples);
        memory.print(System.out);
        return memory;
    }

    /** Kills once in each of equal parts of the run, somewhere in its first four fifths. */
    private void kill(int kills, SplittableRandom random) throws IOException, InterruptedException {
        double part = (double) questions / kills;
        for (int kill = 0; kill < kills; kill++) {
            awaitDone((int) (part * (kill + 0.8 * random.nextDouble())));
            Thread.sleep(random.nextInt(LONGEST_WAIT_MS));
            gateway.kill();
            report.killed(kill + 1, clients.done());
            gateway.start();
        }
    }

    private void awaitDone(int count) throws InterruptedException {
        while (clients.done() < count) {
            Thread.sleep(LOOK_EVERY_MS);
        }
    }
}
